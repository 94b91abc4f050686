import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportJournal } from '../../src/cli/export-journal.ts'
import { createApiKey } from '../../src/domain/access/create-api-key.ts'
import { ALL_PERMISSIONS } from '../../src/domain/access/permissions.ts'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

const NOW = '2026-11-15T12:00:00.000Z'

let api: TestApi
let other: SetUpResult
let affiliateId: string
let brandId: string
/** Another person's key: the command line made it. */
let second: string

beforeAll(async () => {
  api = await createTestApi({ now: NOW })
  other = await api.addProgram('Other')
  affiliateId = (await api.post('/affiliate', { name: 'Anna', referralCode: 'ANNA' })).body.id
  brandId = (await api.post('/brand', { name: 'Bet', landingPageUrl: 'https://bet.example' })).body.id
  second = await keyOf('cli')
})
afterAll(() => api.close())

async function keyOf(actor: string): Promise<string> {
  const { db, clock } = api.context
  const { programId } = api.program
  const issued = await db.inProgram(programId, (tx) => createApiKey(tx, { programId, actor, now: clock.now() }, ALL_PERMISSIONS, { name: `of ${actor}`, permissions: ALL_PERMISSIONS }))
  return issued.secret
}

async function payable(): Promise<number> {
  const { items } = (await api.get(`/ledger/account?affiliateId=${affiliateId}&kind=affiliate_payable`)).body
  return items[0]?.balance ?? 0
}

async function offenders(): Promise<(string | null)[]> {
  const { laws } = await verifyBooks(api.context.db, api.program.programId)
  return laws.flatMap(({ offender }) => offender ?? [])
}

async function expectLaws(): Promise<void> {
  expect(await offenders()).toEqual([])
}

const adjust = (body: object = {}, key = api.program.apiKey) => api.post('/adjustment', { affiliateId, amount: 25, reason: 'agreed', ...body }, { key })
const setLimit = (adjustmentLimit: number) => api.patch('/program', { adjustmentLimit })

describe('a manual adjustment', () => {
  test('waits for a second person, whatever its amount, unless the program says otherwise', async () => {
    expect((await api.get('/program')).body.adjustmentLimit).toBe(0)
    const before = await payable()
    const { status, body } = await adjust({ amount: 0.01 })
    expect(status).toBe(201)
    expect(body).toMatchObject({ affiliateId, amount: 0.01, currency: 'EUR', status: 'pending', needsSecondPerson: true, decidedBy: null, createdTs: NOW })
    expect(await payable()).toBe(before)
    const approved = await api.post(`/adjustment/${body.id}/approval`, {}, { key: second })
    expect(approved.status).toBe(201)
    expect(approved.body).toMatchObject({ status: 'approved', decidedAt: NOW })
    expect(approved.body.decidedBy).not.toBe(body.createdBy)
    expect(await payable()).toBe(before + 0.01)
    await expectLaws()
  })

  test.each`
    amount      | status
    ${99.99}    | ${'approved'}
    ${100}      | ${'approved'}
    ${100.01}   | ${'pending'}
    ${-99.99}   | ${'approved'}
    ${-100}     | ${'approved'}
    ${-100.01}  | ${'pending'}
  `('of $amount is $status where 100 is the limit', async ({ amount, status }) => {
    await setLimit(100)
    const before = await payable()
    expect((await adjust({ amount })).body).toMatchObject({ amount, status, needsSecondPerson: status === 'pending' })
    expect(await payable()).toBeCloseTo(status === 'approved' ? before + amount : before, 5)
    await expectLaws()
    await setLimit(0)
  })

  test('is in the ledger of the affiliate: an expense of the brand that it names, else of the program, in the open period', async () => {
    await setLimit(100)
    const [plus, minus] = [(await adjust({ amount: 30, brandId, relatesToPeriod: '2026-09' })).body, (await adjust({ amount: -10, relatesToPeriod: '2026-11' })).body]
    const [credited] = (await api.get(`/ledger/transfer?causeId=${plus.id}`)).body.items
    const [debited] = (await api.get(`/ledger/transfer?causeId=${minus.id}`)).body.items
    const accounts = new Map((await api.get('/ledger/account?limit=500')).body.items.map((account: { id: string }) => [account.id, account]))
    expect(credited).toMatchObject({ amount: 30, kind: 'adjustment_credited', causeType: 'adjustment', period: '2026-11', relatesToPeriod: '2026-09' })
    expect(debited).toMatchObject({ amount: 10, kind: 'adjustment_debited', period: '2026-11', relatesToPeriod: null })
    expect(accounts.get(credited.debitAccountId)).toMatchObject({ kind: 'adjustment_expense', brandId, affiliateId: null })
    expect(accounts.get(credited.creditAccountId)).toMatchObject({ kind: 'affiliate_payable', affiliateId })
    expect(accounts.get(debited.debitAccountId)).toMatchObject({ kind: 'affiliate_payable', affiliateId })
    expect(accounts.get(debited.creditAccountId)).toMatchObject({ kind: 'adjustment_expense', brandId: null, affiliateId: null })
    await setLimit(0)
  })

  test('is not approved by its author, nor by a key that its author has made, nor by another key of whoever made that', async () => {
    const { body } = await adjust()
    expect(await api.post(`/adjustment/${body.id}/approval`)).toMatchObject({ status: 403, body: { code: 'second_person_required' } })
    const made = (await api.post('/api-key', { name: 'mine', permissions: { ledger: 'write' } })).body.key
    expect(await api.post(`/adjustment/${body.id}/approval`, {}, { key: made })).toMatchObject({ status: 403, body: { code: 'second_person_required' } })
    const sister = (await api.post('/api-key', { name: 'mine too', permissions: { ledger: 'write' } })).body.key
    const ofMade = (await adjust({}, made)).body
    expect(await api.post(`/adjustment/${ofMade.id}/approval`, {}, { key: sister })).toMatchObject({ status: 403 })
    expect((await api.get(`/adjustment/${body.id}`)).body.status).toBe('pending')
  })

  test('is rejected with a reason, by anybody, and moves nothing', async () => {
    const before = await payable()
    const { body } = await adjust()
    expect((await api.post(`/adjustment/${body.id}/rejection`, {})).status).toBe(400)
    expect((await api.post(`/adjustment/${body.id}/rejection`, { reason: 'a mistake' })).body).toMatchObject({ status: 'rejected', rejectionReason: 'a mistake', decidedBy: body.createdBy })
    expect((await api.post(`/adjustment/${body.id}/approval`, {}, { key: second })).body.code).toBe('state_conflict')
    expect((await api.post(`/adjustment/${body.id}/rejection`, { reason: 'again' })).body.code).toBe('state_conflict')
    expect(await payable()).toBe(before)
    await expectLaws()
  })

  test('is posted once by 50 approvals at the same time', async () => {
    const before = await payable()
    const { body } = await adjust({ amount: 7 })
    const answers = await Promise.all(Array.from({ length: 50 }, () => api.post(`/adjustment/${body.id}/approval`, {}, { key: second })))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 49 }, () => 409)])
    expect(await payable()).toBeCloseTo(before + 7, 5)
    expect((await api.get(`/ledger/transfer?causeId=${body.id}`)).body.items).toHaveLength(1)
    await expectLaws()
  })

  test('is made once by 10 calls with one Idempotency-Key', async () => {
    await setLimit(100)
    const before = await payable()
    const headers = { 'idempotency-key': 'adjust-once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => api.post('/adjustment', { affiliateId, amount: 3, reason: 'once' }, { headers })))
    expect(new Set(answers.filter(({ status }) => status === 201).map(({ body }) => body.id)).size).toBe(1)
    expect(await payable()).toBeCloseTo(before + 3, 5)
    await setLimit(0)
  })

  test.each`
    field                | wrong                     | status | code
    ${'amount'}          | ${0}                      | ${400} | ${'invalid_request'}
    ${'amount'}          | ${0.001}                  | ${400} | ${'invalid_request'}
    ${'amount'}          | ${1e13 + 1}               | ${400} | ${'invalid_request'}
    ${'reason'}          | ${' '}                    | ${400} | ${'invalid_request'}
    ${'reason'}          | ${undefined}              | ${400} | ${'invalid_request'}
    ${'relatesToPeriod'} | ${'2026-12'}              | ${400} | ${'invalid_request'}
    ${'relatesToPeriod'} | ${'2026-13'}              | ${400} | ${'invalid_request'}
    ${'affiliateId'}     | ${'another'}              | ${400} | ${'invalid_request'}
  `('is refused with $wrong as $field', async ({ field, wrong, status, code }) => {
    expect(await adjust({ [field]: wrong })).toMatchObject({ status, body: { code } })
  })

  test('of the organic affiliate, or about what the program does not have, is refused', async () => {
    const organic = await api.context.db.inProgram(api.program.programId, (tx) => tx.sql<{ id: string }>({ text: 'select id from affiliate where is_organic' }))
    expect((await adjust({ affiliateId: organic[0]?.id })).body.code).toBe('affiliate_unknown')
    const absent = '019abc00-0000-7000-8000-000000000001'
    for (const [field, code] of [['affiliateId', 'affiliate_unknown'], ['brandId', 'brand_unknown'], ['customerId', 'customer_unknown'], ['transactionId', 'transaction_unknown']] as const) {
      expect((await adjust({ [field]: absent })).body.code).toBe(code)
    }
  })

  test("is not seen by other programs, and needs the ledger's permission", async () => {
    const { body } = await adjust()
    expect((await api.get(`/adjustment/${body.id}`, { key: other.apiKey })).status).toBe(404)
    expect((await api.post(`/adjustment/${body.id}/approval`, {}, { key: other.apiKey })).status).toBe(404)
    expect((await api.get('/adjustment', { key: other.apiKey })).body.items).toEqual([])
    const reader = (await api.post('/api-key', { name: 'reads', permissions: { ledger: 'read' } })).body.key
    expect((await api.get(`/adjustment?affiliateId=${affiliateId}&status=pending`, { key: reader })).body.items.map(({ id }: { id: string }) => id)).toContain(body.id)
    expect((await adjust({}, reader)).status).toBe(403)
  })

  test('is in the journal of the books, as an expense', async () => {
    const { body } = await adjust({ brandId })
    await api.post(`/adjustment/${body.id}/approval`, {}, { key: second })
    const folder = await mkdtemp(path.join(tmpdir(), 'journal-'))
    const program = { id: api.program.programId, number: 1, operatorId: api.program.operatorId, name: 'First', currency: 'EUR', timeZone: 'Europe/Malta', isTest: false }
    await exportJournal(api.context.db, program, path.join(folder, 'books.journal'))
    const journal = await readFile(path.join(folder, 'books.journal'), 'utf8')
    await rm(folder, { recursive: true })
    expect(journal).toMatch(new RegExp(`adjustment ${body.id}[^*]*Expenses:Adjustment-expense:Bet-\\w+ {2}25\\.00 EUR\\n {2}Liabilities:Affiliate-payable:Anna-\\w+ {2}-25\\.00 EUR`))
  })

  test('leaves its making and its decision in the audit', async () => {
    const { body } = await adjust()
    await api.post(`/adjustment/${body.id}/approval`, {}, { key: second })
    const { items } = (await api.get(`/audit?subjectId=${body.id}`)).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(['adjustment.approved', 'adjustment.created'])
  })
})

describe('the law of adjustments', () => {
  test('finds an approval that was never posted, and one by its own author', async () => {
    const owner = api.context.database.ownerUrl
    const { body } = await adjust()
    const insert = `insert into adjustment_event (program_id, id, adjustment_id, kind, actor, recorded_at) values ($1, gen_random_uuid(), $2, 'approved', 'user:x', now())`
    await onConnection(owner, (client) => client.query(insert, [api.program.programId, body.id]))
    expect((await offenders())[0]).toContain(`affiliate ${affiliateId}`)
    expect((await offenders())[1]).toContain(`adjustment ${body.id}`)
    await onConnection(owner, (client) => client.query('delete from adjustment_event where adjustment_id = $1', [body.id]))
    await expectLaws()
  })
})

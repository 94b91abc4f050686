import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disqualifyCustomer } from '../../src/domain/customers/disqualify-customer.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { type Books, openContext } from '../books/fixture.ts'
import { at, deposit, program, revenue } from '../explain/scenario.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { playScene } from '../operator-api/support/scene.ts'
import type { TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const CPA = { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 60 } }] }

async function customerOf(books: Books): Promise<Uuid> {
  const [row] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: Uuid }>({ text: `select id from customer where program_id = $1 and external_id = 'c1'`, values: [books.programId] }))
  return row?.id ?? ''
}

async function decide(books: Books, kind: 'disqualified' | 'restored', from: string | null = null) {
  const customerId = await customerOf(books)
  return context.db.inProgram(books.programId, (tx) =>
    disqualifyCustomer(tx, context.clock, { programId: books.programId, actor: 'user:manager' }, customerId, { kind, from: from === null ? null : new Date(from), reason: kind === 'disqualified' ? 'stolen card' : null }),
  )
}

async function expectLaws(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.flatMap(({ law, offender }) => (offender === null ? [] : [`${law}: ${offender}`]))).toEqual([])
}

describe('a customer that a manager disqualifies', () => {
  test('loses its CPA by lines of now, keeps its other commissions, and does not qualify again', async () => {
    const { books, affiliate } = await program(context, [CPA, { type: 'revenue_share', base: 'net_revenue', rate: '10' }])
    await books.send(deposit('d1', 2, 30), revenue('r1', 2, 100))
    await books.mature()
    expect(await books.total(affiliate)).toBe(6_000n)
    expect(await decide(books, 'disqualified')).toMatchObject({ kind: 'disqualified', effectiveFrom: null, reason: 'stolen card', createdBy: 'user:manager' })
    expect(await books.total(affiliate)).toBe(1_000n)
    expect((await books.lines()).filter(({ kind }) => kind === 'reversal')).toMatchObject([{ amount: '-50', period: '2026-11', level: 1 }])
    await books.send(deposit('d2', 3, 100))
    expect(await books.total(affiliate)).toBe(1_000n)
    expect((await books.lines()).findLast(({ externalId }) => externalId === 'd2')).toMatchObject({ kind: 'zero', reason: 'disqualified' })
    await expectLaws(books)
  })

  test('qualifies again once it is restored, for all that its transactions have reached', async () => {
    const { books, affiliate } = await program(context, [CPA])
    await books.send(deposit('d1', 2, 30))
    await decide(books, 'disqualified')
    await books.send(deposit('d2', 3, 40))
    await decide(books, 'restored')
    expect(await books.total(affiliate)).toBe(8_000n)
    await expectLaws(books)
    await decide(books, 'disqualified')
    expect(await books.total(affiliate)).toBe(0n)
    await expectLaws(books)
  })

  test('from a date keeps the levels that it had reached before', async () => {
    const { books, affiliate } = await program(context, [CPA])
    await books.send(deposit('d1', 2, 30), deposit('d2', 6, 40))
    await decide(books, 'disqualified', at(5))
    expect(await books.total(affiliate)).toBe(5_000n)
    await books.send(deposit('d3', 7, 400))
    expect(await books.total(affiliate)).toBe(5_000n)
    await expectLaws(books)
  })

  test('owes what was paid: the reversal takes it out of payable', async () => {
    const { books, affiliate } = await program(context, [CPA])
    await books.send(deposit('d1', 2, 30))
    await books.mature()
    await books.pay('d1')
    await decide(books, 'disqualified')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '-50' })
    expect((await books.lines()).map(({ kind, amount }) => `${kind} ${amount}`)).toEqual(['computed 50', 'reversal -50'])
    await expectLaws(books)
  })

  test('without transactions, or twice', async () => {
    const { books } = await program(context, [CPA])
    await decide(books, 'disqualified')
    await expect(decide(books, 'disqualified')).rejects.toMatchObject({ code: 'state_conflict' })
    await books.send(deposit('d1', 2, 30))
    expect(await books.earned()).toEqual([])
    await decide(books, 'restored')
    await expect(decide(books, 'restored')).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await books.earned()).toEqual(['d1 50'])
    await expectLaws(books)
  })
})

describe('the calls of the API', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi()
  })
  afterAll(() => api.close())

  test('make, list and take away the decision, and leave it in the audit', async () => {
    const { customerId } = await playScene(api, api.program, 'A')
    const path = `/customer/${customerId}/disqualification`
    expect((await api.post(path, {})).status).toBe(400)
    expect(await api.post(path, { reason: 'stolen card' })).toMatchObject({ status: 201, body: { customerId, kind: 'disqualified', from: null, reason: 'stolen card' } })
    expect((await api.post(path, { reason: 'again' })).body.code).toBe('state_conflict')
    expect((await api.delete(path)).status).toBe(204)
    expect((await api.delete(path)).status).toBe(409)
    expect((await api.get(path)).body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['restored', 'disqualified'])
    const { items } = (await api.get(`/audit?subjectId=${customerId}`)).body
    expect(items.map(({ action }: { action: string }) => action)).toEqual(expect.arrayContaining(['customer.restored', 'customer.disqualified']))
  })

  test('give a customer to another affiliate, and list that', async () => {
    const { customerId, affiliateId } = await playScene(api, api.program, 'B')
    const transactionIds = (await api.get(`/transaction?customerId=${customerId}`)).body.items.map(({ id }: { id: string }) => id)
    const [transactionId] = transactionIds
    const other = (await api.post('/affiliate', { name: 'berta', referralCode: 'BERTA' })).body.id
    const path = `/customer/${customerId}/re-attribution`
    for (const body of [{ mode: 'with_history', reason: 'x' }, { affiliateId: other, mode: 'from_date', reason: 'x' }, { affiliateId: other, mode: 'with_history', from: at(1), reason: 'x' }, { affiliateId: other, mode: 'with_history' }]) {
      expect((await api.post(path, body)).status).toBe(400)
    }
    expect(await api.post(path, { affiliateId: other, mode: 'with_history', reason: 'their video' })).toMatchObject({
      status: 201, body: { customerId, affiliateId: other, mode: 'with_history', from: null, movedTransactions: 2, reason: 'their video' },
    })
    expect((await api.get(`/transaction/${transactionId}`)).body).toMatchObject({ status: 'moved', decisionReason: 'their video' })
    const successors = (await api.get(`/transaction?affiliateId=${other}`)).body.items
    const successor = successors.find(({ replacesId }: { replacesId: string }) => replacesId === transactionId)
    expect(successor).toMatchObject({ replacesId: transactionId, status: 'approved', tracking: { affiliateId: other } })
    expect((await api.get('/transaction?status=moved')).body.items.map(({ id }: { id: string }) => id)).toEqual(transactionIds)
    for (const id of [affiliateId, other]) expect((await api.get(`/customer?affiliateId=${id}`)).body.items.map((customer: { id: string }) => customer.id)).toContain(customerId)
    expect((await api.get(path)).body.items).toMatchObject([{ affiliateId: other }])
  })
})

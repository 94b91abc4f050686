import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { findPayer, findRailPayer } from '../../src/domain/payouts/paying-accounts/find-rail-payer.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

const SEPA = { kind: 'sepa', name: 'House bank', details: { holderName: 'Example GmbH', iban: 'DE89 3704 0044 0532 0130 00', bic: 'COBADEFFXXX' } }
const PIX = {
  kind: 'pix', name: 'Banco', details: { holderName: 'Exemplo Ltda', cnpj: '11.222.333/0001-81', bankCode: '237', bankName: 'Bradesco', agreement: '123456', branch: '1234', branchDigit: '5', account: '98765', accountDigit: '4' },
}
const PAYER = { kind: 'webhook', name: 'Our payer', details: { url: 'https://payer.example/payouts' } }

let api: TestApi
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
})
afterAll(() => api.close())

const add = (body: object) => api.post('/paying-account', body)
const wrongFields = async (body: object) => (await add(body)).body.errors.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
const inProgram = <T>(run: Parameters<typeof api.context.db.inProgram<T>>[1]) => api.context.db.inProgram(api.program.programId, run)

describe('an account to pay from', () => {
  test('is kept sealed: the answer, the database and the audit have no more than a hint', async () => {
    const { status, body } = await add(SEPA)
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind: 'sepa', name: 'House bank', hint: 'DE89 … 3000', isDefault: true, archivedTs: null, secret: null })
    const rows = await inProgram((tx) => tx.sql({ text: 'select p::text, (select string_agg(a::text, chr(10)) from audit_entry a) as audit from paying_account p' }))
    expect(JSON.stringify([body, rows])).not.toMatch(/370400440532|0532013000|Example GmbH/)
    expect((await api.get('/audit?limit=1')).body.items[0]).toMatchObject({ action: 'paying_account.created', subjectId: body.id, details: { kind: 'sepa', hint: 'DE89 … 3000' } })
  })

  test('of each kind, by what its files need', async () => {
    expect((await add(PIX)).body).toMatchObject({ kind: 'pix', hint: '237 … 765-4' })
    const pix = await inProgram((tx) => findRailPayer(tx, api.context.secretBox, 'pix', { programId: api.program.programId, messageId: 'M-1', now: new Date() }))
    expect(pix).toEqual({ payer: { ...PIX.details, kind: 'pix', cnpj: '11222333000181' }, fileNumber: 1 })
    const sepa = await inProgram((tx) => findRailPayer(tx, api.context.secretBox, 'sepa', { programId: api.program.programId, messageId: 'M-1', now: new Date() }))
    expect(sepa.payer).toEqual({ kind: 'sepa', holderName: 'Example GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' })
  })

  test.each<[string, object, string[]]>([
    ['an IBAN that is none', { ...SEPA, details: { ...SEPA.details, iban: 'DE89370400440532013001' } }, ['details.iban invalid_iban']],
    ['an account without an IBAN', { ...SEPA, details: { holderName: 'X', country: 'US', accountNumber: '1', bankCode: '021000021' } }, ['details.accountNumber unknown_field']],
    ['a CNPJ that is none', { ...PIX, details: { ...PIX.details, cnpj: '11222333000180' } }, ['details.cnpj invalid_cnpj']],
    ['nothing', { ...PIX, details: {} }, ['holderName', 'cnpj', 'bankCode', 'bankName', 'agreement', 'branch', 'account', 'accountDigit'].map((field) => `details.${field} required`)],
    ['fields of another kind', { ...PAYER, details: { ...PAYER.details, iban: 'x' } }, ['details.iban unknown_field']],
    ['plain http', { ...PAYER, details: { url: 'http://payer.example/' } }, ['details.url invalid_url']],
    ['the inside', { ...PAYER, details: { url: 'https://169.254.169.254/latest' } }, ['details.url invalid_url']],
    ['credentials', { ...PAYER, details: { url: 'https://user:secret@payer.example/' } }, ['details.url invalid_url']],
    ['a query', { ...PAYER, details: { url: 'https://payer.example/?key=secret' } }, ['details.url invalid_url']],
  ])('is refused with %s', async (_, body, fields) => {
    expect(await wrongFields(body)).toEqual(fields)
  })

  test('is the default of its kind until another is made so, and never two are, ten at once', async () => {
    const ids: Uuid[] = (await Promise.all(Array.from({ length: 10 }, (_, index) => add({ ...SEPA, name: `bank ${index}` })))).map(({ body }) => body.id)
    await Promise.all(ids.map((id) => api.patch(`/paying-account/${id}`, { makeDefault: true })))
    const { items } = (await api.get('/paying-account?kind=sepa')).body
    expect(items.filter(({ isDefault }: { isDefault: boolean }) => isDefault)).toHaveLength(1)
  })

  test('that is archived pays nothing, and nothing takes its place by itself', async () => {
    const defaults = (await api.get('/paying-account?kind=pix')).body.items
    expect((await api.delete(`/paying-account/${defaults[0].id}`)).status).toBe(204)
    expect((await api.get('/paying-account?kind=pix')).body.items).toEqual([])
    expect((await api.get('/paying-account?kind=pix&status=archived')).body.items[0]).toMatchObject({ isDefault: false, archivedTs: '2026-11-15T12:00:00.000Z' })
    expect((await api.patch(`/paying-account/${defaults[0].id}`, { makeDefault: true })).status).toBe(409)
    await expect(inProgram((tx) => findRailPayer(tx, api.context.secretBox, 'pix', { programId: api.program.programId, messageId: 'M-2', now: new Date() }))).rejects.toMatchObject({ code: 'paying_account_missing' })
  })

  test('is nobody else’s', async () => {
    const [{ id }] = (await api.get('/paying-account')).body.items
    const other = await api.addProgram('Elsewhere')
    expect((await api.get(`/paying-account/${id}`, { key: other.apiKey })).status).toBe(404)
  })
})

test('a file has one number among those of its account: without gaps, and the same file the same, ten at once', async () => {
  await add(PIX)
  const numberOf = (messageId: string) =>
    inProgram(async (tx) => (await findRailPayer(tx, api.context.secretBox, 'pix', { programId: api.program.programId, messageId, now: new Date() })).fileNumber)
  const numbers = await Promise.all(Array.from({ length: 10 }, (_, index) => numberOf(`F-${index % 5}`)))
  expect(new Set(numbers)).toEqual(new Set([1, 2, 3, 4, 5]))
  expect(await numberOf('F-0')).toBe(numbers[0])
  expect(await numberOf('F-9')).toBe(6)
})

describe('a payer', () => {
  test("has a secret that is told once; another one takes over, and for a day both sign", async () => {
    const { body } = await add(PAYER)
    expect(body).toMatchObject({ hint: 'payer.example', isDefault: true, secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) })
    expect((await api.get(`/paying-account/${body.id}`)).text).not.toContain('whsec')
    const second = (await api.post(`/paying-account/${body.id}/secret`)).body.secret
    const payer = await inProgram((tx) => findPayer(tx, api.context.secretBox, api.program.programId))
    expect(payer).toMatchObject({ url: 'https://payer.example/payouts', secrets: [{ secret: second }, { secret: body.secret }] })
    expect((await api.get('/audit?limit=5')).text).not.toContain('whsec')
    const [bank] = (await api.get('/paying-account?kind=sepa')).body.items
    expect((await api.post(`/paying-account/${bank.id}/secret`)).status).toBe(409)
  })

  test('stays who is asked while it has payouts of which nobody knows what became', async () => {
    const { programId } = api.program
    const [current] = (await api.get('/paying-account?kind=webhook')).body.items
    const another = (await add({ ...PAYER, name: 'another' })).body
    // A payout that is under way, and nothing but that.
    const affiliateId = (await api.post('/affiliate', { name: 'A', referralCode: 'PAYER' })).body.id
    await inProgram(async (tx) => {
      const id = '019abc00-0000-7000-8000-000000000001'
      await tx.sql({
        text: `insert into payout_method (program_id, id, affiliate_id, kind, currency, hint, is_default, created_by, created_at, updated_at, archived_at) values ($1, $2, $3, 'other', 'EUR', '', false, 'test', now(), now(), now())`,
        values: [programId, id, affiliateId],
      })
      await tx.sql({ text: `insert into payout_run (program_id, id, status, cause, prepared_by, prepared_at, approved_by, approved_at, updated_at) values ($1, $2, 'instructed', 'user', 'test', now(), 'test', now(), now())`, values: [programId, id] })
      await tx.sql({
        text: `insert into payout (program_id, id, run_id, affiliate_id, currency, amount_minor, method_id, method_kind, paid_currency, paid_amount_minor, status, rail, end_to_end_id, sequence, created_at, updated_at)
               values ($1, $2, $2, $3, 'EUR', 1, $2, 'other', 'EUR', 1, 'instructed', 'webhook', 'E', 1, now(), now())`,
        values: [programId, id, affiliateId],
      })
    })
    expect((await api.patch(`/paying-account/${another.id}`, { makeDefault: true })).status).toBe(409)
    expect((await api.delete(`/paying-account/${current.id}`)).status).toBe(409)
    expect((await api.delete(`/paying-account/${another.id}`)).status).toBe(204)
    await inProgram((tx) => tx.sql({ text: `update payout set status = 'settled'` }))
    expect((await api.delete(`/paying-account/${current.id}`)).status).toBe(204)
  })
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { catchUp } from '../../src/domain/programs/catch-up.ts'
import { payoutRate } from '../../src/domain/rates/payout-rate.ts'
import { createInstallation, type Installation } from '../cli/run-command.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { DAILY_CSV, DAILY_XML, HISTORY_CSV, xmlOf } from './ecb-samples.ts'

let api: TestApi
let programs = 0
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-21T10:00:00.000Z' })
})
afterAll(() => api.close())

const program = (currency = 'EUR'): Promise<SetUpResult> => api.addProgram(`Rates${programs++}`, false, currency)
const send = ({ apiKey: key }: SetUpResult, content: string, more: object = {}) =>
  api.post('/fx-rate/import', { format: content.startsWith('<') ? 'ecb_xml' : 'ecb_csv', content, ...more }, { key })
const kept = async ({ apiKey: key }: SetUpResult): Promise<{ currency: string; rate: string; source: string; effectiveFrom: string }[]> =>
  (await api.get('/fx-rate?limit=200', { key })).body.items

describe('importing the rates of the ECB', () => {
  test('adds them with their source and the moment from which they hold', async () => {
    const own = await program()
    const { status, body } = await send(own, DAILY_XML)
    expect([status, body]).toEqual([200, {
      numAdded: 4, numUnchanged: 0, firstDay: '2026-11-20', lastDay: '2026-11-20', currencies: ['GBP', 'IDR', 'JPY', 'USD'], ignoredCurrencies: [], daysWithout: 0,
    }])
    expect((await kept(own)).find(({ currency }) => currency === 'USD')).toMatchObject({ rate: '0.8', source: 'ECB 2026-11-20', effectiveFrom: '2026-11-20T15:00:00.000Z' })
    const { items } = (await api.get('/audit', { key: own.apiKey })).body
    expect(items[0]).toMatchObject({ action: 'fx_rate.imported', details: { numAdded: 4, lastDay: '2026-11-20' } })
  })

  test('the same day twice, from either file, changes nothing and leaves no trace', async () => {
    const own = await program()
    await send(own, DAILY_XML)
    const before = [await kept(own), (await api.get('/audit', { key: own.apiKey })).body]
    expect((await send(own, DAILY_CSV)).body).toMatchObject({ numAdded: 0, numUnchanged: 4 })
    expect([await kept(own), (await api.get('/audit', { key: own.apiKey })).body]).toEqual(before)
  })

  test('another value for a day that is kept is refused, named, and nothing of its file is added', async () => {
    const own = await program()
    await send(own, DAILY_XML)
    const { status, body } = await send(own, xmlOf({ '2026-11-19': { USD: '1.2' }, '2026-11-20': { USD: '1.6' } }))
    expect([status, body.code, body.errors[0].code]).toEqual([409, 'already_exists', 'other_rate'])
    expect(body.detail).toBe('USD has another rate by ECB 2026-11-20 than is kept (ECB 2026-11-20): 0.625, not 0.8. Nothing was imported.')
    expect(await kept(own)).toHaveLength(4)
  })

  test('a manual rate of the same moment is kept too, and one of another moment does not matter', async () => {
    const own = await program()
    const manual = { currency: 'USD', rate: '0.9', effectiveFrom: '2026-11-20T15:00:00.000Z', source: 'our bank' }
    await api.post('/fx-rate', manual, { key: own.apiKey })
    expect((await send(own, DAILY_XML)).body.detail).toContain('than is kept (our bank): 0.8, not 0.9')
    const another = await program()
    await api.post('/fx-rate', { ...manual, effectiveFrom: '2026-11-20T15:00:00.001Z' }, { key: another.apiKey })
    expect((await send(another, DAILY_XML)).body.numAdded).toBe(4)
  })

  test('a rate by hand says where it comes from', async () => {
    const { apiKey: key } = await program()
    const rate = { currency: 'USD', rate: '0.9', effectiveFrom: '2026-11-20T15:00:00.000Z' }
    for (const body of [rate, { ...rate, source: '' }, { ...rate, source: ' ' }]) {
      const { status, body: problem } = await api.post('/fx-rate', body, { key })
      expect([status, problem.errors[0].path]).toEqual([400, 'source'])
    }
  })

  test('a program in another currency gets what the file says about both', async () => {
    const own = await program('JPY')
    expect((await send(own, DAILY_CSV)).body.currencies).toEqual(['EUR', 'GBP', 'IDR', 'USD'])
    expect((await kept(own)).find(({ currency }) => currency === 'EUR')).toMatchObject({ rate: '160' })
  })

  test("a file without the program's currency is refused by name", async () => {
    const { status, body } = await send(await program('KWD'), DAILY_CSV)
    expect([status, body.errors]).toEqual([400, [{ path: 'content', code: 'currency_missing', message: "The file has no rate for KWD, the program's currency." }]])
  })

  test('a history is narrowed by currencies and by its first day', async () => {
    const own = await program()
    expect((await send(own, HISTORY_CSV, { currencies: ['USD'], from: '2026-11-19' })).body).toMatchObject({ numAdded: 2, currencies: ['USD'], firstDay: '2026-11-19' })
    expect((await send(own, HISTORY_CSV)).body).toMatchObject({ numAdded: 3, numUnchanged: 2, ignoredCurrencies: ['CYP'] })
  })

  test('more rates than one import takes are refused, and say how to narrow them', async () => {
    const days = Array.from({ length: 7_000 }, (_, i) => new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10))
    const { status, body } = await send(await program(), `Date,USD,JPY,GBP,\n${days.map((day) => `${day},1.25,160,0.8,\n`).join('')}`)
    expect([status, body.code]).toEqual([422, 'too_many'])
    expect(body.detail).toContain('name currencies or a first day')
  })

  test.each`
    case                     | body                                                      | path
    ${'no format'}           | ${{ content: DAILY_CSV }}                                 | ${'format'}
    ${'another format'}      | ${{ content: DAILY_CSV, format: 'csv' }}                  | ${'format'}
    ${'no content'}          | ${{ format: 'ecb_csv' }}                                  | ${'content'}
    ${'too much content'}    | ${{ format: 'ecb_csv', content: 'x'.repeat(2_000_001) }}  | ${'content'}
    ${'another currency'}    | ${{ format: 'ecb_csv', content: DAILY_CSV, currencies: ['EURO'] }} | ${'currencies.0'}
    ${'no currency'}         | ${{ format: 'ecb_csv', content: DAILY_CSV, currencies: [] }} | ${'currencies'}
    ${'a day that is none'}  | ${{ format: 'ecb_csv', content: DAILY_CSV, from: '2026-02-30' }} | ${'from'}
    ${'CSV that is no CSV'}  | ${{ format: 'ecb_csv', content: DAILY_XML }}              | ${'content'}
    ${'an XML bomb'}         | ${{ format: 'ecb_xml', content: `<!DOCTYPE x [<!ENTITY a "b">]>${DAILY_XML}` }} | ${'content'}
  `('$case is refused', async ({ body, path }) => {
    const answer = await api.post('/fx-rate/import', body)
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path])
  })

  test('ten imports at once add every rate once, and all answer', async () => {
    const own = await program()
    const backwards = `Date,IDR,GBP,JPY,USD,\n2026-11-20,17777.77,0.8,160,1.25,\n`
    const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => send(own, [DAILY_XML, DAILY_CSV, backwards][i % 3] ?? '')))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(answers.reduce((sum, { body }) => sum + body.numAdded, 0)).toBe(4)
    expect(await kept(own)).toHaveLength(4)
  })

  test('sales of a currency that was imported are converted with the rate of their day', async () => {
    const own = await program()
    const key = own.apiKey
    await send(own, HISTORY_CSV)
    const sale = (externalId: string, transactionDate: string) => ({ externalId, transactionDate, type: 'sale', saleAmount: 12, currency: 'USD', externalCustomerId: 'c', externalBrandId: 'default' })
    await api.post('/customer', { externalId: 'c', externalBrandId: 'default', registrationDate: '1999-11-01T00:00:00Z' }, { key })
    const sales = [sale('before', '2026-11-20T14:59:59.999Z'), sale('from', '2026-11-20T15:00:00Z'), sale('long-before', '2000-01-14T15:00:00Z'), sale('too-early', '2000-01-14T14:59:59Z')]
    expect(await api.post('/transaction/bulk', sales, { key })).toMatchObject({ status: 202 })
    await catchUp(api.context, own.programId)
    const rows = await api.context.db.inProgram(own.programId, (tx) => tx.sql<{ external_id: string; rate: bigint }>({ text: 'select external_id, fx_rate_ppb as rate from transaction order by occurred_at' }))
    // 1 / 1.0111, 1 / 1.2, 1 / 1.25
    expect(rows.map(({ external_id, rate }) => `${external_id} ${rate}`)).toEqual(['long-before 989021857', 'before 833333333', 'from 800000000'])
    const failures = (await api.get('/transaction/failure', { key })).body.items
    expect(failures).toMatchObject([{ externalId: 'too-early', code: 'fx_rate_missing' }])
  })
})

describe('the rate that a payout is made with', () => {
  const found = async (own: SetUpResult, currency: string, now: string) =>
    await api.context.db.inProgram(own.programId, (tx) => payoutRate(tx, { id: own.programId }, currency, new Date(now)))

  test('is the latest that holds, with its source and since when, for a week', async () => {
    const own = await program()
    await send(own, HISTORY_CSV)
    const latest = { currency: 'USD', ratePpb: 800_000_000n, source: 'ECB 2026-11-20', effectiveFrom: new Date('2026-11-20T15:00:00Z') }
    expect(await found(own, 'USD', '2026-11-20T15:00:00.000Z')).toMatchObject({ rate: latest, reason: null })
    expect(await found(own, 'USD', '2026-11-20T14:59:59.999Z')).toMatchObject({ rate: { source: 'ECB 2026-11-19' } })
    expect(await found(own, 'USD', '2026-11-27T15:00:00.000Z')).toMatchObject({ rate: latest })
    expect(await found(own, 'USD', '2026-11-27T15:00:00.001Z')).toEqual({ rate: null, reason: 'rate_stale' })
    expect(await found(own, 'GBP', '2026-11-20T15:00:00.000Z')).toEqual({ rate: null, reason: 'rate_missing' })
    expect(await found(own, 'USD', '1999-12-31T00:00:00.000Z')).toEqual({ rate: null, reason: 'rate_missing' })
  })
})

describe('fairshare import rates', () => {
  let installation: Installation
  beforeAll(async () => {
    installation = await createInstallation()
    await installation.call('setup', '--operator', 'Bet Ltd', '--program', 'BetTest', '--currency', 'EUR', '--time-zone', 'Europe/Malta', '--admin', 'ann@bet.example')
  })
  afterAll(() => installation.close())

  test('reads either file, and says what it did', async () => {
    const daily = await installation.call('import', 'rates', await installation.file('eurofxref-daily.xml', `\ufeff${DAILY_XML}`))
    expect([daily.exitCode, daily.stdout]).toEqual([0, '4 rates added, 0 there already; 4 currencies, 2026-11-20\n'])
    const file = await installation.file('eurofxref-hist.csv', HISTORY_CSV)
    const history = await installation.call('import', 'rates', file)
    expect(history.stdout).toBe('4 rates added, 1 there already; 2 currencies, 2000-01-14 to 2026-11-20\nIgnored, because they are no currencies any more: CYP\n')
    expect(await installation.json('import', 'rates', file, '--currencies', 'USD', '--from', '2026-11-19')).toMatchObject({ numAdded: 0, numUnchanged: 2 })
  })

  test.each`
    case                    | name             | content                       | args                        | exitCode | complaint
    ${'no file of rates'}   | ${'a.csv'}       | ${'Day,USD\n'}                | ${[]}                       | ${2}     | ${'Not a file of the European'}
    ${'Latin-1'}            | ${'b.csv'}       | ${Buffer.from([0x44, 0xe9])}  | ${[]}                       | ${1}     | ${'is not UTF-8'}
    ${'another currency'}   | ${'c.csv'}       | ${DAILY_CSV}                  | ${['--currencies', 'EURO']} | ${2}     | ${'is no ISO 4217'}
    ${'another day'}        | ${'d.csv'}       | ${DAILY_CSV}                  | ${['--from', 'yesterday']}  | ${2}     | ${'expected a day'}
    ${'a file without end'} | ${'e.csv'}       | ${'x'.repeat(12_000_001)}     | ${[]}                       | ${1}     | ${'at most 12000000 characters'}
  `('$case is refused', async ({ name, content, args, exitCode, complaint }) => {
    const outcome = await installation.call('import', 'rates', await installation.file(name, content), ...args)
    expect(outcome.exitCode).toBe(exitCode)
    expect(outcome.stderr).toContain(complaint)
  })
})

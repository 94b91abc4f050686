import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SetUpResult } from '../../src/domain/operators/set-up.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { TOKENS, type Token } from './amount-tokens.ts'

let api: TestApi
let programs = 0
beforeAll(async () => {
  api = await createTestApi({ now: '2026-11-15T12:00:00.000Z' })
})
afterAll(() => api.close())

const program = (currency = 'EUR'): Promise<SetUpResult> => api.addProgram(`Out${programs++}`, false, currency)
const affiliateOf = async ({ apiKey: key }: SetUpResult): Promise<string> => (await api.post('/affiliate', { name: 'Anna' }, { key })).body.id
const written = (body: object, text: string): string => JSON.stringify(body).replace('"#"', text)

/** The exact text of a number of an answer, which a double would not hold. */
function exactly(text: string, field: string): string | undefined {
  return new RegExp(`"${field}":(-?[0-9.]+)`).exec(text)?.[1]
}

/** In documents of our own, which take nothing finer than a cent; negative where `isSigned`. */
function readAs({ own, cents, exact }: Token, isSigned: boolean): string | null {
  return isSigned && exact?.startsWith('-') === true && exact === cents ? exact : own
}

describe('an amount of money out is refused, or read back exactly', () => {
  test.each`
    what                            | method     | path                 | field                | isSigned | takesZero | body
    ${'an adjustment'}              | ${'POST'}  | ${'/adjustment'}     | ${'amount'}          | ${true}  | ${false}  | ${{ amount: '#', reason: 'agreed' }}
    ${'the limit of adjustments'}   | ${'PATCH'} | ${'/program'}        | ${'adjustmentLimit'} | ${false} | ${true}   | ${{ adjustmentLimit: '#' }}
    ${"the program's minimum"}      | ${'PATCH'} | ${'/program'}        | ${'payoutMinimum'}   | ${false} | ${true}   | ${{ payoutMinimum: '#' }}
    ${'the minimum of a currency'}  | ${'PUT'}   | ${'/payout-minimum'} | ${'minimum'}         | ${false} | ${true}   | ${{ minimum: '#', currency: 'USD', methodKind: 'any' }}
  `(`$what: ${TOKENS.length} ways to write it`, async ({ method, path, field, isSigned, takesZero, body }) => {
    const own = await program()
    const affiliateId = await affiliateOf(own)
    for (const token of TOKENS) {
      const answer = await api.call(method, path, { key: own.apiKey, body: written(path === '/adjustment' ? { ...body, affiliateId } : body, token.text) })
      const value = readAs(token, isSigned)
      const isTaken = value !== null && (value !== '0' || takesZero)
      expect([token.text, answer.status], answer.text).toEqual([token.text, isTaken ? (method === 'POST' ? 201 : 200) : 400])
      if (isTaken) expect(exactly(answer.text, field), token.text).toBe(value)
    }
  })

  test.each`
    currency | amount            | status
    ${'JPY'} | ${'1'}            | ${201}
    ${'JPY'} | ${'0.5'}          | ${400}
    ${'EUR'} | ${'0.01'}         | ${201}
    ${'EUR'} | ${'0.001'}        | ${400}
    ${'KWD'} | ${'0.001'}        | ${201}
    ${'KWD'} | ${'0.0001'}       | ${400}
    ${'CLF'} | ${'0.0001'}       | ${201}
    ${'CLF'} | ${'0.00001'}      | ${400}
    ${'JPY'} | ${'9999999999999'} | ${201}
    ${'CLF'} | ${'9999999999999'} | ${201}
    ${'CLF'} | ${'10000000000000'} | ${400}
  `('an adjustment of $amount $currency → $status', async ({ currency, amount, status }) => {
    const own = await program(currency)
    const answer = await api.call('POST', '/adjustment', { key: own.apiKey, body: written({ affiliateId: await affiliateOf(own), amount: '#', reason: 'agreed' }, amount) })
    expect([answer.status, exactly(answer.text, 'amount')]).toEqual([status, status === 201 ? amount : undefined])
  })
})

describe('sums of the largest amounts', () => {
  test('are exact in balances, accounts and transfers, where a double is not', async () => {
    const own = await program()
    const key = own.apiKey
    await api.patch('/program', { adjustmentLimit: 9_999_999_999_999 }, { key })
    const affiliateId = await affiliateOf(own)
    for (const text of ['9999999999998.99', '9999999999998.99', '9999999999998.99', '-0.01']) {
      expect((await api.call('POST', '/adjustment', { key, body: written({ affiliateId, amount: '#', reason: 'agreed' }, text) })).body.status).toBe('approved')
    }
    expect(exactly((await api.get(`/affiliate/${affiliateId}/balance`, { key })).text, 'payable')).toBe('29999999999996.96')
    const { text } = await api.get(`/ledger/account?kind=affiliate_payable&affiliateId=${affiliateId}`, { key })
    expect([exactly(text, 'debits'), exactly(text, 'credits'), exactly(text, 'balance')]).toEqual(['0.01', '29999999999996.97', '29999999999996.96'])
    expect((await api.get('/ledger/transfer', { key })).text.match(/"amount":9999999999998\.99/g)).toHaveLength(3)
    expect((await api.get('/period/2026-11/preview', { key })).text).toContain('29999999999996.96')
  })
})

describe('a rate', () => {
  const TEXTS = ['0', '-0', '-1', '+1', '1e400', '1e3', 'NaN', 'Infinity', '', ' 1', '1 ', '1,5', '0x10', '1_000', '.5', '1.', '01', '1.0000000001', '1000000000', '٣', '1\n']

  test.each(TEXTS)('of %j is none', async (rate) => {
    const { status, body } = await api.post('/fx-rate', { currency: 'USD', rate, effectiveFrom: '2026-11-02T00:00:00Z', source: 'x' })
    expect([status, body.errors[0].path]).toEqual([400, 'rate'])
  })

  test.each(['1', '1e400', '-0', '0.5', 'null', 'true', '[1]'])('of %s, which is no text, is none', async (rate) => {
    const answer = await api.call('POST', '/fx-rate', { body: written({ currency: 'USD', rate: '#', effectiveFrom: '2026-11-02T00:00:00Z', source: 'x' }, rate) })
    expect(answer.status).toBe(400)
  })

  test.each(['0.000000001', '999999999.999999999', '1.000000001', '123456789.123456789'])('of %s is kept to the last digit', async (rate) => {
    const { apiKey: key } = await program()
    const { status, body } = await api.post('/fx-rate', { currency: 'USD', rate, effectiveFrom: '2026-11-02T00:00:00Z', source: 'x' }, { key })
    expect([status, body.rate, (await api.get('/fx-rate', { key })).body.items[0].rate]).toEqual([201, rate, rate])
  })
})

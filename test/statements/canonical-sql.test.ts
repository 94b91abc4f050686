import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { minorToFixedText, scaledToText } from '../../src/domain/money/amounts.ts'
import { MINOR_UNITS } from '../../src/domain/money/currencies.ts'
import { amountSql, escapedSql, instantSql, quotedSql, rateSql } from '../../src/domain/statements/canonical-sql.ts'
import { canonicalJson } from '../../src/domain/statements/sealing/canonical-json.ts'
import { formatInstant } from '../../src/domain/time/instant.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await createTestApi()
})
afterAll(() => api.close())

const RUNS = 500

/** What PostgreSQL writes of each value. */
async function written(expression: string, values: readonly unknown[]): Promise<string[]> {
  const rows = await api.context.db.shared((tx) => tx.sql<{ text: string }>({ text: `select ${expression} as text from jsonb_array_elements($1::jsonb) with ordinality as v (value, n) order by n`, values: [JSON.stringify(values)] }))
  return rows.map(({ text }) => text)
}
const given = (type: string) => `(value #>> '{}')::${type}`

test('texts are escaped as canonical JSON has them', async () => {
  // PostgreSQL keeps no text with a zero character.
  const texts = fc.sample(fc.option(fc.string({ unit: fc.oneof(fc.constantFrom('"', '\\', '\n', '\u0001', '\u001f', '\u007f', 'ż', '€', '𝄞', '/', '<'), fc.string({ unit: 'grapheme' })) }).map((text) => text.replaceAll('\0', '')), { nil: null }), RUNS)
  expect(await written(escapedSql(given('text')), texts)).toEqual(texts.map(canonicalJson))
})

test('ids, and what is absent', async () => {
  const ids = [...fc.sample(fc.uuid(), 20), null]
  expect(await written(quotedSql(given('uuid')), ids)).toEqual(ids.map(canonicalJson))
})

test('instants are cut to the millisecond', async () => {
  const dates = fc.sample(fc.date({ min: new Date('1970-01-01'), max: new Date('2100-12-31'), noInvalidDate: true }), RUNS)
  expect(await written(instantSql(given('timestamptz')), dates)).toEqual(dates.map(formatInstant))
  expect(await written(instantSql(given('timestamptz')), ['2026-11-30T23:59:59.999999Z'])).toEqual(['2026-11-30T23:59:59.999Z'])
})

test.each(['JPY', 'EUR', 'KWD', 'CLF'])('amounts in %s have all its digits', async (currency) => {
  const amounts = [0n, 1n, -1n, 9n, -10n, 99n, 100n, -12_345n, 2n ** 63n - 1n, -(2n ** 63n), ...fc.sample(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), RUNS)]
  expect(await written(amountSql(given('bigint'), `'${MINOR_UNITS[currency]}'`), amounts.map(String))).toEqual(amounts.map((amount) => minorToFixedText(amount, currency)))
})

test('rates have no zeros at their end', async () => {
  const rates = [1n, 10n, 999_999_999n, 1_000_000_000n, 1_500_000_000n, 160_000_000_000n, ...fc.sample(fc.bigInt(1n, 10n ** 18n), RUNS)]
  expect(await written(rateSql(given('bigint')), rates.map(String))).toEqual(rates.map((rate) => scaledToText(rate, 9)))
})

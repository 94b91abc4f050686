import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { readInertCell } from '../../../src/domain/inert-cell.ts'
import type { PayoutDetails } from '../../../src/domain/payout-methods/payout-details.ts'
import { bank, build, payout, pix } from './support.ts'

const HOSTILE = [
  '=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', ' =1', '\uFEFF=1', '＝1', '＋1', '－1', '＠1', "'=1", "''=1", "'", '"quoted"', 'a,b', 'a;b', 'a\r\nb', 'a"b,c', '', ' ', 'Müller 李 🙂',
  '=HYPERLINK("http://evil.example","x")', '@', '=', 'plain',
]

function rowsOf(bytes: Buffer): Record<string, string>[] {
  return parse(bytes, { columns: true, record_delimiter: '\r\n' })
}

describe('a CSV file', () => {
  test('reads back as it was, and no cell is a formula', () => {
    const payouts = HOSTILE.map((text) => payout({ holderName: text, reference: text, details: { kind: 'other', instructions: text } })).toSorted((a, b) => (a.payoutId < b.payoutId ? -1 : 1))
    const rows = rowsOf(build('csv', payouts).bytes)
    expect(rows.map(({ holderName = '', account = '', reference = '' }) => [holderName, account, reference].map(readInertCell))).toEqual(
      payouts.map(({ holderName, reference }) => [holderName, reference, reference]),
    )
    for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^(?:[\s\uFEFF]*[=+\-@＝＋－＠]|[\t\r\n\0])/)
  })

  test.each<[PayoutDetails, string[]]>([
    [bank('GB29NWBK60161331926819', 'NWBKGB2LXXX'), ['bank', 'iban', 'GB29NWBK60161331926819', 'NWBKGB2LXXX', 'GB', '']],
    [{ ...bank(), country: 'US', iban: null, accountNumber: '12345678', bankCode: '021000021' }, ['bank', 'account', '12345678', '021000021', 'US', '']],
    [pix('+5511987654321', 'phone', '52998224725'), ['pix', 'phone', '+5511987654321', '', '', '52998224725']],
    [{ kind: 'paypal', email: 'a@b.example' }, ['paypal', 'email', 'a@b.example', '', '', '']],
    [{ kind: 'wise', email: null, account: '@anna' }, ['wise', 'account', '@anna', '', '', '']],
    [{ kind: 'crypto', network: 'tron', address: 'TXYZ', asset: 'USDT' }, ['crypto', 'tron', 'TXYZ', 'USDT', '', '']],
    [{ kind: 'other', instructions: 'cash' }, ['other', 'text', 'cash', '', '', '']],
  ])('carries every kind of method: %j', (details, expected) => {
    const [row] = rowsOf(build('csv', [payout({ details })]).bytes)
    expect(['method', 'accountType', 'account', 'bank', 'country', 'taxId'].map((column) => readInertCell(row?.[column] ?? ''))).toEqual(expected)
  })

  test.each([
    ['EUR', 1n, '0.01'], ['EUR', 100n, '1.00'], ['EUR', 123_456_789_012_345_678n, '1234567890123456.78'], ['JPY', 5n, '5'], ['KWD', 1_500n, '1.500'], ['CLF', 10_000n, '1.0000'], ['BRL', 99n, '0.99'],
  ])('an amount of %s %s is written %s, exactly', (currency, amountMinor, text) => {
    const [row] = rowsOf(build('csv', [payout({ currency, amountMinor })]).bytes)
    expect(row).toMatchObject({ amount: text, currency })
  })

  test('the same run gives the same bytes', () => {
    const payouts = Array.from({ length: 30 }, () => payout())
    expect(build('csv', payouts.toReversed())).toEqual(build('csv', payouts))
  })
})

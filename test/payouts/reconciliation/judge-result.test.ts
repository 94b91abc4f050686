import { describe, expect, test } from 'vitest'
import { TOLD, type BankResult, type Told } from '../../../src/domain/payouts/reconciliation/bank-result.ts'
import { judgeFile, type NamedPayout } from '../../../src/domain/payouts/reconciliation/judge-file.ts'
import { judgeResult } from '../../../src/domain/payouts/reconciliation/judge-result.ts'
import { PAYOUT_STATUSES, type PayoutStatus } from '../../../src/domain/payouts/payout-states.ts'

function result(over: Partial<BankResult> = {}): BankResult {
  return { place: 'line 2', endToEndId: 'E', told: 'settled', amount: { minor: 100n, currency: 'EUR' }, externalId: 'B-1', reason: null, ...over }
}

function named(over: Partial<NamedPayout> = {}): NamedPayout {
  return { id: 'p', endToEndId: 'E', status: 'instructed', paidAmountMinor: 100n, paidCurrency: 'EUR', externalId: null, toldIds: [], ...over }
}

function judged(over: Partial<BankResult>, payout: Partial<NamedPayout> = {}): string {
  const { toldIds, ...rest } = named(payout)
  const judgement = judgeResult(result(over), { ...rest, toldIds: new Set(toldIds) })
  return judgement.action === 'discrepancy' ? judgement.code : judgement.action
}

const TABLE: Readonly<Record<PayoutStatus, Readonly<Record<Told, string>>>> = {
  draft: { accepted: 'not_sent', settled: 'not_sent', failed: 'not_sent', returned: 'not_sent' },
  approved: { accepted: 'not_sent', settled: 'not_sent', failed: 'not_sent', returned: 'not_sent' },
  instructed: { accepted: 'nothing', settled: 'settle', failed: 'fail', returned: 'pay_and_return' },
  settled: { accepted: 'nothing', settled: 'nothing', failed: 'failed_after_settled', returned: 'return' },
  failed: { accepted: 'ended_already', settled: 'ended_already', failed: 'nothing', returned: 'returned_without_payment' },
  returned: { accepted: 'ended_already', settled: 'nothing', failed: 'ended_already', returned: 'nothing' },
  cancelled: { accepted: 'not_sent', settled: 'not_sent', failed: 'not_sent', returned: 'not_sent' },
}

describe("a bank's word about a payout", () => {
  test.each(PAYOUT_STATUSES.flatMap((status) => TOLD.map((told) => [status, told, TABLE[status][told]] as const)))('of one that is %s, told %s: %s', (status, told, expected) => {
    expect(judged({ told }, { status })).toBe(expected)
  })

  test.each<[string, Partial<BankResult>, Partial<NamedPayout>, string]>([
    ['a cent less', { amount: { minor: 99n, currency: 'EUR' } }, {}, 'amount_differs'],
    ['a cent more', { amount: { minor: 101n, currency: 'EUR' } }, {}, 'amount_differs'],
    ['another currency', { amount: { minor: 100n, currency: 'USD' } }, {}, 'currency_differs'],
    ['no amount: the id is enough', { amount: null }, {}, 'settle'],
    ['the same payment again', {}, { status: 'settled', toldIds: ['B-1'] }, 'nothing'],
    ['another payment of a payout that was paid', { externalId: 'B-2' }, { status: 'settled', toldIds: ['B-1'] }, 'settled_twice'],
    ['the bank calls it otherwise than the payer', { externalId: 'B-2' }, { status: 'settled', externalId: 'PAYER-1' }, 'nothing'],
    ['no id of the bank', { externalId: null }, { status: 'settled', toldIds: ['B-1'] }, 'nothing'],
  ])('%s', (_, over, payout, expected) => {
    expect(judged(over, payout)).toBe(expected)
  })

  test('of a payout that we do not have is a discrepancy; in an account statement it is somebody else’s', () => {
    expect(judgeFile([result()], [], new Map(), false).lines).toMatchObject([{ outcome: 'discrepancy', code: 'unknown_payout' }])
    expect(judgeFile([result()], [], new Map(), true).lines).toMatchObject([{ outcome: 'ignored', code: null }])
  })
})

describe('the lines of one file', () => {
  const outcomes = (results: Partial<BankResult>[], payouts: NamedPayout[] = [named()], owners = new Map<string, string>()) => {
    const effects = judgeFile(results.map(result), payouts, owners, true)
    return { ...effects, lines: effects.lines.map(({ outcome, code }) => code ?? outcome) }
  }

  test('see what the ones before did', () => {
    expect(outcomes([{ told: 'settled' }, { told: 'settled' }, { told: 'settled', externalId: 'B-2' }, { told: 'returned', reason: 'AC04' }, { told: 'returned' }])).toEqual({
      lines: ['applied', 'unchanged', 'settled_twice', 'applied', 'unchanged'],
      settled: [{ payoutId: 'p', externalId: 'B-1' }],
      ended: [{ payoutId: 'p', to: 'returned', reason: 'AC04' }],
    })
  })

  test('a return of which the payment was never told is both', () => {
    expect(outcomes([{ told: 'returned', externalId: null, reason: 'AC04' }])).toEqual({
      lines: ['applied'], settled: [{ payoutId: 'p', externalId: 'E' }], ended: [{ payoutId: 'p', to: 'returned', reason: 'AC04' }],
    })
  })

  test('a failure after the payment contradicts it', () => {
    expect(outcomes([{ told: 'settled' }, { told: 'failed' }])).toMatchObject({ lines: ['applied', 'failed_after_settled'], ended: [] })
  })

  test('one outside id pays one payout', () => {
    const other = named({ id: 'q', endToEndId: 'F' })
    expect(outcomes([{ told: 'settled' }, { endToEndId: 'F', told: 'settled' }], [named(), other]).lines).toEqual(['applied', 'external_id_in_use'])
    expect(outcomes([{ told: 'settled' }], [named()], new Map([['B-1', 'q']])).lines).toEqual(['external_id_in_use'])
  })

  test('a payout keeps the outside id that its payer gave it', () => {
    expect(outcomes([{ told: 'settled' }], [named({ externalId: 'PAYER-1' })]).settled).toEqual([{ payoutId: 'p' }])
  })
})

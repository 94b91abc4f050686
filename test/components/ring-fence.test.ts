import { describe, expect, test } from 'vitest'
import { closings } from '../../src/domain/commissions/components/revenue-share/closings.ts'
import { reckonShares } from '../../src/domain/commissions/components/revenue-share/reckon-shares.ts'
import type { RevenueShareComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { type CustomerBases, ringFence, setApart } from '../../src/domain/commissions/rules/ring-fence.ts'
import { idOf, inputOf, perPeriod, type Told, type ToldHistory } from './history.ts'

const THRESHOLD = 5000n

/** A period of customers' bases; a period that is not said to be open has ended. */
function period(month: number, bases: Record<string, bigint>, { isEnded = true, others = 0n } = {}): CustomerBases {
  return { month, isEnded, others, customers: Object.entries(bases).map(([customerId, base]) => ({ customerId, base })) }
}

function bases(list: readonly { readonly customerId: string; readonly base: bigint }[]): Record<string, bigint> {
  return Object.fromEntries(list.map(({ customerId, base }) => [customerId, base]))
}

describe('losses that are set apart', () => {
  test.each`
    case                                         | customers                           | others    | apart
    ${'the whole negative total is the loser’s'} | ${{ a: -8000n, b: 2000n }}          | ${0n}     | ${{ a: 6000n }}
    ${'no more than the loser lost'}             | ${{ a: -8000n, b: -2000n }}         | ${0n}     | ${{ a: 8000n }}
    ${'one unit less than the threshold'}        | ${{ a: -4999n, b: 0n }}             | ${0n}     | ${{}}
    ${'exactly the threshold'}                   | ${{ a: -5000n, b: 0n }}             | ${0n}     | ${{ a: 5000n }}
    ${'one unit more than the threshold'}        | ${{ a: -5001n, b: 0n }}             | ${0n}     | ${{ a: 5001n }}
    ${'a total of zero has nothing to set apart'} | ${{ a: -8000n, b: 8000n }}         | ${0n}     | ${{}}
    ${'nor has a positive one'}                  | ${{ a: -8000n, b: 9000n }}          | ${0n}     | ${{}}
    ${'in proportion'}                           | ${{ a: -6000n, b: -12000n, c: 3000n }} | ${0n}  | ${{ a: 5000n, b: 10000n }}
    ${'by largest remainder'}                    | ${{ a: -5000n, b: -5000n, c: -5000n }} | ${5000n} | ${{ a: 3334n, b: 3333n, c: 3333n }}
    ${'small losers stay with the rest'}         | ${{ a: -8000n, b: -100n }}          | ${0n}     | ${{ a: 8000n }}
  `('$case', ({ customers, others, apart }) => {
    const own = period(1, customers).customers
    const aggregate = own.reduce((sum, { base }) => sum + base, others)
    expect(bases(setApart(own, aggregate, THRESHOLD))).toEqual(apart)
  })

  test('A −8000, B +2000: 6000 are set apart; then A +1000, B +500: A pays down 1000, 500 are left for the total', () => {
    const [first, second] = ringFence([period(1, { a: -8000n, b: 2000n }), period(2, { a: 1000n, b: 500n })], { threshold: THRESHOLD, expiryMonths: null })
    expect(bases(first?.fenced ?? [])).toEqual({ a: 6000n })
    expect(bases(second?.paidDown ?? [])).toEqual({ a: 1000n })
    expect(second?.aggregate).toBe(500n)
    expect(second?.left).toEqual([{ customerId: 'a', from: 1, amount: 5000n }])
  })

  test('nothing is set apart before the period has ended', () => {
    const [open] = ringFence([period(1, { a: -8000n }, { isEnded: false })], { threshold: THRESHOLD, expiryMonths: null })
    expect(open).toMatchObject({ fenced: [], aggregate: -8000n, left: [] })
  })

  test('nobody pays down what another lost, and nobody more than is set apart', () => {
    const [, second, third] = ringFence([period(1, { a: -6000n }), period(2, { b: 9000n }), period(3, { a: 9000n })], { threshold: THRESHOLD, expiryMonths: null })
    expect(second?.paidDown).toEqual([])
    expect(bases(third?.paidDown ?? [])).toEqual({ a: 6000n })
    expect(third).toMatchObject({ aggregate: 3000n, left: [] })
  })

  test.each`
    expiryMonths | month | paid
    ${1}         | ${2}  | ${1000n}
    ${1}         | ${3}  | ${undefined}
    ${2}         | ${3}  | ${1000n}
    ${2}         | ${4}  | ${undefined}
    ${null}      | ${99} | ${1000n}
  `('with $expiryMonths periods to pay down, in the period $month after 1 it pays $paid', ({ expiryMonths, month, paid }) => {
    const results = ringFence([period(1, { a: -6000n }), period(month, { a: 1000n })], { threshold: THRESHOLD, expiryMonths })
    expect(bases(results[1]?.paidDown ?? [])['a']).toBe(paid)
  })

  test('the oldest is paid down first, and what expires is told', () => {
    const results = ringFence([period(1, { a: -6000n }), period(2, { a: -7000n }), period(3, { a: 6500n }), period(4, {})], { threshold: THRESHOLD, expiryMonths: 2 })
    expect(results[2]?.left).toEqual([{ customerId: 'a', from: 2, amount: 6500n }])
    expect(results[3]?.forgotten).toEqual([{ customerId: 'a', from: 2, amount: 6500n }])
  })
})

describe('a revenue share with high rollers', () => {
  const share = (rest: object = {}) => ({ type: 'revenue_share', rate: '30', highRollers: { threshold: 5000 }, ...rest })
  const TWO_PERIODS: readonly Told[] = [
    { at: '2026-10-10T00:00:00Z', customer: 'a', net: -8000 },
    { at: '2026-10-11T00:00:00Z', customer: 'b', net: 2000 },
    { at: '2026-11-10T00:00:00Z', customer: 'a', net: 1000 },
    { at: '2026-11-11T00:00:00Z', customer: 'b', net: 500 },
  ]
  const input = (component: object, transactions: readonly Told[], told: Partial<ToldHistory> = {}) =>
    inputOf<RevenueShareComponent>('revenue_share', { versions: [{ components: [component] }], transactions, now: '2026-12-01T00:00:00Z', ...told })
  const paid = (component: object, transactions: readonly Told[], told: Partial<ToldHistory> = {}) => {
    const reckoned = input(component, transactions, told)
    return perPeriod([...reckonShares(reckoned), ...closings(reckoned)])
  }

  test('A’s losses are set apart and paid down by A alone', () => {
    const awards = closings(input(share(), TWO_PERIODS))
    expect(awards.map(({ key, amountMinor, customerId }) => [key, amountMinor, customerId])).toEqual([
      [`ring-fence:2026-10:${idOf('customer', 'a')}`, 180000n, idOf('customer', 'a')],
      [`pay-down:2026-11:${idOf('customer', 'a')}`, -30000n, idOf('customer', 'a')],
    ])
    expect(paid(share(), TWO_PERIODS)).toEqual({ '2026-10': 0n, '2026-11': 15000n })
  })

  test('an explanation names the customer, its losses and how long they stay', () => {
    const [fenced] = closings(input(share({ highRollers: { threshold: 5000, expiryMonths: 3 } }), TWO_PERIODS))
    expect(fenced?.because().map(({ name }) => name)).toEqual(['customerId', 'baseOfCustomer', 'threshold', 'baseOfTotal', 'ringFenced', 'shareAfter', 'shareBefore'])
    expect(fenced?.because()[4]).toMatchObject({ value: { units: 6_000_000_000n }, because: [{ name: 'until', value: { fact: '2027-01' } }] })
  })

  test.each`
    carryover                             | november
    ${{ mode: 'reset' }}                  | ${0n}
    ${{ mode: 'carry' }}                  | ${-30000n}
    ${{ mode: 'carry', what: 'base' }}    | ${-30000n}
  `('what the total keeps is reset or carried after that: $carryover', ({ carryover, november }) => {
    // A's 8000 are set apart, B's 1000 stay with the total; in November A pays 500 of its own down, and C brings 2000.
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', customer: 'a', net: -8000 },
      { at: '2026-10-11T00:00:00Z', customer: 'b', net: -1000 },
      { at: '2026-11-10T00:00:00Z', customer: 'a', net: 500 },
      { at: '2026-11-11T00:00:00Z', customer: 'c', net: 2000 },
    ]
    expect(paid(share({ carryover }), transactions)).toEqual({ '2026-10': 0n, '2026-11': 60000n + november })
  })

  test('a customer of two versions pays down, and is given back, at the rates of its own revenue', () => {
    const versions = [{ components: [share()] }, { from: '2026-10-15T00:00:00Z', appliesTo: 'from_date' as const, components: [share({ rate: '40' })] }]
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', customer: 'a', net: -6000 },
      { at: '2026-10-20T00:00:00Z', customer: 'a', net: -2000, version: 2 },
      { at: '2026-11-10T00:00:00Z', customer: 'a', net: 1000, version: 2 },
    ]
    expect(paid(share(), transactions, { versions })).toEqual({ '2026-10': 0n, '2026-11': 0n })
  })
})

import { expect, test } from 'vitest'
import { Fraction } from './fraction.ts'
import { AT, earned, earnedIn, EUR, event, NOVEMBER, OCTOBER, world } from './table.ts'
import { netOf } from './events.ts'
import type { DeductionJson, Event } from './model.ts'

test('fractions: sums, products and halves that go away from zero', () => {
  const third = Fraction.of(1, 3)
  expect(String(third.plus(third).plus(third))).toBe('1')
  expect(String(Fraction.decimal('-12.50').times(Fraction.percent('7.5')))).toBe('-15/16')
  expect(['0.005', '-0.005', '0.0049', '2.675'].map((text) => Fraction.decimal(text).rounded(2))).toEqual([1n, -1n, 0n, 268n])
})

const supplied = (...names: string[]): DeductionJson[] => names.map((name) => ({ name, kind: 'other', base: 'supplied' }))

test.each<[string, DeductionJson[], Partial<Event>, string]>([
  ['20 % admin on gross, bonus 200', [{ name: 'a', kind: 'admin_fee', base: 'gross_revenue', rate: '20' }, { name: 'b', kind: 'bonus', base: 'bonus' }], { gross: EUR(1000), bonus: EUR(200) }, '600'],
  ['bonus 200 first, 20 % admin on running net', [{ name: 'b', kind: 'bonus', base: 'bonus' }, { name: 'a', kind: 'admin_fee', base: 'running_net', rate: '20' }], { gross: EUR(1000), bonus: EUR(200) }, '640'],
  [
    'gross × 0.835 − promo − 10 % × (deposits + withdrawals)',
    [{ name: 't', kind: 'tax', base: 'gross_revenue', rate: '16.5' }, ...supplied('promo'), { name: 'f', kind: 'payment_fee', base: 'deposit_plus_withdrawal', rate: '10' }],
    { gross: EUR(1000), deposit: EUR(300), withdrawal: EUR(100), deductions: [{ name: 'Promo', amount: EUR(50) }] }, '745',
  ],
  [
    'P/L − 18 % − (2 % deposits + 1.5 % withdrawals) − bonus',
    [{ name: 't', kind: 'tax', base: 'gross_revenue', rate: '18' }, { name: 'd', kind: 'payment_fee', base: 'deposit', rate: '2' }, { name: 'w', kind: 'payment_fee', base: 'withdrawal', rate: '1.5' }, { name: 'b', kind: 'bonus', base: 'bonus' }],
    { gross: EUR(1000), deposit: EUR(500), withdrawal: EUR(200), bonus: EUR(30) }, '777',
  ],
  [
    'stakes − wins − bonus − licence − processing', supplied('bonus', 'licence', 'processing'),
    { gross: EUR(400), deductions: [{ name: 'bonus', amount: EUR(150) }, { name: 'licence', amount: EUR(50) }, { name: 'processing', amount: EUR(25) }] }, '175',
  ],
])('net: %s', (_, deductions, amounts, net) => {
  expect(String(netOf(deductions, event(amounts)))).toBe(net)
})

const tiers = (application: 'marginal' | 'whole') => ({
  type: 'revenue_share' as const, carryover: { mode: 'carry' as const },
  tiers: { metric: 'net_revenue' as const, window: 'period' as const, application, bands: [{ from: 0, rate: '5' }, { from: 100, rate: '10' }] },
})

test.each<['marginal' | 'whole', number, bigint]>([
  ['marginal', 150, 1000n], ['whole', 150, 1500n], ['marginal', 100, 500n], ['whole', 100, 1000n], ['marginal', 99.999999, 500n], ['whole', 99.999999, 500n],
  ['marginal', 99.99, 500n], ['whole', 99.99, 500n], ['marginal', 100.01, 500n], ['whole', 100.01, 1000n],
])('5 %% up to 100, 10 %% above, %s: %d earns %d', (application, gross, minor) => {
  expect(earned(world({ components: [tiers(application)], events: [event({ gross: EUR(gross) })] }))).toBe(minor)
})

test('a loss is at the first rate, and is brought to zero when its period has ended', () => {
  const share = { ...tiers('whole'), carryover: { mode: 'reset' as const } }
  const lost = { components: [share], events: [event({ gross: EUR(-100), at: OCTOBER })] }
  expect(earnedIn(world({ ...lost, now: OCTOBER + 1 }), '2026-10')).toBe(-500n)
  expect(earnedIn(world(lost), '2026-10')).toBe(0n)
})

test('above an advance of 20, a share of 19 pays nothing and one of 21 pays 1', () => {
  const components = [{ type: 'cpa' as const, asAdvance: true, levels: [{ amount: 20 }] }, { type: 'revenue_share' as const, rate: '10' }]
  const share = (gross: number) => earnedIn(world({ components, events: [event({ gross: EUR(gross) })] }), '2026-11', 'revenue_share')
  expect([share(190), share(210)]).toEqual([0n, 100n])
})

test.each<[string, object, bigint]>([
  ['base', { mode: 'carry', what: 'base' }, 20_000n], ['commission', { mode: 'carry', what: 'commission' }, 30_000n], ['nothing', { mode: 'reset' }, 60_000n],
])('−1000 at 30 %%, then +1500 at 40 %%: carrying %s', (_, carryover, minor) => {
  const components = (rate: string) => [{ type: 'revenue_share' as const, rate, carryover: carryover as { mode: 'carry' } }]
  const versions = [{ from: OCTOBER - 100, components: components('30') }, { from: NOVEMBER, components: components('40'), appliesTo: 'from_date' as const }]
  const events = [event({ gross: EUR(-1000), at: OCTOBER }), event({ gross: EUR(1500), at: NOVEMBER })]
  const plan = world({ versions, events })
  expect([earnedIn(plan, '2026-10'), earnedIn(plan, '2026-11')]).toEqual([0n, minor])
})

test('high rollers: 6000 of −8000 are set apart, and only their own revenue pays them down', () => {
  const components = [{ type: 'revenue_share' as const, rate: '10', carryover: { mode: 'carry' as const, what: 'base' as const }, highRollers: { threshold: 5000 } }]
  const events = [
    event({ gross: EUR(-8000), at: OCTOBER }), event({ gross: EUR(2000), at: OCTOBER, customer: 'B' }),
    event({ gross: EUR(1000), at: NOVEMBER }), event({ gross: EUR(500), at: NOVEMBER, customer: 'B' }),
  ]
  const plan = world({ components, events })
  expect([earnedIn(plan, '2026-10'), earnedIn(plan, '2026-11')]).toEqual([0n, 5_000n])
})

test('40 % of the first three sales, then 20 %; a refund gives its part back and does not change the count', () => {
  const components = [{ type: 'percent_of_sale' as const, steps: [{ rate: '40', count: 3 }, { rate: '20' }] }]
  const sales = [0, 1, 2, 3].map((n) => event({ id: `s${n}`, sale: EUR(100), at: NOVEMBER + n }))
  const refund = event({ type: 'refund', at: NOVEMBER + 9, refunds: { event: 's0', amount: EUR(25) } })
  expect(earned(world({ components, events: sales }))).toBe(14_000n)
  expect(earned(world({ components, events: [...sales, refund] }))).toBe(13_000n)
})

test('levels of a CPA are cumulative, and a charged back deposit takes them away', () => {
  const components = [{ type: 'cpa' as const, levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 40 } }] }]
  const deposits = [event({ id: 'd1', deposit: EUR(20) }), event({ id: 'd2', deposit: EUR(20), at: AT + 1 })]
  const chargeback = event({ type: 'chargeback', at: AT + 2, refunds: { event: 'd1', amount: EUR(20) } })
  expect(earned(world({ components, events: deposits }))).toBe(8_000n)
  expect(earned(world({ components, events: [...deposits, chargeback] }))).toBe(5_000n)
})

test('a cap pays the rest of it, and what is beyond earns nothing', () => {
  const components = [{ type: 'fixed_per_sale' as const, amount: 10, caps: [{ window: 'day' as const, amount: 25 }] }]
  expect(earned(world({ components, events: [0, 1, 2, 3].map((n) => event({ sale: EUR(1), at: AT + n })) }))).toBe(2_500n)
})

test('a floor is what a period pays at least, after a loss was brought to zero', () => {
  const components = [{ type: 'revenue_share' as const, rate: '10', floor: 50 }]
  expect(earnedIn(world({ components, events: [event({ gross: EUR(-1000), at: OCTOBER })] }), '2026-10')).toBe(5_000n)
})

import { expect, test } from 'vitest'
import { parseDeductions } from '../../src/domain/commissions/rules/deductions.ts'
import { fromDeductionDraft, NEW_DEDUCTION, toDeductionDraft } from '../../web/admin/brands/deduction-draft.ts'
import { exampleOf, hasClickKey, withClickKey } from '../../web/admin/brands/landing-page.ts'
import { paysOf } from '../../web/admin/plans/component-summary.ts'
import { monthsOf } from '../../web/admin/plans/simulation/months-of.ts'
import { stateOf, whomOf } from '../../web/admin/plans/whom.ts'

test.each([
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20', countries: ['MT', 'DE'], whenNegative: 'clamp' },
  { name: 'Bonus', kind: 'bonus', base: 'bonus' },
  { name: 'Processing', kind: 'payment_fee', fixed: 0.25 },
  { name: 'Processing', kind: 'payment_fee', base: 'deposit', fixed: 0.25, products: ['casino', 'sports'] },
  { name: 'Licence', kind: 'provider_fee', base: 'supplied', rate: '100', whenNegative: 'apply' },
])('a deduction that goes through the form means what it meant: $name', (deduction) => {
  const read = (one: unknown) => parseDeductions([one], 'EUR', 'deductions')
  expect(read(fromDeductionDraft(toDeductionDraft(deduction)))).toEqual(read(deduction))
})

test('what is no amount goes as it was typed, and a rate that was left empty is left out', () => {
  expect(fromDeductionDraft({ ...NEW_DEDUCTION, name: 'Fee', by: 'fixed', fixed: '1,5' })).toMatchObject({ fixed: '1,5' })
  expect(fromDeductionDraft({ ...NEW_DEDUCTION, name: 'Fee' })).toEqual({ name: 'Fee', kind: 'admin_fee', base: 'gross_revenue' })
})

test.each`
  url                                | with
  ${'https://a.example'}             | ${'https://a.example?btag=[ClickKey]'}
  ${'https://a.example/?'}           | ${'https://a.example/?btag=[ClickKey]'}
  ${'https://a.example/join?x=1'}    | ${'https://a.example/join?x=1&btag=[ClickKey]'}
  ${'https://a.example/join#top'}    | ${'https://a.example/join?btag=[ClickKey]#top'}
  ${'https://a.example/join?x=1#a?'} | ${'https://a.example/join?x=1&btag=[ClickKey]#a?'}
`('the click key comes into $url as $with', ({ url, with: expected }) => {
  expect(withClickKey(url, 'btag')).toBe(expected)
  expect([hasClickKey(url), hasClickKey(expected)]).toEqual([false, true])
})

test('an example of an address has no placeholder left', () => {
  expect(exampleOf('https://a.example?k={click_id}&a=[affiliateid]&s=[S10]&c=[Country]&o=[CustomParameter]')).not.toMatch(/[[\]{}]/)
})

test('months are added up over everybody, and empty ones are there', () => {
  const month = (period: string, before: number, after: number) => ({ period, before, after })
  const affiliates = [{ months: [month('2025-12', 0.1, 1)] }, { months: [month('2025-12', 0.2, 2), month('2026-02', 5, 4)] }]
  expect(monthsOf({ from: '2025-12', to: '2026-02', affiliates })).toEqual([
    { x: '2025-12', before: 0.3, after: 3 },
    { x: '2026-01', before: 0, after: 0 },
    { x: '2026-02', before: 5, after: 4 },
  ])
})

test('what a component pays is told by its ends', () => {
  const amount = (value: number) => `€${value}`
  expect(paysOf({ type: 'cpa', levels: [{ amount: 50 }, { amount: 80 }] }, amount)).toBe('€50–€80')
  expect(paysOf({ type: 'revenue_share', tiers: { bands: [{ from: 0, rate: '25' }, { from: 9, rate: '35' }] } }, amount)).toBe('25 %–35 %')
  expect(paysOf({ type: 'sub_affiliate', levels: [{ rate: '10' }] }, amount)).toBe('10 %')
  expect(paysOf({ type: 'cpc', amount: 0.1 }, amount)).toBe('€0.1')
})

test('an assignment is to those it names, and holds from its first to before its last moment', () => {
  const names = { affiliateName: 'Anna', groupName: null, brandName: 'BetTest', productName: null, trackerName: null }
  const everybody = () => 'Everybody'
  expect([whomOf(names, everybody), whomOf({ ...names, affiliateName: null, brandName: null }, everybody)]).toEqual(['Anna · BetTest', 'Everybody'])
  const holds = { effectiveFrom: '2026-11-02T00:00:00.000Z', effectiveUntil: '2026-11-04T00:00:00.000Z' }
  const at = (now: string) => stateOf(holds, now)
  expect(['2026-11-01T23:59:59.999Z', '2026-11-02T00:00:00.000Z', '2026-11-03T23:59:59.999Z', '2026-11-04T00:00:00.000Z'].map(at)).toEqual(['future', 'current', 'current', 'over'])
})

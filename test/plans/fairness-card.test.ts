import { describe, expect, test } from 'vitest'
import type { Deduction } from '../../src/domain/commissions/rules/deductions.ts'
import type { CpaComponent, PercentOfSaleComponent, RevenueShareComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { fairnessCard, type FairnessTopic, type NamedDeductions } from '../../src/domain/plans/words/fairness-card.ts'
import type { WordedVersion } from '../../src/domain/plans/words/plan-text.ts'
import { CONTEXT, RESET, SHARE, VERSION } from './support/samples.ts'

function itemOf(topic: FairnessTopic, version: Partial<WordedVersion>, deductions: readonly NamedDeductions[] = []) {
  const item = fairnessCard({ ...VERSION, ...version }, deductions, CONTEXT).find((found) => found.topic === topic)
  return [item?.verdict, item?.words.en]
}

const share = (change: Partial<RevenueShareComponent>): Partial<WordedVersion> => ({ components: [{ ...SHARE, ...change }] })
const bands = (...rates: readonly bigint[]) => share({ tiers: { ...SHARE.tiers, bands: rates.map((ratePpm, index) => ({ from: BigInt(index) * 1_000_000_000n, ratePpm })) } })
const CARRY = { ...RESET, mode: 'carry' } as const
const NO_MODIFIERS = { holdDays: null, rates: [], caps: [], floorMinor: null }
const CPA: CpaComponent = { key: 'cpa', type: 'cpa', levels: [{ amountMinor: 5_000n, requirements: {} }], asAdvance: false, ...NO_MODIFIERS }
const SALE: PercentOfSaleComponent = {
  key: 'percent_of_sale', type: 'percent_of_sale', steps: [{ ratePpm: 100_000n, count: null }], recurring: { firstOnly: false, months: null, count: null }, ...NO_MODIFIERS,
}
const FEE: Deduction = { name: 'admin', kind: 'admin_fee', base: 'gross_revenue', ratePpm: 200_000n, fixed: null, countries: null, products: null, whenNegative: 'apply' }

describe('what a version means for an affiliate', () => {
  test.each`
    case                              | topic                   | version                                                                    | verdict           | words
    ${'a clean slate'}                | ${'negative_carryover'} | ${share({})}                                                               | ${'favourable'}   | ${'A negative month is forgotten: every month begins at zero.'}
    ${'carried without limit'}        | ${'negative_carryover'} | ${share({ carryover: CARRY })}                                             | ${'unfavourable'} | ${'A negative month is carried on without limit until it is earned back.'}
    ${'carried for three months'}     | ${'negative_carryover'} | ${share({ carryover: { ...CARRY, expiryMonths: 3 } })}                     | ${'neutral'}      | ${'A negative month is carried on, but for at most 3 months.'}
    ${'carried up to an amount'}      | ${'negative_carryover'} | ${share({ carryover: { ...CARRY, cap: { amount: 5_000_000n } } })}         | ${'neutral'}      | ${'A negative month is carried on, but at most 5.00 EUR.'}
    ${'carried up to an average'}     | ${'negative_carryover'} | ${share({ carryover: { ...CARRY, cap: { averageMonthsPpm: 1_500_000n } } })} | ${'neutral'}    | ${'A negative month is carried on, but at most 150 % of the average month.'}
    ${'no share'}                     | ${'negative_carryover'} | ${{ components: [CPA] }}                                                   | ${'favourable'}   | ${'The plan has no revenue share, so that nothing in it can be negative.'}
    ${'no ring-fence'}                | ${'high_rollers'}       | ${share({})}                                                               | ${'neutral'}      | ${"One customer's big win counts against what all other customers bring in the month."}
    ${'a ring-fence'}                 | ${'high_rollers'}       | ${share({ highRollers: { threshold: 5_000_000_000n, expiryMonths: null } })} | ${'favourable'} | ${'A customer who costs 5,000.00 EUR or more in a month is set apart and does not touch what the others bring.'}
    ${'brands together'}              | ${'bundling'}           | ${share({})}                                                               | ${'neutral'}      | ${'Brands under the plan are counted together: a loss at one comes off the others.'}
    ${'brands apart'}                 | ${'bundling'}           | ${share({ carryover: { ...CARRY, scope: 'brand' } })}                      | ${'favourable'}   | ${'Each brand is counted by itself: a loss at one does not touch the others.'}
    ${'one rate'}                     | ${'quota'}              | ${share({})}                                                               | ${'favourable'}   | ${'There is no minimum below which the rate falls.'}
    ${'nothing below a minimum'}      | ${'quota'}              | ${bands(0n, 300_000n)}                                                     | ${'unfavourable'} | ${'Nothing is paid below 1,000.00 EUR of net revenue.'}
    ${'more for more'}                | ${'quota'}              | ${bands(250_000n, 350_000n)}                                               | ${'neutral'}      | ${'The rate is 25 %, and 35 % or more from 1,000.00 EUR of net revenue; it falls again in a lesser month.'}
    ${'less for more'}                | ${'quota'}              | ${bands(350_000n, 250_000n)}                                               | ${'unfavourable'} | ${'The rate falls the more is brought.'}
    ${'for good'}                     | ${'dormancy'}           | ${share({})}                                                               | ${'favourable'}   | ${'Customers earn as long as they bring something; quiet ones are not lost.'}
    ${'for a year'}                   | ${'dormancy'}           | ${share({ duration: { months: 12, from: 'registration' } })}               | ${'neutral'}      | ${'Customers stop earning: Revenue share: after 12 months.'}
    ${'for less than a year'}         | ${'dormancy'}           | ${share({ duration: { months: 11, from: 'registration' } })}               | ${'unfavourable'} | ${'Customers stop earning: Revenue share: after 11 months.'}
    ${'the first sale only'}          | ${'dormancy'}           | ${{ components: [{ ...SALE, recurring: { ...SALE.recurring, firstOnly: true } }] }} | ${'unfavourable'} | ${'Customers stop earning: Percentage of sales: after the first sale.'}
    ${'no advance'}                   | ${'advance'}            | ${{ components: [CPA, SHARE] }}                                            | ${'favourable'}   | ${'Nothing that is paid is set off against later earnings.'}
    ${'an advance'}                   | ${'advance'}            | ${{ components: [{ ...CPA, asAdvance: true }, { ...SHARE, isAboveCpa: true }] }} | ${'neutral'} | ${"The CPA is an advance: a customer's revenue share is paid only above it. What is not earned back is never owed."}
    ${'after the CPA'}                | ${'advance'}            | ${{ components: [CPA, { ...SHARE, startsAfterCpa: true }] }}               | ${'neutral'}      | ${'What a customer brings before it qualifies for the CPA is not shared.'}
    ${'no cap'}                       | ${'caps'}               | ${share({})}                                                               | ${'favourable'}   | ${'Earnings have no cap.'}
    ${'a cap per customer'}           | ${'caps'}               | ${share({ caps: [{ per: 'customer', window: 'month', count: 1, amountMinor: null, action: 'zero' }] })} | ${'neutral'} | ${'There is a cap on what one customer can earn: Revenue share.'}
    ${'a cap per affiliate'}          | ${'caps'}               | ${share({ caps: [{ per: 'affiliate', window: 'month', count: 1, amountMinor: null, action: 'zero' }] })} | ${'unfavourable'} | ${'There is a cap on what can be earned in all: Revenue share.'}
    ${'new customers only'}           | ${'retroactive_change'} | ${{}}                                                                      | ${'favourable'}   | ${'It holds for new customers only; those already brought keep their terms.'}
    ${'all that is open'}             | ${'retroactive_change'} | ${{ appliesTo: 'all_open' }}                                               | ${'unfavourable'} | ${'It also holds for customers already brought, and from the beginning of the month in which it takes effect.'}
    ${'a month of notice'}            | ${'notice'}             | ${{ noticeDays: 30 }}                                                      | ${'favourable'}   | ${'Worse terms for customers already brought need a notice of 30 days.'}
    ${'a day less'}                   | ${'notice'}             | ${{ noticeDays: 29 }}                                                      | ${'neutral'}      | ${'Worse terms for customers already brought need a notice of 29 days.'}
    ${'no notice'}                    | ${'notice'}             | ${{ noticeDays: 0 }}                                                       | ${'unfavourable'} | ${'Worse terms for customers already brought need no notice.'}
  `('$topic, $case: $verdict', ({ topic, version, verdict, words }) => {
    expect(itemOf(topic, version)).toEqual([verdict, words])
  })

  test.each`
    case                     | fee                                          | verdict           | words
    ${'none'}                | ${{ ...FEE, name: 'VAT', kind: 'tax' }}      | ${'favourable'}   | ${'No admin fee comes off net revenue. Also taken off: VAT.'}
    ${'a fifth'}             | ${FEE}                                       | ${'neutral'}      | ${'Admin fees come off net revenue: BetTest – admin: 20 %.'}
    ${'more than a fifth'}   | ${{ ...FEE, ratePpm: 200_001n }}             | ${'unfavourable'} | ${'Admin fees come off net revenue: BetTest – admin: 20.0001 %.'}
  `('admin fee, $case: $verdict', ({ fee, verdict, words }) => {
    expect(itemOf('admin_fee', {}, [{ name: 'BetTest', deductions: [fee] }])).toEqual([verdict, words])
  })

  test('a fee comes off nothing where nothing is paid from net revenue', () => {
    expect(itemOf('admin_fee', { components: [CPA] }, [{ name: 'BetTest', deductions: [FEE] }])[0]).toBe('favourable')
  })

  test('every topic is said in three languages', () => {
    for (const { words } of fairnessCard(VERSION, [], CONTEXT)) expect(new Set(Object.values(words)).size).toBe(3)
  })
})

import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/domain/commissions/explanation.ts'
import type {
  BonusComponent, Cap, Carryover, Component, CpaComponent, CpaLevel, CpcComponent, CplComponent, FixedPerSaleComponent, HighRollers, Modifiers, PercentOfSaleComponent,
  PeriodFeeComponent, RateRow, Recurring, Requirements, RevenueShareComponent, SaleStep, SubAffiliateComponent, TierBand, Tiers,
} from '../../src/domain/commissions/rules/plan-terms.ts'
import { hashText } from '../../src/domain/plans/accept-plan.ts'
import { plainText, planText, type WordedVersion, WORDING } from '../../src/domain/plans/words/plan-text.ts'
import { CONTEXT, RESET, VERSION } from './support/samples.ts'

/** Other values of every field. The types make forgetting one an error. */
type Others<Thing> = { readonly [Field in keyof Required<Thing>]: readonly Thing[Field][] }
type OwnFields<Terms> = Omit<Terms, 'key' | 'type'>

/** The thing with one field changed, for every other value of every field. */
function variants<Thing extends object>(thing: Thing, others: Others<Thing>): [name: string, changed: Thing][] {
  return Object.entries<readonly unknown[]>(others).flatMap(([field, values]) => values.map((value): [string, Thing] => [field, { ...thing, [field]: value }]))
}

function changedThings<Thing extends object>(thing: Thing, others: Others<Thing>): Thing[] {
  return variants(thing, others).map(([, changed]) => changed)
}

const ROW: RateRow = { countries: ['BR'], brands: null, products: null, trackers: null, devices: null, ratePpm: null, amountsMinor: [700n] }
const SCOPES: Omit<Others<RateRow>, 'ratePpm' | 'amountsMinor'> = {
  countries: [['MT'], ['BR', 'MT'], null], brands: [['brand-1']], products: [['product-1']], trackers: [['tracker-1']], devices: [['mobile']],
}
const AMOUNT_ROWS = changedThings(ROW, { ...SCOPES, ratePpm: [], amountsMinor: [[701n], [700n, 900n]] })
const RATE_ROW: RateRow = { ...ROW, amountsMinor: null, ratePpm: 70_000n }
const RATE_ROWS = changedThings(RATE_ROW, { ...SCOPES, ratePpm: [70_001n], amountsMinor: [] })

const CAP: Cap = { per: 'affiliate', window: 'day', count: 5, amountMinor: null, action: 'zero' }
const CAPS = [
  ...changedThings(CAP, { per: ['customer', 'plan'], window: ['week', 'month', 'lifetime'], count: [6], amountMinor: [], action: ['reject'] }),
  { ...CAP, count: null, amountMinor: 500n }, { ...CAP, count: null, amountMinor: 501n },
]

const MODIFIERS: Modifiers = { holdDays: 3, rates: [ROW], caps: [CAP], floorMinor: 100n }
const MODIFIER_CHANGES: Others<Modifiers> = {
  holdDays: [4, 0, null],
  rates: [[], [ROW, ROW], ...AMOUNT_ROWS.map((row) => [row])],
  caps: [[], [CAP, CAP], ...CAPS.map((cap) => [cap])],
  floorMinor: [101n, null],
}
const WITH_RATES: Modifiers = { ...MODIFIERS, rates: [RATE_ROW] }
const WITH_RATES_CHANGES: Others<Modifiers> = { ...MODIFIER_CHANGES, rates: [[], ...RATE_ROWS.map((row) => [row])] }
const PLAIN: Modifiers = { holdDays: null, rates: [], caps: [], floorMinor: null }
/** Of components that are not narrowed or limited. */
const HOLD_ONLY: Others<Modifiers> = { holdDays: [0, 5], rates: [], caps: [], floorMinor: [] }

const REQUIREMENTS: Requirements = {
  minDepositSingle: 10_000_000n, minDepositTotal: 20_000_000n, minNetDeposit: 15_000_000n, minWager: 40_000_000n, minNetRevenue: 5_000_000n, minDeposits: 2, countries: ['BR'],
  verified: true, withinDays: 30, withinFrom: 'registration',
}
const REQUIREMENT_CHANGES = changedThings(REQUIREMENTS, {
  minDepositSingle: [10_010_000n], minDepositTotal: [20_010_000n], minNetDeposit: [15_010_000n], minWager: [40_010_000n], minNetRevenue: [5_010_000n], minDeposits: [3],
  countries: [['MT']], verified: [], withinDays: [31, 1], withinFrom: ['click', 'first_deposit'],
}).concat([{}, without('verified'), without('minDeposits'), without('countries'), without('minDepositSingle')])

function without(name: keyof Requirements): Requirements {
  const { [name]: _, ...rest } = REQUIREMENTS
  return rest
}

const LEVELS: readonly CpaLevel[] = [{ amountMinor: 5_000n, requirements: REQUIREMENTS }, { amountMinor: 8_000n, requirements: REQUIREMENTS }]
const CPA: CpaComponent = { key: 'cpa', type: 'cpa', levels: LEVELS, asAdvance: false, ...MODIFIERS }
const CPA_CHANGES: Others<OwnFields<CpaComponent>> = {
  levels: [
    LEVELS.slice(0, 1), [{ amountMinor: 5_001n, requirements: REQUIREMENTS }, ...LEVELS.slice(1)],
    ...REQUIREMENT_CHANGES.map((requirements) => [{ amountMinor: 5_000n, requirements }, ...LEVELS.slice(1)]),
    ...REQUIREMENT_CHANGES.map((requirements) => [...LEVELS.slice(0, 1), { amountMinor: 8_000n, requirements }]),
  ],
  asAdvance: [true],
  ...MODIFIER_CHANGES,
}

const CPL: CplComponent = { key: 'cpl', type: 'cpl', amountMinor: 300n, requirements: REQUIREMENTS, ...MODIFIERS }
const CPL_CHANGES: Others<OwnFields<CplComponent>> = { amountMinor: [301n], requirements: REQUIREMENT_CHANGES, ...MODIFIER_CHANGES }

const CPC: CpcComponent = { key: 'cpc', type: 'cpc', amountMinor: 30n, ...MODIFIERS }
const CPC_CHANGES: Others<OwnFields<CpcComponent>> = { amountMinor: [31n], ...MODIFIER_CHANGES }

const BANDS: readonly TierBand[] = [{ from: 0n, ratePpm: 250_000n }, { from: 1_000_000_000n, ratePpm: 350_000n }]
const TIERS: Tiers = { metric: 'net_revenue', window: 'period', application: 'whole', scope: 'affiliate_plan', hasDemotion: true, bands: BANDS }
const TIER_CHANGES = changedThings(TIERS, {
  metric: ['gross_revenue', 'deposits', 'sales', 'ftd_count', 'qualified_count', 'sale_count', 'active_customers'],
  window: ['lifetime', { days: 90 }, { days: 91 }],
  application: ['marginal'],
  scope: ['brand', 'customer'],
  hasDemotion: [false],
  bands: [
    BANDS.slice(0, 1), [{ from: 0n, ratePpm: 250_001n }, ...BANDS.slice(1)], [...BANDS.slice(0, 1), { from: 1_000_010_000n, ratePpm: 350_000n }],
    [...BANDS, { from: 2_000_000_000n, ratePpm: 400_000n }],
  ],
})
const CARRY: Carryover = { mode: 'carry', scope: 'plan', what: 'commission', cap: { amount: 100_000_000n }, expiryMonths: 3 }
const CARRY_CHANGES = changedThings(CARRY, {
  mode: ['reset'], scope: ['affiliate', 'brand', 'product'], what: ['base'], cap: [null, { amount: 100_010_000n }, { averageMonthsPpm: 2_000_000n }, { averageMonthsPpm: 2_010_000n }],
  expiryMonths: [null, 4, 1],
})
const SET_APART: HighRollers = { threshold: 5_000_000_000n, expiryMonths: 6 }
const SHARE: RevenueShareComponent = {
  key: 'revenue_share', type: 'revenue_share', base: 'net_revenue', tiers: TIERS, carryover: CARRY, highRollers: SET_APART, startsAfterCpa: false,
  duration: { months: 12, from: 'registration' }, isAboveCpa: false, ...WITH_RATES,
}
const SHARE_CHANGES: Others<OwnFields<RevenueShareComponent>> = {
  base: ['gross_revenue', 'net_deposit', 'wager', 'sale'],
  tiers: [...TIER_CHANGES, { ...TIERS, bands: [{ from: 0n, ratePpm: 300_000n }] }],
  carryover: CARRY_CHANGES,
  highRollers: [null, ...changedThings(SET_APART, { threshold: [5_000_010_000n], expiryMonths: [null, 7] })],
  startsAfterCpa: [true],
  duration: [null, { months: 13, from: 'registration' }, { months: 12, from: 'first_deposit' }],
  isAboveCpa: [true],
  ...WITH_RATES_CHANGES,
}

const RECURRING: Recurring = { firstOnly: false, months: 12, count: 10 }
const RECURRING_CHANGES = changedThings(RECURRING, { firstOnly: [true], months: [13, null], count: [11, null] })
const STEPS: readonly SaleStep[] = [{ ratePpm: 400_000n, count: 3 }, { ratePpm: 200_000n, count: null }]
const PERCENT: PercentOfSaleComponent = { key: 'percent_of_sale', type: 'percent_of_sale', steps: STEPS, recurring: RECURRING, ...WITH_RATES }
const PERCENT_CHANGES: Others<OwnFields<PercentOfSaleComponent>> = {
  steps: [
    [{ ratePpm: 400_000n, count: null }], [{ ratePpm: 400_001n, count: 3 }, ...STEPS.slice(1)], [{ ratePpm: 400_000n, count: 1 }, ...STEPS.slice(1)],
    [...STEPS.slice(0, 1), { ratePpm: 200_000n, count: 5 }], STEPS.slice(0, 1),
  ],
  recurring: RECURRING_CHANGES,
  ...WITH_RATES_CHANGES,
}
const FIXED: FixedPerSaleComponent = { key: 'fixed_per_sale', type: 'fixed_per_sale', amountMinor: 500n, recurring: RECURRING, ...MODIFIERS }
const FIXED_CHANGES: Others<OwnFields<FixedPerSaleComponent>> = { amountMinor: [501n], recurring: RECURRING_CHANGES, ...MODIFIER_CHANGES }

const FEE: PeriodFeeComponent = { key: 'period_fee', type: 'period_fee', amountMinor: 10_000n, isProrated: true, ...PLAIN }
const FEE_CHANGES: Others<OwnFields<PeriodFeeComponent>> = { amountMinor: [10_001n], isProrated: [false], ...HOLD_ONLY }

const RECRUIT_LEVELS: SubAffiliateComponent['levels'] = [{ ratePpm: 50_000n, amountMinor: null }, { ratePpm: 20_000n, amountMinor: null }]
const RECRUITS: SubAffiliateComponent = {
  key: 'sub_affiliate', type: 'sub_affiliate', base: 'commission', levels: RECRUIT_LEVELS, months: 12, negativesPropagate: false, clawbacksPropagate: true, ...PLAIN,
}
const RECRUITS_CHANGES: Others<OwnFields<SubAffiliateComponent>> = {
  base: ['revenue_share', 'net_revenue', 'qualified_customer'],
  levels: [RECRUIT_LEVELS.slice(0, 1), [{ ratePpm: 50_001n, amountMinor: null }, ...RECRUIT_LEVELS.slice(1)], [{ ratePpm: null, amountMinor: 500n }], [{ ratePpm: null, amountMinor: 501n }]],
  months: [13, null],
  negativesPropagate: [true],
  clawbacksPropagate: [false],
  ...HOLD_ONLY,
}

const BONUS: BonusComponent = { key: 'bonus', type: 'bonus', amountMinor: 10_000n, metric: 'deposits', window: 'period', threshold: 5_000_000_000n, repeats: 'once', ...PLAIN }
const BONUS_CHANGES: Others<OwnFields<BonusComponent>> = {
  amountMinor: [10_001n],
  metric: ['net_revenue', 'gross_revenue', 'sales', 'ftd_count', 'qualified_count', 'sale_count', 'active_customers'],
  window: ['lifetime', { days: 30 }, { days: 31 }],
  threshold: [5_000_010_000n],
  repeats: ['every_period'],
  ...HOLD_ONLY,
}

const KINDS: { readonly [Type in Component['type']]: readonly [string, Component][] } = {
  cpa: named(CPA, CPA_CHANGES),
  cpl: named(CPL, CPL_CHANGES),
  cpc: named(CPC, CPC_CHANGES),
  revenue_share: named(SHARE, SHARE_CHANGES),
  percent_of_sale: named(PERCENT, PERCENT_CHANGES),
  fixed_per_sale: named(FIXED, FIXED_CHANGES),
  period_fee: named(FEE, FEE_CHANGES),
  sub_affiliate: named(RECRUITS, RECRUITS_CHANGES),
  bonus: named(BONUS, BONUS_CHANGES),
}

function named<Terms extends Component>(terms: Terms, others: Others<OwnFields<Terms>>): [string, Component][] {
  return [['sample', terms], ...variants<OwnFields<Terms>>(terms, others).map(([name, changed]): [string, Component] => [name, changed as unknown as Component])]
}

const textIn = (language: (typeof LANGUAGES)[number], version: WordedVersion) => plainText(planText(version, language, CONTEXT))

describe.each(LANGUAGES)('in %s', (language) => {
  test.each(Object.keys(KINDS) as Component['type'][])('every other value of every field of %s is another text', (type) => {
    const texts = new Map<string, string>()
    for (const [index, [name, component]] of KINDS[type].entries()) {
      const text = textIn(language, { ...VERSION, components: [component] })
      const told = `${name} (${index})`
      expect([told, texts.get(text)]).toEqual([told, undefined])
      texts.set(text, told)
    }
  })

  test('every other value of every field of a version is another text', () => {
    const others: Others<Omit<WordedVersion, 'components'>> = {
      version: [2],
      effectiveFrom: [new Date('2026-11-01T00:00:00.001Z'), new Date('2026-11-02T00:00:00.000Z')],
      appliesTo: ['from_date', 'all_open'],
      noticeDays: [31],
      holdDays: [15],
    }
    const texts = changedThings<Omit<WordedVersion, 'components'>>(VERSION, others).map((changed) => textIn(language, { ...changed, components: VERSION.components }))
    expect(new Set([textIn(language, VERSION), ...texts]).size).toBe(texts.length + 1)
  })

  test('no sentence is empty or holds a slip of the pen', () => {
    const text = Object.values(KINDS).flatMap((list) => list.map(([, component]) => textIn(language, { ...VERSION, components: [component] }))).join('\n')
    expect(text).not.toMatch(/undefined|null|\bNaN\b|\[object|: \.|\.\.|[^\S\n]{2}/)
  })
})

test('another wording has another number: accepted texts are proved by theirs', () => {
  const all = LANGUAGES.flatMap((language) => Object.values(KINDS).flatMap((list) => list.map(([, component]) => textIn(language, { ...VERSION, components: [component] }))))
  // When a sentence changes, raise WORDING and write down the new hash.
  expect([WORDING, hashText(all.join(''))]).toMatchInlineSnapshot(`
    [
      1,
      "014f713f05b9d19fca1e4a3723acf784a4e1e16f7a2042e2af5a6c6fa2ffc348",
    ]
  `)
})

test("a share that says nothing of negative months says the program's", () => {
  const version = { ...VERSION, components: [{ ...SHARE, carryover: null }] }
  expect(textIn('en', version)).toContain('A negative month: is forgotten; the next month begins at zero.')
  expect(plainText(planText(version, 'en', { ...CONTEXT, carryover: CARRY }))).toBe(textIn('en', { ...VERSION, components: [SHARE] }))
  expect(RESET.mode).toBe('reset')
})

test('brands, products and trackers are said by their names', () => {
  const rates = [{ ...ROW, countries: null, brands: ['brand-1', 'brand-2'], products: ['unknown'] }]
  expect(textIn('es', { ...VERSION, components: [{ ...CPC, rates }] })).toContain('7,00 EUR donde marca: BetTest y Casino; producto: unknown.')
})

test('a plan reads as a person would write it', () => {
  const version: WordedVersion = { ...VERSION, components: [{ ...CPA, ...PLAIN, levels: LEVELS.slice(0, 1) }, { ...SHARE, ...PLAIN, carryover: RESET, highRollers: null, duration: null }] }
  expect(textIn('en', version)).toBe(`Hybrid, version 1

In general
- In force from: 2026-11-01 01:00 (Europe/Malta).
- Holds for: customers who register from then on; all others keep the terms they came under.
- Notice: worse terms for customers already brought take effect at the earliest 30 days after they are made.
- Hold: a commission is payable 14 days after its event.
- Amounts: in EUR; months and days are those of Europe/Malta.

Payment per qualified customer (CPA)
- Level 1: a customer who reaches it is worth 50.00 EUR in all.
- Requirements of level 1: one deposit of at least 10.00 EUR; at least 20.00 EUR deposited in all; deposits less withdrawals of at least 15.00 EUR; at least 40.00 EUR wagered; net revenue of at least 5.00 EUR; deposits made: at least 2; country of the customer: BR; the customer is verified; all of it within 30 days of the registration.

Revenue share
- Share of: net revenue.
- Band 1: 25 % from 0.00 EUR.
- Band 2: 35 % from 1,000.00 EUR.
- Measured by: net revenue.
- Counted over: each calendar month.
- Applied: the rate that is reached holds for everything.
- Counted for: all customers of the affiliate under the plan together.
- After a lesser month: the rate is what the time itself has reached, and may fall.
- A negative month: is forgotten; the next month begins at zero.
- A month is negative over: all brands under the plan together.
- Shared for: as long as the customer brings revenue.
`)
})

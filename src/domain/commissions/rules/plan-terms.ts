import type { Micros } from '../../money/amounts.ts'
import type { RatePpm } from '../../money/rates.ts'

/** What a customer must reach for a level of a CPA. All must hold; amounts are in the plan's currency. */
export interface Requirements {
  readonly minDepositSingle?: Micros
  readonly minDepositTotal?: Micros
  readonly minNetDeposit?: Micros
  readonly minWager?: Micros
  readonly minNetRevenue?: Micros
  readonly minDeposits?: number
  /** ISO 3166 alpha-2 codes. */
  readonly countries?: readonly string[]
  readonly verified?: true
  /** Days of 24 hours from `withinFrom` up to and including the last moment. */
  readonly withinDays?: number
  readonly withinFrom?: WindowOrigin
}

export type WindowOrigin = 'click' | 'registration' | 'first_deposit'

export interface CpaLevel {
  /** What the customer is worth on this level in all; a line pays the difference to the level before. */
  readonly amountMinor: bigint
  /** Includes the requirements of all lower levels; its window is its own, else that of the level below. */
  readonly requirements: Requirements
}

/** What every component has. */
export interface Modifiers {
  /** Instead of the version's. */
  readonly holdDays: number | null
  /** Rates or amounts for some events; the first row that matches is taken, the component's own are for all others. */
  readonly rates: readonly RateRow[]
  readonly caps: readonly Cap[]
  /** What the component pays an affiliate at least in each period that it was in force for; null = nothing. Minor units. */
  readonly floorMinor: bigint | null
}

/** A row of a table of rates. Null: whatever it is. */
export interface RateRow {
  /** ISO 3166 alpha-2. */
  readonly countries: readonly string[] | null
  readonly brands: readonly string[] | null
  readonly products: readonly string[] | null
  readonly trackers: readonly string[] | null
  readonly devices: readonly string[] | null
  /** Of components that pay a rate. */
  readonly ratePpm: RatePpm | null
  /** Of components that pay amounts: one, or one for each level of a CPA. Minor units. */
  readonly amountsMinor: readonly bigint[] | null
}

/** How much a component pays at most, counted in canonical order. */
export interface Cap {
  readonly per: 'customer' | 'affiliate' | 'plan'
  /** Days, weeks (from Monday) and months are the program's. */
  readonly window: 'day' | 'week' | 'month' | 'lifetime'
  /** How many awards; null when the cap is an amount. */
  readonly count: number | null
  /** How much in all; the award that crosses it pays the rest. Minor units, null when the cap is a count. */
  readonly amountMinor: bigint | null
  /** What is beyond the cap is rejected, or earns nothing; the reason says which. */
  readonly action: 'reject' | 'zero'
}

/** `cpa`, and `cpa.2` for the second of its type, names a component within the plan in all its lines. */
interface Keyed extends Modifiers {
  readonly key: string
}

export interface CpaComponent extends Keyed {
  readonly type: 'cpa'
  readonly levels: readonly CpaLevel[]
  /** The CPA is an advance: a customer's revenue share pays only what it comes to above it. */
  readonly asAdvance: boolean
}

/** A fixed amount for a registration that meets the requirements, once. */
export interface CplComponent extends Keyed {
  readonly type: 'cpl'
  readonly amountMinor: bigint
  readonly requirements: Requirements
}

/** A fixed amount for each valid click that is the first of its visitor within 24 hours. */
export interface CpcComponent extends Keyed {
  readonly type: 'cpc'
  readonly amountMinor: bigint
}

/** A fixed amount for each period. */
export interface PeriodFeeComponent extends Keyed {
  readonly type: 'period_fee'
  readonly amountMinor: bigint
  /** Whether a period that the plan was in force for in part pays that part (by days), or all of it. */
  readonly isProrated: boolean
}

export type RecruitBase = 'commission' | 'revenue_share' | 'net_revenue' | 'qualified_customer'

/** A share of what recruited affiliates earn. */
export interface SubAffiliateComponent extends Keyed {
  readonly type: 'sub_affiliate'
  readonly base: RecruitBase
  /** By level from 1: rates, or minor units for each qualified customer. */
  readonly levels: readonly { readonly ratePpm: RatePpm | null; readonly amountMinor: bigint | null }[]
  /** Calendar months (UTC) from the day the recruit joined, the end exclusive; null = for good. */
  readonly months: number | null
  /** Whether a period in which a recruit's base is negative takes away. */
  readonly negativesPropagate: boolean
  /** Whether what is taken back from a recruit is taken back here too. */
  readonly clawbacksPropagate: boolean
}

/** A fixed amount when a metric has reached a threshold. */
export interface BonusComponent extends Keyed {
  readonly type: 'bonus'
  readonly amountMinor: bigint
  readonly metric: TierMetric
  readonly window: TierWindow
  /** Millionths of a major unit, or a plain count when the metric is one. */
  readonly threshold: bigint
  readonly repeats: 'once' | 'every_period'
}

export type RevenueShareBase = 'net_revenue' | 'gross_revenue' | 'net_deposit' | 'wager' | 'sale'
export type TierMetric =
  | 'net_revenue' | 'gross_revenue' | 'deposits' | 'sales'
  | 'ftd_count' | 'qualified_count' | 'sale_count' | 'active_customers'

/** The period, all time, or the given number of days of 24 hours that end with the period. */
export type TierWindow = 'period' | 'lifetime' | { readonly days: number }

export interface TierBand {
  /** Millionths of a major unit, or a plain count when the metric is one. The band reaches up to the next one's start, exclusive. */
  readonly from: bigint
  readonly ratePpm: RatePpm
}

export interface Tiers {
  readonly metric: TierMetric
  readonly window: TierWindow
  /** Marginal: each slice at its band's rate, and the metric is the base. Whole: the rate that was reached on everything in the window. */
  readonly application: 'marginal' | 'whole'
  /** What totals and metrics are kept for besides affiliate and plan. */
  readonly scope: 'affiliate_plan' | 'brand' | 'customer'
  /** Whether a window may fall below the highest tier that an earlier one has reached. */
  readonly hasDemotion: boolean
  /** Ascending; the first starts at 0 and its rate also applies to a negative base. */
  readonly bands: readonly TierBand[]
}

export interface RevenueShareComponent extends Keyed {
  readonly type: 'revenue_share'
  readonly base: RevenueShareBase
  /** A flat rate is one band from 0, applied whole. */
  readonly tiers: Tiers
  /** Null: the program's. */
  readonly carryover: Carryover | null
  readonly highRollers: HighRollers | null
  /** Only what a customer brings after it has qualified for the version's CPA is shared. */
  readonly startsAfterCpa: boolean
  /** Only what a customer brings in its first months is shared, the end exclusive; null = for good. Calendar months, UTC. */
  readonly duration: { readonly months: number; readonly from: 'registration' | 'first_deposit' } | null
  /** Set for every revenue share of a version whose CPA is an advance. */
  readonly isAboveCpa: boolean
}

/** What becomes of a negative period when the next one begins (docs/commission-rules.md, "Carryover"). Never touches a CPA. */
export interface Carryover {
  /** What is added up before a negative is one: all of the affiliate under the plan, or each brand or product. */
  readonly scope: 'affiliate' | 'brand' | 'plan' | 'product'
  /** Whether the negative base comes off later bases, or the negative commission off later commission. */
  readonly what: 'base' | 'commission'
  readonly mode: 'reset' | 'carry'
  /** At most this much is carried: a multiple (ppm) of the average month before, or an amount in millionths; null = all. */
  readonly cap: { readonly averageMonthsPpm: bigint } | { readonly amount: bigint } | null
  /** A negative that has been carried for so many periods is forgotten; null = never. */
  readonly expiryMonths: number | null
}

/** Customers whose losses of a period reach the threshold are set apart: only their own later revenue pays them down. */
export interface HighRollers {
  /** Millionths, positive. */
  readonly threshold: bigint
  /** Periods after which what is still set apart is forgotten; null = never. */
  readonly expiryMonths: number | null
}

/** Which of a customer's sales earn. All limits hold together. */
export interface Recurring {
  readonly firstOnly: boolean
  /** Calendar months (UTC) from the customer's first sale, the end exclusive. */
  readonly months: number | null
  readonly count: number | null
}

export interface SaleStep {
  readonly ratePpm: RatePpm
  /** How many sales have this rate; null = all that follow. */
  readonly count: number | null
}

export interface PercentOfSaleComponent extends Keyed {
  readonly type: 'percent_of_sale'
  /** A flat rate is one step without a count. */
  readonly steps: readonly SaleStep[]
  readonly recurring: Recurring
}

export interface FixedPerSaleComponent extends Keyed {
  readonly type: 'fixed_per_sale'
  readonly amountMinor: bigint
  readonly recurring: Recurring
}

export type SaleComponent = PercentOfSaleComponent | FixedPerSaleComponent
export type Component =
  | CpaComponent | CplComponent | CpcComponent | RevenueShareComponent | SaleComponent | PeriodFeeComponent | SubAffiliateComponent | BonusComponent

/** Those that can be rated with each transaction, when their terms need no more than running totals. */
export type InFlightComponent = CpaComponent | RevenueShareComponent | SaleComponent

/**
 * Whom a version's terms reach: customers registered from its date on, everybody's events from its date on, or everybody's events of the
 * period that its date is in.
 */
export type AppliesTo = 'new_customers' | 'from_date' | 'all_open'

export interface PlanVersionTerms {
  readonly planId: string
  readonly versionId: string
  readonly version: number
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  /** Of `all_open`: the first moment of the period that `effectiveFrom` is in. */
  readonly openFrom?: Date
  readonly holdDays: number
  readonly components: readonly Component[]
  /** Those of them that are rated with each transaction; the others are reckoned from history a moment later. */
  readonly inFlight: readonly InFlightComponent[]
}

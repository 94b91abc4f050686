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

/** What every component has: `cpa`, and `cpa.2` for the second of its type, names it within the plan in all its lines. */
interface Keyed {
  readonly key: string
}

export interface CpaComponent extends Keyed {
  readonly type: 'cpa'
  readonly levels: readonly CpaLevel[]
}

export type RevenueShareBase = 'net_revenue' | 'gross_revenue' | 'net_deposit' | 'wager' | 'sale'
export type TierMetric = 'net_revenue' | 'gross_revenue' | 'deposits' | 'ftd_count'

export interface TierBand {
  /** Millionths of a major unit, or a plain count when the metric is one. The band reaches up to the next one's start, exclusive. */
  readonly from: bigint
  readonly ratePpm: RatePpm
}

export interface Tiers {
  readonly metric: TierMetric
  readonly window: 'period' | 'lifetime'
  /** Marginal: each slice at its band's rate, and the metric is the base. Whole: the rate that was reached on everything in the window. */
  readonly application: 'marginal' | 'whole'
  /** What totals and metrics are kept for besides affiliate and plan. */
  readonly scope: 'affiliate_plan' | 'brand' | 'customer'
  /** Ascending; the first starts at 0 and its rate also applies to a negative base. */
  readonly bands: readonly TierBand[]
}

export interface RevenueShareComponent extends Keyed {
  readonly type: 'revenue_share'
  readonly base: RevenueShareBase
  /** A flat rate is one band from 0, applied whole. */
  readonly tiers: Tiers
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
export type Component = CpaComponent | RevenueShareComponent | SaleComponent

/** Whom a version's terms reach: customers registered from its date on, or everybody's events from its date on. */
export type AppliesTo = 'new_customers' | 'from_date'

export interface PlanVersionTerms {
  readonly planId: string
  readonly versionId: string
  readonly version: number
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  readonly holdDays: number
  readonly components: readonly Component[]
}

/** What the oracle reads: the documents as people write them, and events as plain as can be. Instants are milliseconds. */
export interface Program {
  readonly currency: string
  readonly timeZone: string
  readonly carryover: CarryoverJson
  readonly deductions: readonly DeductionJson[]
}

export interface DeductionJson {
  readonly name: string
  readonly kind: string
  readonly base?: 'gross_revenue' | 'running_net' | 'deposit' | 'withdrawal' | 'deposit_plus_withdrawal' | 'wager' | 'sale' | 'bonus' | 'supplied'
  readonly rate?: string
  readonly fixed?: number
  readonly countries?: readonly string[]
  readonly products?: readonly string[]
  readonly whenNegative?: 'apply' | 'clamp'
}

export interface Version {
  readonly id: string
  readonly effectiveFrom: number
  readonly appliesTo: 'new_customers' | 'from_date' | 'all_open'
  readonly components: readonly ComponentJson[]
}

export interface RequirementsJson {
  readonly minDepositSingle?: number
  readonly minDepositTotal?: number
  readonly minNetDeposit?: number
  readonly minWager?: number
  readonly minNetRevenue?: number
  readonly minDeposits?: number
  readonly countries?: readonly string[]
  readonly verified?: true
  readonly withinDays?: number
  readonly withinFrom?: 'click' | 'registration' | 'first_deposit'
}

export interface RateRowJson {
  readonly countries?: readonly string[]
  readonly brands?: readonly string[]
  readonly products?: readonly string[]
  readonly trackers?: readonly string[]
  readonly devices?: readonly string[]
  readonly rate?: string
  readonly amount?: number
  readonly amounts?: readonly number[]
}

export interface CapJson {
  readonly per?: 'customer' | 'affiliate' | 'plan'
  readonly window: 'day' | 'week' | 'month' | 'lifetime'
  readonly count?: number
  readonly amount?: number
  readonly action?: 'reject' | 'zero'
}

export interface CarryoverJson {
  readonly mode: 'reset' | 'carry'
  readonly scope?: 'affiliate' | 'brand' | 'plan' | 'product'
  readonly what?: 'base' | 'commission'
  readonly cap?: { readonly amount?: number; readonly averageMonths?: number }
  readonly expiryMonths?: number
}

export type WindowJson = 'period' | 'lifetime' | { readonly days: number }
export type Metric = 'net_revenue' | 'gross_revenue' | 'deposits' | 'sales' | 'ftd_count' | 'qualified_count' | 'sale_count' | 'active_customers'

export interface TiersJson {
  readonly metric: Metric
  readonly window: WindowJson
  readonly application: 'marginal' | 'whole'
  readonly scope?: 'affiliate_plan' | 'brand' | 'customer'
  readonly demotion?: boolean
  readonly bands: readonly { readonly from: number; readonly rate: string }[]
}

interface Every {
  readonly holdDays?: number
  readonly rates?: readonly RateRowJson[]
  readonly caps?: readonly CapJson[]
  readonly floor?: number
}

export interface CpaJson extends Every {
  readonly type: 'cpa'
  readonly levels: readonly { readonly amount: number; readonly requirements?: RequirementsJson }[]
  readonly asAdvance?: boolean
}

export interface CplJson extends Every {
  readonly type: 'cpl'
  readonly amount: number
  readonly requirements?: RequirementsJson
}

export interface CpcJson extends Every {
  readonly type: 'cpc'
  readonly amount: number
}

export interface RevenueShareJson extends Every {
  readonly type: 'revenue_share'
  readonly base?: 'net_revenue' | 'gross_revenue' | 'net_deposit' | 'wager' | 'sale'
  readonly rate?: string
  readonly tiers?: TiersJson
  readonly carryover?: CarryoverJson
  readonly highRollers?: { readonly threshold: number; readonly expiryMonths?: number }
  readonly startsAfterCpa?: boolean
  readonly duration?: { readonly months: number; readonly from?: 'registration' | 'first_deposit' }
}

export type RecurringJson = boolean | { readonly firstOnly?: boolean; readonly months?: number; readonly count?: number }

export interface PercentOfSaleJson extends Every {
  readonly type: 'percent_of_sale'
  readonly rate?: string
  readonly steps?: readonly { readonly rate: string; readonly count?: number }[]
  readonly recurring?: RecurringJson
}

export interface FixedPerSaleJson extends Every {
  readonly type: 'fixed_per_sale'
  readonly amount: number
  readonly recurring?: RecurringJson
}

export interface PeriodFeeJson extends Every {
  readonly type: 'period_fee'
  readonly amount: number
  readonly proration?: boolean
}

export interface SubAffiliateJson extends Every {
  readonly type: 'sub_affiliate'
  readonly base?: 'commission' | 'revenue_share' | 'net_revenue' | 'qualified_customer'
  readonly levels: readonly { readonly rate?: string; readonly amount?: number }[]
  readonly months?: number
  readonly negativesPropagate?: boolean
  readonly clawbacksPropagate?: boolean
}

export interface BonusJson extends Every {
  readonly type: 'bonus'
  readonly amount: number
  readonly metric: Metric
  readonly window?: WindowJson
  readonly threshold: number
  readonly repeats?: 'once' | 'every_period'
}

export type SaleJson = PercentOfSaleJson | FixedPerSaleJson
export type ComponentJson = CpaJson | CplJson | CpcJson | RevenueShareJson | SaleJson | PeriodFeeJson | SubAffiliateJson | BonusJson

export interface Customer {
  readonly id: string
  readonly brand: string
  readonly product: string | null
  readonly tracker: string
  readonly device: string | null
  readonly registeredAt: number
  readonly clickedAt: number | null
  readonly country: string | null
  readonly isVerified: boolean
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
}

/** Amounts are millionths of a major unit, as they are stored. A refund says only how much of its sale it takes back. */
export interface Event {
  readonly id: string
  readonly externalId: string
  readonly at: number
  readonly type: string
  readonly brand: string
  readonly product: string | null
  readonly customer: string | null
  readonly tracker: string
  readonly country: string | null
  readonly deposit: bigint
  readonly withdrawal: bigint
  readonly wager: bigint
  readonly sale: bigint
  readonly bonus: bigint
  readonly gross: bigint
  readonly deductions: readonly { readonly name: string; readonly amount: bigint }[]
  /** The sale that a refund takes back from, and how much of what was paid. */
  readonly refunds: { readonly event: string; readonly amount: bigint } | null
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  /** Minor units. */
  readonly suppliedRevShare: bigint
  readonly suppliedCpa: bigint
  readonly suppliedFixed: bigint
}

export interface Clicks {
  readonly day: string
  readonly lastAt: number
  readonly brand: string
  readonly product: string | null
  readonly tracker: string
  readonly country: string | null
  readonly device: string | null
  readonly versionId: string
  readonly unique: number
  readonly repeated: number
  readonly invalid: number
}

export interface Recruit {
  readonly id: string
  readonly level: number
  readonly joinedAt: number
  readonly periods: readonly RecruitPeriod[]
}

/** Minor units, but netRevenue, which is millionths. */
export interface RecruitPeriod {
  readonly period: string
  readonly from: number
  readonly commission: bigint
  readonly clawbacks: bigint
  readonly revenueShare: bigint
  readonly revenueShareClawbacks: bigint
  readonly netRevenue: bigint
  readonly qualified: number
  readonly lastAt: number
}

export interface History {
  readonly coverage: readonly { readonly from: number; readonly until: number | null }[]
  readonly customers: readonly Customer[]
  /** In the order of arrival. */
  readonly events: readonly Event[]
  readonly clicks: readonly Clicks[]
  readonly recruits: readonly Recruit[]
}

/** What the affiliate earns by component key and period, in minor units; nothing that is zero. */
export type Earnings = Map<string, Map<string, bigint>>

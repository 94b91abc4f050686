import type { Uuid } from '../../ids.ts'
import type { Period } from '../../time/periods.ts'
import type { TransactionRecord } from '../../transactions/transaction-record.ts'
import type { Because } from '../explanation.ts'
import type { LineReason } from '../line-reasons.ts'
import type { Carryover, Component, PlanVersionTerms } from '../rules/plan-terms.ts'
import type { CustomerFacts } from '../rules/qualification.ts'
import type { Findings } from '../rules/wire-fields.ts'

/**
 * One way of earning: how its terms are read, and what it pays. Everything about it is in its folder; the registry names it once
 * (docs/commission-rules.md, "Components").
 */
export interface ComponentKind<Terms extends Component = Component> {
  readonly type: Terms['type']
  /** Reads the terms from their JSON; notes every wrong field with its path. Null when nothing can be made of it. */
  read(findings: Findings, path: string, value: unknown, key: string): Terms | null
  /**
   * Whether each transaction is rated as it comes (the fast way, for terms that need no more than running totals), or the component is
   * reckoned from all of history a moment later. Both ways come to the same amounts.
   */
  isInFlight(terms: Terms): boolean
  /** What it has to know beyond transactions and customers. */
  readonly needs: readonly HistoryPart[]
  /**
   * What the component pays one affiliate under one plan, worked out from all of its history in canonical order, before any carryover.
   * Pure: the same history gives the same awards, whatever the order of arrival was. Rates, caps and floors are included.
   */
  reckon?(input: ReckoningInput<Terms>): readonly Award[]
  /**
   * What the ends of periods add or take away: a negative that is forgotten, carried or set apart. Over components of either way;
   * absent where a component has none. `awards` are the component's own as its caps leave them; none where nothing is capped.
   */
  closings?(input: ReckoningInput<Terms>, awards?: readonly Award[]): readonly Award[]
}

/** Parts of a history that are read only where a component needs them. */
export type HistoryPart = 'registrations' | 'clicks' | 'recruits'

/**
 * What a component pays under one name. When history changes, the difference between the award and what has been posted under its key
 * becomes a line.
 */
export interface Award {
  /** Unique within affiliate, plan and component, and stable: `transaction:<id>`, `customer:<id>:1`, `2026-11`, `2026-11:<brand>`. */
  readonly key: string
  readonly versionId: Uuid
  /** When it was earned: decides the hold, and its place in caps. */
  readonly occurredAt: Date
  readonly period: Period
  readonly brandId: Uuid | null
  /**
   * Of the event that earned it (a transaction's external id, a registration's customer): with the brand its place in caps among others of
   * the same moment. Absent: its key.
   */
  readonly externalId?: string
  readonly customerId: Uuid | null
  readonly transactionId: Uuid | null
  readonly amountMinor: bigint
  /** Why it is zero, or less than it might be: `cap_reached`, `not_qualified_yet`. Null otherwise. */
  readonly reason: LineReason | null
  /** What the amount comes from, down to fields of events. A function, so that nobody pays for explanations that are not asked for. */
  readonly because: () => readonly Because[]
}

export interface ReckoningInput<Terms extends Component = Component> {
  /** `cpl`, or `cpl.2` for the second of its type. */
  readonly key: string
  readonly program: ReckoningProgram
  /** All versions of the plan, oldest first. */
  readonly versions: readonly PlanVersionTerms[]
  /** The component of this key and type in a version; undefined where the version has none. */
  readonly termsOf: (versionId: Uuid) => Terms | undefined
  readonly history: History
  /** The program's now: decides which periods have ended. */
  readonly now: Date
}

export interface ReckoningProgram {
  readonly currency: string
  readonly timeZone: string
  /** Of revenue shares that say nothing of their own. */
  readonly carryover: Carryover
  /** What held before it, ascending: each for the periods before its own. */
  readonly earlierCarryovers?: readonly EarlierCarryover[]
}

export interface EarlierCarryover {
  readonly before: Period
  readonly carryover: Carryover
}

/** Everything that one affiliate has earned or may earn from under one plan. */
export interface History {
  readonly affiliateId: Uuid
  /** When the plan was the one in force for the affiliate's new customers of any brand: half-open, ascending, disjoint. `until` null: for good. */
  readonly coverage: readonly Coverage[]
  /** Who bought under the plan, and where a component needs registrations everybody who registered under it. By id. */
  readonly customers: ReadonlyMap<Uuid, HistoryCustomer>
  /** In effect and approved, refunds too, in canonical order. */
  readonly transactions: readonly HistoryTransaction[]
  /** Ascending by day; empty unless a component needs them. */
  readonly clicks: readonly ClickTally[]
  /** Empty unless a component needs them. */
  readonly recruits: readonly Recruit[]
}

export interface Coverage {
  readonly from: Date
  readonly until: Date | null
}

export interface HistoryCustomer extends CustomerFacts {
  readonly id: Uuid
  readonly externalId: string
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly trackerId: Uuid
  readonly device: string | null
  /** The version that the registration is rated by. */
  readonly versionId: Uuid
  /** False: the customer bought under the plan, but another one applied to its registration. */
  readonly isRegisteredUnderPlan: boolean
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  /** When it was excluded from CPA; null or absent: from the registration on. What was earned before stays. */
  readonly cpaExcludedAt?: Date | null
}

/** A transaction as the rules see it. Amounts are signed millionths; a refund carries what it takes away. */
export type HistoryTransaction = Pick<
  TransactionRecord,
  | 'id' | 'type' | 'externalId' | 'relatedTransactionId' | 'brandId' | 'productId' | 'customerId' | 'trackerId' | 'country'
  | 'deposit' | 'sale' | 'withdrawal' | 'wager' | 'gross' | 'net' | 'occurredAt' | 'effectiveAt'
  | 'revShareExcluded' | 'cpaExcluded' | 'suppliedRevShareMinor' | 'suppliedCpaMinor' | 'suppliedFixedMinor'
> & { readonly versionId: Uuid }

/** Clicks of one day that have everything in common which terms can tell apart. */
export interface ClickTally {
  /** In the program's time zone: `2026-11-21`. */
  readonly day: string
  /** The day's last click. */
  readonly lastAt: Date
  readonly versionId: Uuid
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly trackerId: Uuid
  readonly country: string | null
  readonly device: string | null
  /** Valid ones that are the first of their visitor within 24 hours. */
  readonly unique: number
  /** Valid ones that are not. */
  readonly repeated: number
  /** Bots, duplicates and whatever else is flagged. */
  readonly invalid: number
}

/**
 * An affiliate below this one, and what it earned while it was below. One that was below at two levels is here once for each.
 * How it is read: reckoning/read-recruits.ts.
 */
export interface Recruit {
  readonly affiliateId: Uuid
  /** 1: recruited by the affiliate itself. */
  readonly level: number
  /** When it first came below the affiliate, at any level. */
  readonly joinedAt: Date
  readonly periods: readonly RecruitPeriod[]
}

/**
 * Of a period, or of a part of it: periods are cut at every moment at which other terms may apply (a version's date, the coverage of the
 * plan, the end of the months for which a recruit is shared), so that all of it is at the terms of `from`.
 */
export interface RecruitPeriod {
  readonly period: Period
  /** Where the part begins. */
  readonly from: Date
  /** All its commission but that of its own recruits, negative lines included. Minor units. */
  readonly commission: bigint
  /** What was taken back of commission by refunds and chargebacks: usually negative. Minor units, not part of `commission`. */
  readonly clawbacks: bigint
  /** Of these, revenue share alone. */
  readonly revenueShare: bigint
  readonly revenueShareClawbacks: bigint
  /** Millionths. */
  readonly netRevenue: bigint
  /** Customers that qualified for a CPA. */
  readonly qualified: number
  /** The moment of the last of it. */
  readonly lastAt: Date
}

import { newId } from '../ids.ts'
import { addDays, periodOf } from '../time/periods.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import type { CommissionLine, LineKind } from './commission-line.ts'
import type { RatingStep } from './rating-state.ts'
import type { PlanVersionTerms } from './rules/plan-terms.ts'

type Leaves = Partial<Pick<CommissionLine, 'scopeId' | 'windowKey' | 'level' | 'baseBefore' | 'baseAfter' | 'metricBefore' | 'metricAfter' | 'totalBefore' | 'totalAfter' | 'facts'>>

export interface DraftInput extends Leaves {
  readonly component: string
  readonly kind: LineKind
  readonly amountMinor: bigint
  readonly reason?: string
  readonly version?: PlanVersionTerms | undefined
  readonly reversesId?: string
  readonly takesFromPayable?: boolean
  /** The instant that decides period and hold; the transaction's own when absent. */
  readonly occurredAt?: Date
  /** The instant whose period the line belongs to, when it is not that of occurredAt (a refund counts in its sale's period). */
  readonly periodAt?: Date
  /** The period that the line corrects from a later one. */
  readonly relatesToPeriod?: string | null
}

/** What a line takes over from its transaction. */
export type LineSubject = Pick<TransactionRecord, 'id' | 'affiliateId' | 'brandId' | 'customerId' | 'assignmentId' | 'status' | 'occurredAt'>

/**
 * A line about a transaction. Positive lines are held for the component's days from the event, or the version's where the component says
 * none; negative ones and corrections of the past have no hold of their own.
 */
export function draftLine(step: RatingStep, record: LineSubject, input: DraftInput): CommissionLine {
  const { version, occurredAt = record.occurredAt, periodAt = occurredAt } = input
  const holdDays = input.amountMinor > 0n ? holdDaysOf(version, input.component) : 0
  return {
    id: newId(),
    affiliateId: record.affiliateId,
    brandId: record.brandId,
    customerId: record.customerId,
    transactionId: record.id,
    award: null,
    planId: version?.planId ?? null,
    planVersionId: version?.versionId ?? null,
    assignmentId: version === undefined ? null : record.assignmentId,
    component: input.component,
    kind: input.kind,
    amountMinor: input.amountMinor,
    initialStatus: record.status === 'approved' ? 'approved' : 'pending',
    reason: input.reason ?? null,
    occurredAt,
    period: periodOf(periodAt, step.program.time_zone),
    relatesToPeriod: input.relatesToPeriod ?? null,
    payableFrom: holdDays === 0 ? occurredAt : addDays(occurredAt, holdDays),
    reversesId: input.reversesId ?? null,
    takesFromPayable: input.takesFromPayable ?? false,
    scopeId: input.scopeId ?? null,
    windowKey: input.windowKey ?? null,
    level: input.level ?? null,
    baseBefore: input.baseBefore ?? null,
    baseAfter: input.baseAfter ?? null,
    metricBefore: input.metricBefore ?? null,
    metricAfter: input.metricAfter ?? null,
    totalBefore: input.totalBefore ?? null,
    totalAfter: input.totalAfter ?? null,
    facts: input.facts ?? null,
  }
}

/** How many days of 24 hours what a component pays under a version is held. A line without terms is not held. */
export function holdDaysOf(version: PlanVersionTerms | undefined, component: string): number {
  return version?.components.find(({ key }) => key === component)?.holdDays ?? version?.holdDays ?? 0
}

import { addMonths } from '../../../time/periods.ts'
import { takesBack } from '../../../transactions/transaction-item.ts'
import type { Uuid } from '../../../ids.ts'
import type { RatePpm } from '../../../money/rates.ts'
import { takesPartInShares } from '../../rules/share-base.ts'
import type { RevenueShareComponent } from '../../rules/plan-terms.ts'
import type { History, HistoryTransaction, ReckoningInput } from '../component.ts'
import { firstCpaLevels, type Qualification, qualifications } from '../cpa/qualified.ts'
import { firstDepositsOf, type Milestones, NO_MILESTONES } from '../metrics/metric-amount.ts'
import { factsOfTransaction, rowFor } from '../modifiers/rate-table.ts'

/** What of a history a revenue share is of: which transactions, and at which rate. Asked in canonical order, by place. */
export interface SharedRevenue {
  readonly milestones: Milestones
  /** Whether a transaction takes part at all, in base or metric. */
  takesPart(transaction: HistoryTransaction): boolean
  /** Whether it is shared, besides what it tells about its customer: it came after the CPA and in time, where the terms ask for that. */
  isShared(transaction: HistoryTransaction, place: number, terms: RevenueShareComponent): boolean
}

/** Looks for what the versions' terms ask for, and for nothing else. */
export function sharedRevenue({ versions, termsOf, history }: ReckoningInput<RevenueShareComponent>): SharedRevenue {
  const terms = versions.flatMap(({ versionId }) => termsOf(versionId) ?? [])
  const needsQualified = terms.some(({ startsAfterCpa, tiers }) => startsAfterCpa || tiers.metric === 'qualified_count')
  const needsDeposits = terms.some(({ tiers, duration }) => tiers.metric === 'ftd_count' || duration?.from === 'first_deposit')
  const qualified = needsQualified ? qualifications(history, firstCpaLevels(versions)) : new Map<Uuid, Qualification>()
  const firstDeposits = needsDeposits ? firstDepositsOf(history) : NO_MILESTONES
  const isAfterCpa = terms.some(({ startsAfterCpa }) => startsAfterCpa) ? afterQualification(history, qualified) : () => true
  const ends = durationEnds(history, firstDeposits)
  return {
    milestones: { firstDeposits, qualifying: new Set([...qualified.values()].flatMap(({ qualifiedBy }) => qualifiedBy?.transactionId ?? [])) },
    takesPart: takesPartInShares,
    isShared: (transaction, place, { startsAfterCpa, duration }) =>
      (!startsAfterCpa || isAfterCpa(transaction, place)) && (duration === null || transaction.effectiveAt.getTime() < ends(transaction.customerId, duration)),
  }
}

/** The rate that a transaction has under a table of rates; the component's own when no row matches. */
export function rateFor({ rates, tiers }: RevenueShareComponent, history: Pick<History, 'customers'>, transaction: HistoryTransaction): RatePpm {
  return rowFor(rates, factsOfTransaction(transaction, history.customers))?.ratePpm ?? tiers.bands[0]?.ratePpm ?? 0n
}

/** Whether a transaction stands after the one that qualified its customer. A refund stands where its sale does. */
function afterQualification(
  { transactions }: Pick<History, 'transactions'>, qualified: ReadonlyMap<Uuid, Qualification>,
): (transaction: HistoryTransaction, place: number) => boolean {
  const named = new Set([...qualified.values()].flatMap(({ qualifiedBy }) => qualifiedBy?.transactionId ?? []))
  for (const { type, relatedTransactionId } of transactions) if (takesBack(type) && relatedTransactionId !== null) named.add(relatedTransactionId)
  const places = new Map<Uuid, number>()
  for (const [place, { id }] of transactions.entries()) if (named.has(id)) places.set(id, place)
  return ({ customerId, relatedTransactionId }, place) => {
    const by = customerId === null ? null : (qualified.get(customerId)?.qualifiedBy ?? null)
    const qualifiedAt = by === null ? undefined : places.get(by.transactionId)
    const standsAt = relatedTransactionId === null ? place : (places.get(relatedTransactionId) ?? place)
    return qualifiedAt !== undefined && standsAt > qualifiedAt
  }
}

/**
 * The moment from which on a customer's revenue is not shared any more, in milliseconds since 1970. What names no customer, or one that has
 * not deposited yet, has no end.
 */
function durationEnds(
  { customers, transactions }: Pick<History, 'customers' | 'transactions'>, firstDeposits: ReadonlySet<Uuid>,
): (customerId: Uuid | null, duration: NonNullable<RevenueShareComponent['duration']>) => number {
  const depositedAt = new Map<Uuid | null, Date>()
  if (firstDeposits.size > 0) for (const { id, customerId, occurredAt } of transactions) if (firstDeposits.has(id)) depositedAt.set(customerId, occurredAt)
  const known = new Map<RevenueShareComponent['duration'], Map<Uuid, number>>()
  return (customerId, duration) => {
    if (customerId === null) return Number.POSITIVE_INFINITY
    let ends = known.get(duration)
    if (ends === undefined) known.set(duration, (ends = new Map()))
    let end = ends.get(customerId)
    if (end === undefined) {
      const from = duration.from === 'registration' ? customers.get(customerId)?.registeredAt : depositedAt.get(customerId)
      end = from === undefined ? Number.POSITIVE_INFINITY : addMonths(from, duration.months).getTime()
      ends.set(customerId, end)
    }
    return end
  }
}

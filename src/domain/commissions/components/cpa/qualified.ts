import type { Uuid } from '../../../ids.ts'
import { eventOf, historyOf, type QualifyingRecord } from '../../customer-events.ts'
import type { CpaLevel, PlanVersionTerms } from '../../rules/plan-terms.ts'
import { advance, type CanonicalPosition, compareCanonical, type CustomerFacts, emptyProgress, type Progress, type ReachedLevel } from '../../rules/qualification.ts'
import type { History, HistoryCustomer, HistoryTransaction } from '../component.ts'

/** A level that was reached: by which event, what the customer had come to then, and the terms of the version that rates that event. */
export type Reached = ReachedLevel & { readonly progress: Progress; readonly terms: CpaLevel }

/** The reason of a reversal where another affiliate's event turned out to have reached the level. */
export const LEVEL_MOVED = 'level_moved'

export interface LevelsReached {
  readonly reached: readonly Reached[]
  readonly progress: Progress
}

/** Works a customer's transactions through in canonical order, each under the levels of the version that rates it. */
export function reachLevels(records: readonly QualifyingRecord[], facts: CustomerFacts, levelsOf: (transactionId: Uuid) => readonly CpaLevel[]): LevelsReached {
  const { events, losses } = historyOf(records)
  const reached: Reached[] = []
  let progress = emptyProgress(losses)
  for (const event of [...events].sort(compareCanonical)) {
    const levels = levelsOf(event.transactionId)
    const step = advance(progress, event, levels, facts)
    progress = step.progress
    for (const level of step.reached) {
      const terms = levels[level.level - 1]
      if (terms !== undefined) reached.push({ ...level, progress, terms })
    }
  }
  return { reached, progress }
}

/** Per level: what it should have paid, given what the caller supplied itself, which counts as paid CPA from the lowest level up. */
export function levelTargets(reached: readonly bigint[], supplied: bigint): bigint[] {
  const owed = (cumulative: bigint) => (cumulative > supplied ? cumulative - supplied : 0n)
  return reached.map((cumulative, index) => owed(cumulative) - owed(reached[index - 1] ?? 0n))
}

/** Where a customer stands with a CPA. */
export interface Qualification extends LevelsReached {
  readonly customer: HistoryCustomer
  /** What counts towards the CPA, in canonical order; refunds too. */
  readonly transactions: readonly HistoryTransaction[]
  /** CPA that the operator sent itself, in minor units: counts as paid. */
  readonly suppliedMinor: bigint
  /** What made it a qualified customer: the event that reached the first level, or an earlier transaction with a CPA of its own. */
  readonly qualifiedBy: (CanonicalPosition & { readonly transactionId: Uuid }) | null
}

/**
 * Which customers have reached which levels, by which event and when; customers without a transaction that counts are left out. An event
 * is rated by the levels of its own version. In the order of the customers' first transactions.
 */
export function qualifications(history: Pick<History, 'customers' | 'transactions'>, levelsOf: (versionId: Uuid) => readonly CpaLevel[]): Map<Uuid, Qualification> {
  const qualified = new Map<Uuid, Qualification>()
  for (const [customerId, transactions] of byCustomer(history.transactions)) {
    const customer = history.customers.get(customerId)
    if (customer !== undefined) qualified.set(customerId, qualificationOf(customer, transactions, levelsOf))
  }
  return qualified
}

/** One customer's standing, from those of its transactions that count (in any order). */
export function qualificationOf(customer: HistoryCustomer, transactions: readonly HistoryTransaction[], levelsOf: (versionId: Uuid) => readonly CpaLevel[]): Qualification {
  const levels = levelsByTransaction(transactions, levelsOf)
  const { reached, progress } = reachLevels(transactions, customer, levels)
  let suppliedMinor = 0n
  let supplied: HistoryTransaction | undefined
  for (const transaction of transactions) {
    suppliedMinor += transaction.suppliedCpaMinor
    if (transaction.suppliedCpaMinor > 0n) supplied ??= transaction
  }
  const first = reached[0]?.event ?? null
  const own = supplied === undefined ? null : eventOf(supplied)
  const qualifiedBy = first === null ? own : own === null || compareCanonical(first, own) <= 0 ? first : own
  return { customer, transactions, reached, progress, suppliedMinor, qualifiedBy }
}

/** The levels of the first CPA of each version; none where a version has no CPA. */
export function firstCpaLevels(versions: readonly PlanVersionTerms[]): (versionId: Uuid) => readonly CpaLevel[] {
  const byVersion = new Map(versions.map(({ versionId, components }) => [versionId, components.find((component) => component.type === 'cpa')?.levels ?? NO_LEVELS]))
  return (versionId) => byVersion.get(versionId) ?? NO_LEVELS
}

const NO_LEVELS: readonly CpaLevel[] = []

/** Customers of one version, as nearly all are, need no look-up for each event. */
function levelsByTransaction(transactions: readonly HistoryTransaction[], levelsOf: (versionId: Uuid) => readonly CpaLevel[]): (transactionId: Uuid) => readonly CpaLevel[] {
  const versionId = transactions[0]?.versionId
  if (versionId === undefined) return () => NO_LEVELS
  if (transactions.every((transaction) => transaction.versionId === versionId)) {
    const levels = levelsOf(versionId)
    return () => levels
  }
  const versions = new Map(transactions.map((transaction) => [transaction.id, transaction.versionId]))
  return (transactionId) => levelsOf(versions.get(transactionId) ?? '')
}

/** The transactions that count towards a CPA, by customer. */
function byCustomer(transactions: readonly HistoryTransaction[]): Map<Uuid, HistoryTransaction[]> {
  const grouped = new Map<Uuid, HistoryTransaction[]>()
  for (const transaction of transactions) {
    if (transaction.customerId === null || transaction.cpaExcluded) continue
    const known = grouped.get(transaction.customerId)
    if (known === undefined) grouped.set(transaction.customerId, [transaction])
    else known.push(transaction)
  }
  return grouped
}

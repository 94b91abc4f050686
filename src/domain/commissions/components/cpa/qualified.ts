import type { Uuid } from '../../../ids.ts'
import { takesBack } from '../../../transactions/transaction-item.ts'
import { eventOf, historyOf, type QualifyingRecord } from '../../customer-events.ts'
import type { CpaLevel, PlanVersionTerms } from '../../rules/plan-terms.ts'
import { advanceInPlace, type CanonicalPosition, compareCanonical, type CustomerEvent, type CustomerFacts, emptyProgress, type Progress, type ReachedLevel } from '../../rules/qualification.ts'
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
  const progress = emptyProgress(losses)
  for (const event of [...events].sort(compareCanonical)) {
    const levels = levelsOf(event.transactionId)
    for (const level of completed(progress, advanceInPlace(progress, event, levels, facts), levels)) reached.push(level)
  }
  return { reached, progress }
}

/** The levels that an event completed, with their terms and what the customer has come to. */
function completed(progress: Progress, reached: readonly ReachedLevel[], levels: readonly CpaLevel[]): readonly Reached[] {
  if (reached.length === 0) return NONE_REACHED
  return reached.flatMap((level) => {
    const terms = levels[level.level - 1]
    return terms === undefined ? [] : [{ ...level, progress: { ...progress }, terms }]
  })
}

const NONE_REACHED: readonly Reached[] = []

/** Per level: what it should have paid, given what the caller supplied itself, which counts as paid CPA from the lowest level up. */
export function levelTargets(reached: readonly bigint[], supplied: bigint): bigint[] {
  const owed = (cumulative: bigint) => (cumulative > supplied ? cumulative - supplied : 0n)
  return reached.map((cumulative, index) => owed(cumulative) - owed(reached[index - 1] ?? 0n))
}

/** A level that a customer has reached, and the version that rates the event which reached it. */
export type RatedLevel = Reached & { readonly versionId: Uuid }

/** Where a customer stands with a CPA. */
export interface Qualification {
  readonly customer: HistoryCustomer
  readonly reached: readonly RatedLevel[]
  readonly progress: Progress
  /** CPA that the operator sent itself, in minor units: counts as paid. */
  readonly suppliedMinor: bigint
  /** What made it a qualified customer: the event that reached the first level, or an earlier transaction with a CPA of its own. */
  readonly qualifiedBy: (CanonicalPosition & { readonly transactionId: Uuid }) | null
  /** Its last transaction that counts. */
  readonly last: HistoryTransaction | undefined
  /** Whether anything of it is a correction. */
  readonly isCorrected: boolean
  /** What counts towards the CPA, in canonical order; refunds too. Gathered when first asked for: it takes longer than all the rest. */
  transactions(): readonly HistoryTransaction[]
}

/**
 * Which customers have reached which levels, by which event and when; customers without a transaction that counts are left out. An event
 * is rated by the levels of its own version. In the order of the customers' first transactions.
 *
 * A history is taken as it comes, each event moving its customer on. Only customers with corrections are gathered: what belongs to one lies
 * far apart in a long history, and to go there again costs more than the rules do.
 */
export function qualifications(history: Pick<History, 'customers' | 'transactions'>, levelsOf: (versionId: Uuid) => readonly CpaLevel[]): Map<Uuid, Qualification> {
  const { customers, transactions } = history
  const gathered = lazily(() => byCustomer(transactions))
  const running = new Map<Uuid, RunningQualification>()
  const corrected = new Set<Uuid>()
  let versionId: Uuid | null = null
  let levels = NO_LEVELS
  for (const transaction of transactions) {
    const { customerId } = transaction
    if (customerId === null || transaction.cpaExcluded) continue
    if (transaction.versionId !== versionId) {
      versionId = transaction.versionId
      levels = levelsOf(versionId)
    }
    let standing = running.get(customerId)
    if (standing === undefined) {
      const customer = customers.get(customerId)
      if (customer === undefined) continue
      standing = new RunningQualification(customer, () => gathered().get(customerId) ?? [])
      running.set(customerId, standing)
    }
    if (isCorrection(transaction)) corrected.add(customerId)
    else standing.take(transaction, levels)
  }
  const standings: Map<Uuid, Qualification> = running
  for (const [customerId, own] of byCustomer(transactions, corrected)) {
    const customer = customers.get(customerId)
    if (customer !== undefined) standings.set(customerId, qualificationOf(customer, own, levelsOf))
  }
  return standings
}

/** Where a customer without corrections stands while its history goes by. */
class RunningQualification implements Qualification {
  readonly customer: HistoryCustomer
  readonly reached: RatedLevel[] = []
  readonly progress = emptyProgress()
  readonly suppliedMinor = 0n
  last: HistoryTransaction | undefined
  readonly isCorrected = false
  readonly transactions: Qualification['transactions']

  constructor(customer: HistoryCustomer, transactions: Qualification['transactions']) {
    this.customer = customer
    this.transactions = transactions
  }

  get qualifiedBy(): Qualification['qualifiedBy'] {
    return this.reached[0]?.event ?? null
  }

  /** Takes the next transaction in canonical order. */
  take(transaction: HistoryTransaction, levels: readonly CpaLevel[]): void {
    const reached = advanceInPlace(this.progress, eventOf(transaction), levels, this.customer)
    this.last = transaction
    for (const level of completed(this.progress, reached, levels)) this.reached.push({ ...level, versionId: transaction.versionId })
  }
}

/** One customer's standing, from those of its transactions that count (in any order). */
export function qualificationOf(customer: HistoryCustomer, transactions: readonly HistoryTransaction[], levelsOf: (versionId: Uuid) => readonly CpaLevel[]): Qualification {
  const versions = new Map(transactions.map(({ id, versionId }) => [id, versionId]))
  const versionOf = ({ transactionId }: CustomerEvent): Uuid => versions.get(transactionId) ?? ''
  const { reached, progress } = reachLevels(transactions, customer, (transactionId) => levelsOf(versions.get(transactionId) ?? ''))
  let suppliedMinor = 0n
  let supplied: HistoryTransaction | undefined
  for (const transaction of transactions) {
    suppliedMinor += transaction.suppliedCpaMinor
    if (transaction.suppliedCpaMinor > 0n) supplied ??= transaction
  }
  const first = reached[0]?.event ?? null
  const own = supplied === undefined ? null : eventOf(supplied)
  const qualifiedBy = first === null ? own : own === null || compareCanonical(first, own) <= 0 ? first : own
  return {
    customer, reached: reached.map((level) => ({ ...level, versionId: versionOf(level.event) })), progress, suppliedMinor, qualifiedBy,
    last: transactions.at(-1), isCorrected: transactions.some(isCorrection), transactions: () => transactions,
  }
}

/** Whether a transaction changes what its customer is worth otherwise than by adding to it. */
export function isCorrection({ type, suppliedCpaMinor }: HistoryTransaction): boolean {
  return suppliedCpaMinor !== 0n || takesBack(type)
}

/** The levels of the first CPA of each version; none where a version has no CPA. */
export function firstCpaLevels(versions: readonly PlanVersionTerms[]): (versionId: Uuid) => readonly CpaLevel[] {
  const byVersion = new Map(versions.map(({ versionId, components }) => [versionId, components.find((component) => component.type === 'cpa')?.levels ?? NO_LEVELS]))
  return (versionId) => byVersion.get(versionId) ?? NO_LEVELS
}

const NO_LEVELS: readonly CpaLevel[] = []

/** The transactions that count towards a CPA, by customer; only those of `wanted` customers where they are named. */
function byCustomer(transactions: readonly HistoryTransaction[], wanted?: ReadonlySet<Uuid>): ReadonlyMap<Uuid, readonly HistoryTransaction[]> {
  const grouped = new Map<Uuid, HistoryTransaction[]>()
  if (wanted?.size === 0) return grouped
  for (const transaction of transactions) {
    const { customerId } = transaction
    if (customerId === null || transaction.cpaExcluded || wanted?.has(customerId) === false) continue
    const known = grouped.get(customerId)
    if (known === undefined) grouped.set(customerId, [transaction])
    else known.push(transaction)
  }
  return grouped
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => (made ??= { value: make() }).value
}

import type { Uuid } from '../ids.ts'
import { periodStart } from '../time/periods.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { contributionOf, type Contribution, metricTotal, repost, shareGroupKey, totalOf } from './rate-revenue-share.ts'
import { groupKeyText, type RatingState, type ShareGroup, type ShareGroupKey, versionOf } from './rating-state.ts'
import type { RevenueShareComponent, TierMetric } from './rules/plan-terms.ts'
import { sharesOf } from './share-terms.ts'

/** The reason of a correction of a share that rejected transactions were part of. */
export const TRANSACTIONS_REJECTED = 'transactions_rejected'

/** A total that rejected transactions were part of, as it was before, and the transaction that its correction is about. */
interface CorrectedTotal {
  readonly baseBefore: bigint
  subject: TransactionRecord
}

interface CorrectedGroup {
  readonly group: ShareGroup
  /** By metric: versions measure by themselves. */
  readonly metricsBefore: Map<TierMetric, bigint>
  readonly totals: Map<Uuid, CorrectedTotal>
  subject: TransactionRecord
}

/**
 * Shares that transactions and lines are taken out of. The totals change at once, what they earn is posted once at the end: one line
 * per total, whatever number of transactions was rejected together.
 */
export class ShareCorrections {
  readonly #state: RatingState
  readonly #groups = new Map<string, CorrectedGroup>()

  constructor(state: RatingState) {
    this.#state = state
  }

  /** A line of the record was posted and is not any more. Its group has been loaded. */
  forgetLine(record: TransactionRecord, line: ShareGroupKey & { readonly planVersionId: Uuid; readonly amountMinor: bigint }): void {
    const { group } = this.#open(line, line.planVersionId, record)
    totalOf(group, line.planVersionId).posted -= line.amountMinor
  }

  /** Takes what a rejected transaction brought out of the totals again. */
  takeOut(record: TransactionRecord, component: RevenueShareComponent, firstDeposits: bigint): void {
    const { base, metric } = contributionOf(record, component, firstDeposits)
    this.#add(record, record, component, { base: -base, metric: -metric })
  }

  /** A deposit became its customer's first one because the one before it was rejected. */
  countFirstDeposit(cause: TransactionRecord, deposit: TransactionRecord, component: RevenueShareComponent): void {
    if (component.tiers.metric === 'ftd_count') this.#add(cause, deposit, component, { base: 0n, metric: 1n })
  }

  /** Posts the difference of every total that changed, and of those that share its metric. */
  post(): void {
    for (const corrected of this.#groups.values()) {
      for (const versionId of corrected.group.totals.keys()) this.#postTotal(corrected, versionId)
    }
  }

  #postTotal({ group, metricsBefore, totals, subject }: CorrectedGroup, versionId: Uuid): void {
    const { step, versions } = this.#state
    const version = versions.get(versionId)
    const component = version?.inFlight.find(({ key }) => key === group.component)
    if (version === undefined || component?.type !== 'revenue_share') return
    const metricAfter = metricTotal(this.#state, group, component.tiers.metric)
    const metricBefore = metricsBefore.get(component.tiers.metric) ?? 0n
    const total = totalOf(group, versionId)
    const corrected = totals.get(versionId)
    if (corrected === undefined && metricAfter === metricBefore) return
    group.changed.add(versionId)
    const record = corrected?.subject ?? subject
    const effectiveAt = group.windowKey === 'lifetime' ? record.effectiveAt : periodStart(group.windowKey, step.program.time_zone)
    repost(this.#state, { ...record, affiliateId: group.affiliateId, effectiveAt }, version, component, group, total, {
      baseBefore: corrected?.baseBefore ?? total.base, metricBefore, metricAfter, kind: 'rerate', reason: TRANSACTIONS_REJECTED,
    })
  }

  #add(cause: TransactionRecord, of: TransactionRecord, component: RevenueShareComponent, { base, metric }: Contribution): void {
    const version = versionOf(this.#state, of)
    if (version === undefined || (base === 0n && metric === 0n)) return
    const { group } = this.#open(shareGroupKey(this.#state.step, of, version, component), version.versionId, cause)
    const total = totalOf(group, version.versionId)
    total.base += base
    total.metric += metric
  }

  #metricsOf(group: ShareGroup): Map<TierMetric, bigint> {
    const { versions } = this.#state
    const shares = [...group.totals.keys()].flatMap((versionId) => sharesOf(versions.get(versionId)).filter(({ key }) => key === group.component))
    return new Map(shares.map(({ tiers: { metric } }) => [metric, metricTotal(this.#state, group, metric)]))
  }

  /** Keeps what the total was before the first change, and the last transaction that changed it. */
  #open(key: ShareGroupKey, versionId: Uuid, subject: TransactionRecord): CorrectedGroup {
    const text = groupKeyText(key)
    const group = this.#state.groups.get(text)
    if (group === undefined) throw new Error('a share group that was not loaded')
    const corrected = this.#groups.get(text) ?? { group, metricsBefore: this.#metricsOf(group), totals: new Map(), subject }
    this.#groups.set(text, corrected)
    const total = corrected.totals.get(versionId) ?? { baseBefore: totalOf(group, versionId).base, subject }
    corrected.totals.set(versionId, total)
    corrected.subject = subject
    total.subject = subject
    group.changed.add(versionId)
    return corrected
  }
}

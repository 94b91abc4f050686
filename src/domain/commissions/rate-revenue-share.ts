import { NIL_UUID, type Uuid } from '../ids.ts'
import { periodOf } from '../time/periods.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { draftLine } from './draft-line.ts'
import { groupKeyText, type RatingState, type RatingStep, type ShareGroup, type ShareGroupKey, type ShareTotal, versionOf } from './rating-state.ts'
import type { PlanVersionTerms, RevenueShareComponent, TierMetric } from './rules/plan-terms.ts'
import { bandOf, shareOf } from './rules/revenue-share.ts'
import { baseOf, type SharedAmounts, takesPartInShares } from './rules/share-base.ts'

/** What a transaction adds to a revenue share: to what is shared, and to what decides the tier. */
export interface Contribution {
  readonly base: bigint
  readonly metric: bigint
}

/** Whether a transaction enters revenue shares at all: excluded customers and supplied shares do not, neither base nor metric. */
export function entersRevenueShare(record: TransactionRecord): boolean {
  return record.unpaidReason === null && takesPartInShares(record)
}

/** The group whose totals a transaction changes under a component. */
export function shareGroupKey(step: RatingStep, record: TransactionRecord, version: PlanVersionTerms, component: RevenueShareComponent): ShareGroupKey {
  const { scope, window } = component.tiers
  return {
    affiliateId: record.affiliateId,
    planId: version.planId,
    component: component.key,
    scopeId: scope === 'brand' ? record.brandId : scope === 'customer' ? (record.customerId ?? record.relatedTransactionId ?? record.id) : NIL_UUID,
    windowKey: window === 'lifetime' ? 'lifetime' : periodOf(record.effectiveAt, step.program.time_zone),
  }
}

/**
 * Revenue share in flight: the share of a window is a function of its totals, and a transaction's line is the function after it
 * less what was posted before. So the lines of a window always add up to the function of its totals, in any order and batch.
 * Answers the reason when the transaction belongs to the component and yet earned nothing.
 */
export function rateRevenueShare(state: RatingState, record: TransactionRecord, component: RevenueShareComponent, firstDeposits: bigint): string | null {
  const version = versionOf(state, record)
  if (version === undefined) return null
  const contribution = contributionOf(record, component, firstDeposits)
  if (contribution.base === 0n && contribution.metric === 0n) return null
  return applyContribution(state, record, version, component, contribution)
}

/** What a transaction adds to the totals of a component. */
export function contributionOf(record: TransactionRecord, component: RevenueShareComponent, firstDeposits: bigint): Contribution {
  return { base: baseOf(record, component), metric: metricOf(record, component, firstDeposits) }
}

/** The first deposit of a customer turned out to be another one: the count of the deposit changes by one where it belongs. */
export function moveFirstDeposit(state: RatingState, cause: TransactionRecord, deposit: TransactionRecord, component: RevenueShareComponent, count: 1n | -1n): void {
  const version = versionOf(state, deposit)
  if (version === undefined || component.tiers.metric !== 'ftd_count') return
  const inPlaceOf = { ...deposit, id: cause.id, status: cause.status, occurredAt: cause.occurredAt }
  applyContribution(state, inPlaceOf, version, component, { base: 0n, metric: count })
}

function applyContribution(state: RatingState, record: TransactionRecord, version: PlanVersionTerms, component: RevenueShareComponent, contribution: Contribution): string | null {
  const key = shareGroupKey(state.step, record, version, component)
  const group = state.groups.get(groupKeyText(key))
  if (group === undefined) throw new Error('a share group that was not loaded')
  const own = totalOf(group, version.versionId)
  const metricBefore = metricTotal(state, group, component.tiers.metric)
  const baseBefore = own.base
  own.base += contribution.base
  own.metric += contribution.metric
  group.changed.add(version.versionId)
  const metricAfter = metricBefore + contribution.metric

  const amount = repost(state, record, version, component, group, own, { baseBefore, metricBefore, metricAfter, kind: 'computed' })
  if (contribution.metric !== 0n) repostOthers(state, record, version, component, group, { metricBefore, metricAfter })
  if (amount !== 0n || contribution.base === 0n) return null
  return bandOf(component.tiers, metricAfter).ratePpm === 0n ? 'tier_zero' : 'rounded_to_zero'
}

/** The metric counts the customers of all versions that measure it; when it moves, the totals of the other versions are rated anew. */
function repostOthers(
  state: RatingState, record: TransactionRecord, version: PlanVersionTerms, component: RevenueShareComponent, group: ShareGroup,
  metrics: { readonly metricBefore: bigint; readonly metricAfter: bigint },
): void {
  for (const [versionId, total] of group.totals) {
    if (versionId === version.versionId) continue
    const other = state.versions.get(versionId)
    const same = other?.inFlight.find((candidate) => candidate.key === component.key)
    if (other === undefined || same?.type !== 'revenue_share' || same.tiers.metric !== component.tiers.metric) continue
    group.changed.add(versionId)
    repost(state, record, other, same, group, total, { ...metrics, baseBefore: total.base, kind: 'rerate', reason: 'tier_changed' })
  }
}

/** What a line of a share is rated from: its totals before the line, and what the line is. */
export interface Reposting {
  readonly baseBefore: bigint
  readonly metricBefore: bigint
  readonly metricAfter: bigint
  readonly kind: 'computed' | 'rerate'
  readonly reason?: string
}

/** Brings what is posted of a version's total to its share; the difference is a line about the transaction. Answers its amount. */
export function repost(
  state: RatingState, record: TransactionRecord, version: PlanVersionTerms, component: RevenueShareComponent, group: ShareGroup, total: ShareTotal,
  before: Reposting,
): bigint {
  const totalBefore = total.posted
  const totalAfter = shareOf(component.tiers, total.base, before.metricAfter, state.step.program.currency)
  const amountMinor = totalAfter - totalBefore
  if (amountMinor === 0n) return 0n
  total.posted = totalAfter
  state.lines.push(
    draftLine(state.step, record, {
      version, component: component.key, kind: before.kind, amountMinor, periodAt: record.effectiveAt,
      ...(before.reason === undefined ? {} : { reason: before.reason }),
      scopeId: group.scopeId, windowKey: group.windowKey, baseBefore: before.baseBefore, baseAfter: total.base,
      metricBefore: before.metricBefore, metricAfter: before.metricAfter, totalBefore, totalAfter,
    }),
  )
  return amountMinor
}

/** What a transaction adds to the tier metric: millionths, or a count of first deposits. */
export function metricOf(record: SharedAmounts, component: RevenueShareComponent, firstDeposits: bigint): bigint {
  switch (component.tiers.metric) {
    case 'net_revenue': return record.net
    case 'gross_revenue': return record.gross
    case 'deposits': return record.deposit
    case 'ftd_count': return firstDeposits
    // Of shares that are reckoned from history.
    default: return 0n
  }
}

/** A version's total in its group, made where it is missing. */
export function totalOf(group: ShareGroup, versionId: Uuid): ShareTotal {
  const known = group.totals.get(versionId)
  if (known !== undefined) return known
  const fresh = { base: 0n, metric: 0n, posted: 0n }
  group.totals.set(versionId, fresh)
  return fresh
}

/** The metric over all versions of a group that measure the same: what others count is no part of it. */
export function metricTotal({ versions }: Pick<RatingState, 'versions'>, { component, totals }: Pick<ShareGroup, 'component' | 'totals'>, metric: TierMetric): bigint {
  let sum = 0n
  for (const [versionId, total] of totals) {
    const terms = versions.get(versionId)?.inFlight.find(({ key }) => key === component)
    if (terms?.type === 'revenue_share' && terms.tiers.metric === metric) sum += total.metric
  }
  return sum
}

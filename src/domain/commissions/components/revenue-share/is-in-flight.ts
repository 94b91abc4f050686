import type { RevenueShareComponent, TierMetric } from '../../rules/plan-terms.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'

/** Metrics that a transaction adds to by itself. */
const RUNNING_METRICS: ReadonlySet<TierMetric> = new Set(['net_revenue', 'gross_revenue', 'deposits', 'ftd_count'])

/** Whether running totals are enough for a share: each transaction is rated as it comes. */
export function isShareInFlight(terms: RevenueShareComponent): boolean {
  return isPlain(terms) && hasRunningTotals(terms) && !terms.startsAfterCpa && terms.duration === null && !terms.isAboveCpa
}

function hasRunningTotals({ tiers }: RevenueShareComponent): boolean {
  return typeof tiers.window === 'string' && tiers.hasDemotion && RUNNING_METRICS.has(tiers.metric)
}

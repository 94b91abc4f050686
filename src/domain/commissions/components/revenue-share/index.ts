import type { RevenueShareComponent, TierMetric } from '../../rules/plan-terms.ts'
import type { ComponentKind } from '../component.ts'
import { isPlain } from '../modifiers/read-modifiers.ts'
import { closings } from './closings.ts'
import { readRevenueShare } from './read-revenue-share.ts'
import { reckonShares } from './reckon-shares.ts'

export const revenueShare: ComponentKind<RevenueShareComponent> = {
  type: 'revenue_share',
  read: readRevenueShare,
  isInFlight: (terms) => isPlain(terms) && hasRunningTotals(terms) && !terms.startsAfterCpa && terms.duration === null && !terms.isAboveCpa,
  needs: [],
  closings,
  reckon: reckonShares,
}

/** Metrics that a transaction adds to by itself. */
const RUNNING_METRICS: ReadonlySet<TierMetric> = new Set(['net_revenue', 'gross_revenue', 'deposits', 'ftd_count'])

function hasRunningTotals({ tiers }: RevenueShareComponent): boolean {
  return typeof tiers.window === 'string' && tiers.hasDemotion && RUNNING_METRICS.has(tiers.metric)
}

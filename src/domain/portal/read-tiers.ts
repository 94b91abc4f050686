import type { Tx } from '../../db/database.ts'
import { periodShares } from '../commissions/components/revenue-share/period-shares.ts'
import { isShareInFlight } from '../commissions/components/revenue-share/is-in-flight.ts'
import type { ReckoningInput } from '../commissions/components/component.ts'
import { readHistories } from '../commissions/reckoning/read-histories.ts'
import { reckoningProgram } from '../commissions/reckoning/reckon-affiliates.ts'
import { winningVersion } from '../commissions/rules/plan-selection.ts'
import type { PlanVersionTerms, RevenueShareComponent, TierMetric, TierWindow } from '../commissions/rules/plan-terms.ts'
import type { RatePpm } from '../money/rates.ts'
import type { Uuid } from '../ids.ts'
import { periodOf } from '../time/periods.ts'
import type { OwnTerms } from './own-plans.ts'
import type { PortalScope } from './require-owner.ts'

/** How far an affiliate is on the tiers of a revenue share. Metric and thresholds are millionths, or counts where the metric is one. */
export interface TierProgress {
  readonly planId: Uuid
  readonly version: number
  readonly component: string
  readonly metric: TierMetric
  readonly isCount: boolean
  readonly window: TierWindow
  readonly application: 'marginal' | 'whole'
  /** Of a brand or a customer, where tiers are kept by it; null: of all. */
  readonly scopeId: Uuid | null
  readonly current: bigint
  readonly ratePpm: RatePpm
  readonly bands: readonly { readonly from: bigint; readonly ratePpm: RatePpm }[]
  /** Null: the highest has been reached. */
  readonly next: { readonly from: bigint; readonly ratePpm: RatePpm; readonly missing: bigint } | null
}

/** Tiers that are kept for each customer are not a goal of the affiliate's. */
const SCOPES_SHOWN_MAX = 50

/** Where an affiliate stands on the tiers of the plans that it earns by now, by what the engine rates with. */
export async function readTiers(tx: Tx, scope: PortalScope, own: OwnTerms, planIds: readonly Uuid[]): Promise<TierProgress[]> {
  const progress: TierProgress[] = []
  for (const planId of planIds) {
    const versions = own.terms.versions.get(planId) ?? []
    if (versions.length === 0) continue
    const version = winningVersion(versions, own.now, own.now)
    for (const component of version.components) {
      if (component.type !== 'revenue_share' || component.tiers.bands.length < 2 || component.tiers.scope === 'customer') continue
      const metrics = isShareInFlight(component) ? await readRunning(tx, scope, own, { version, component }) : await readReckoned(tx, scope, own, { versions, component })
      progress.push(...metrics.map((metric) => progressOf(version, component, metric)))
    }
  }
  return progress
}

interface Metric {
  readonly scopeId: Uuid | null
  readonly value: bigint
}

/** Of tiers that are rated with each transaction: the totals that the next one is added to. */
async function readRunning(tx: Tx, { programId, affiliateId }: PortalScope, { program, now }: OwnTerms, { version, component }: { readonly version: PlanVersionTerms; readonly component: RevenueShareComponent }): Promise<Metric[]> {
  const { window, scope } = component.tiers
  const key = window === 'lifetime' ? 'lifetime' : periodOf(now, program.time_zone)
  const rows = await tx.sql<{ scopeId: Uuid; value: bigint }>({
    name: 'portal-tiers',
    text: `select scope_id as "scopeId", sum(metric)::numeric as value from commission_total
            where program_id = $1 and affiliate_id = $2 and plan_id = $3 and component = $4 and window_key = $5 group by 1 order by 2 desc limit $6`,
    values: [programId, affiliateId, version.planId, component.key, key, SCOPES_SHOWN_MAX],
  })
  if (rows.length === 0) return [{ scopeId: null, value: 0n }]
  return rows.map(({ scopeId, value }) => ({ scopeId: scope === 'affiliate_plan' ? null : scopeId, value }))
}

/** Of tiers that are reckoned from history: as the engine would reckon this period now. */
async function readReckoned(
  tx: Tx, { affiliateId }: PortalScope, { program, now }: OwnTerms, { versions, component }: { readonly versions: readonly PlanVersionTerms[]; readonly component: RevenueShareComponent },
): Promise<Metric[]> {
  const [first] = versions
  if (first === undefined) return []
  const [history] = await readHistories(tx, program, { planId: first.planId, versions, affiliateIds: [affiliateId], until: now })
  if (history === undefined) return []
  const termsOf = (versionId: Uuid): RevenueShareComponent | undefined => {
    const found = versions.find((version) => version.versionId === versionId)?.components.find(({ key }) => key === component.key)
    return found?.type === 'revenue_share' ? found : undefined
  }
  const input: ReckoningInput<RevenueShareComponent> = { key: component.key, program: reckoningProgram(program), versions, termsOf, history, now }
  const period = periodOf(now, program.time_zone)
  const shares = periodShares(input).filter((share) => share.period === period)
  const byScope = new Map(shares.map(({ scopeId, metric }) => [scopeId, { scopeId, value: metric }]))
  return byScope.size === 0 ? [{ scopeId: null, value: 0n }] : [...byScope.values()].slice(0, SCOPES_SHOWN_MAX)
}

const COUNTS: ReadonlySet<TierMetric> = new Set(['ftd_count', 'qualified_count', 'sale_count', 'active_customers'])

function progressOf({ planId, version }: PlanVersionTerms, { key, tiers }: RevenueShareComponent, { scopeId, value }: Metric): TierProgress {
  const { metric, window, application, bands } = tiers
  const reached = bands.findLast(({ from }) => from <= value) ?? bands[0]
  const next = bands.find(({ from }) => from > value)
  return {
    planId, version, component: key, metric, isCount: COUNTS.has(metric), window, application, scopeId, current: value, ratePpm: reached?.ratePpm ?? 0n, bands,
    next: next === undefined ? null : { ...next, missing: next.from - value },
  }
}

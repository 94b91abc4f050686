import type { Uuid } from '../../../ids.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { PlanVersionTerms, RevenueShareComponent } from '../../rules/plan-terms.ts'
import { bandOf } from '../../rules/revenue-share.ts'
import type { Award, ReckoningInput } from '../component.ts'
import { sharesAboveCpa } from './above-cpa.ts'
import { explainPeriodShare } from './explain-share.ts'
import { type PeriodShare, periodShares, raisedTiers } from './period-shares.ts'

/**
 * Revenue share: an award for each aggregate that is rated by itself, `2026-11:v1` or with the brand or customer that tiers are counted
 * for, `2026-11:v1:<id>`. Above an advance it is what each customer's share comes to beyond its CPA, over all time; the award of a period
 * is what the period adds to that (docs/commission-rules.md, "Revenue share").
 */
export function reckonShares(input: ReckoningInput<RevenueShareComponent>): Award[] {
  const shares = periodShares(input)
  const numbers = versionNumbers(input.versions)
  const awards: Award[] = []
  const above: PeriodShare[] = []
  for (const share of shares) {
    if (share.terms.isAboveCpa) above.push(share)
    else awards.push(awardOf(share, numbers, input.program.currency))
  }
  if (above.length > 0) for (const award of sharesAboveCpa(input, above)) awards.push(award)
  return awards
}

/** The name of an aggregate among the component's awards. */
export function shareKey({ period, versionId, scopeId }: Pick<PeriodShare, 'period' | 'versionId' | 'scopeId'>, numbers: ReadonlyMap<Uuid, number>): string {
  return `${period}:v${numbers.get(versionId)}${scopeId === null ? '' : `:${scopeId}`}`
}

/** The numbers of versions, which are shorter than their ids. */
export function versionNumbers(versions: readonly PlanVersionTerms[]): ReadonlyMap<Uuid, number> {
  return new Map(versions.map(({ versionId, version }) => [versionId, version]))
}

function awardOf(share: PeriodShare, numbers: ReadonlyMap<Uuid, number>, currency: string): Award {
  return {
    key: shareKey(share, numbers), versionId: share.versionId, occurredAt: share.lastAt, period: share.period, brandId: share.brandId,
    customerId: share.customerId, transactionId: null, amountMinor: share.amountMinor, reason: reasonOf(share),
    because: () => explainPeriodShare(share, currency),
  }
}

function reasonOf({ terms, metric, metricPeak, base, amountMinor }: PeriodShare): LineReason | null {
  if (amountMinor !== 0n || base === 0n) return null
  return bandOf(raisedTiers(terms.tiers, metricPeak), metric).ratePpm === 0n ? 'tier_zero' : 'rounded_to_zero'
}

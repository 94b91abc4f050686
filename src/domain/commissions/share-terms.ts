import { BulkRows, columns } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import type { PlanVersionTerms, RevenueShareComponent } from './rules/plan-terms.ts'

/** The terms of the revenue shares of plan versions, for statements to join: what a transaction brings to which total. */
export function shareTerms(versions: Iterable<PlanVersionTerms>): BulkRows {
  const terms = new BulkRows(columns('version_id uuid, component text, base text, metric text, scope text, is_lifetime boolean'))
  for (const version of versions) {
    for (const component of sharesOf(version)) {
      const { metric, scope, window } = component.tiers
      terms.add(version.versionId, component.key, component.base, metric, scope, window === 'lifetime')
    }
  }
  return terms
}

export function sharesOf(version: PlanVersionTerms | undefined): RevenueShareComponent[] {
  return (version?.inFlight ?? []).flatMap((component) => (component.type === 'revenue_share' ? [component] : []))
}

// What a transaction `t` brings under the terms `s` (rate-revenue-share.ts).
export const BASE_OF_TRANSACTION = `case s.base when 'net_revenue' then t.net when 'gross_revenue' then t.gross when 'net_deposit' then t.deposit - t.withdrawal
  when 'wager' then t.wager else t.sale end`
export const METRIC_OF_TRANSACTION = `case s.metric when 'net_revenue' then t.net when 'gross_revenue' then t.gross else t.deposit end`
export const ENTERS_SHARES = `t.unpaid_reason is null and not t.rev_share_excluded and coalesce(t.supplied_rev_share_minor, 0) = 0`

/** The scope of the total that `t` is in, given the id that stands for all. */
export function scopeOfTransaction(all: Uuid): string {
  return `case s.scope when 'brand' then t.brand_id when 'customer' then coalesce(t.customer_id, t.related_transaction_id, t.id) else '${all}' end`
}

import type { Carryover, RevenueShareComponent } from '../../../src/domain/commissions/rules/plan-terms.ts'
import type { TextContext, WordedVersion } from '../../../src/domain/plans/words/plan-text.ts'

export const RESET: Carryover = { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null }

export const CONTEXT: TextContext = {
  planName: 'Hybrid', currency: 'EUR', timeZone: 'Europe/Malta', carryover: RESET, names: new Map([['brand-1', 'BetTest'], ['brand-2', 'Casino'], ['product-1', 'Slots'], ['tracker-1', 'youtube']]),
}

/** A flat share of net revenue. */
export const SHARE: RevenueShareComponent = {
  key: 'revenue_share', type: 'revenue_share', base: 'net_revenue', carryover: null, highRollers: null, startsAfterCpa: false, duration: null, isAboveCpa: false, holdDays: null, rates: [],
  caps: [], floorMinor: null,
  tiers: { metric: 'net_revenue', window: 'period', application: 'whole', scope: 'affiliate_plan', hasDemotion: true, bands: [{ from: 0n, ratePpm: 250_000n }] },
}

export const VERSION: WordedVersion = {
  version: 1, effectiveFrom: new Date('2026-11-01T00:00:00.000Z'), appliesTo: 'new_customers', noticeDays: 30, holdDays: 14, components: [SHARE],
}

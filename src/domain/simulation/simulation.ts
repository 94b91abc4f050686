import type { History, ReckoningInput } from '../commissions/components/component.ts'
import { periodShares } from '../commissions/components/revenue-share/period-shares.ts'
import type { ReckonedPlan } from '../commissions/reckoning/reckon-plan.ts'
import { bandOf } from '../commissions/rules/revenue-share.ts'
import type { RevenueShareComponent } from '../commissions/rules/plan-terms.ts'
import type { Uuid } from '../ids.ts'
import type { RatePpm } from '../money/rates.ts'
import type { Period } from '../time/periods.ts'

/** One affiliate's month. Minor units. */
export interface SimulatedMonth {
  readonly period: Period
  /** What the ledger says. */
  before: bigint
  /** What the draft would have paid, with what period ends add. */
  after: bigint
  /** What period ends add or take away under the draft. */
  closings: bigint
}

/** A tier above the first that an affiliate would have reached. */
export interface CrossedTier {
  readonly period: Period
  readonly component: string
  /** From 1: the second band. */
  readonly band: number
  readonly ratePpm: RatePpm
}

export interface AffiliateMonths {
  readonly affiliateId: Uuid
  readonly name: string
  readonly months: readonly SimulatedMonth[]
  readonly tiers: readonly CrossedTier[]
}

/** What a draft would have paid, beside what was paid. Minor units. */
export interface Simulation {
  readonly from: Period
  readonly to: Period
  readonly currency: string
  readonly before: bigint
  readonly after: bigint
  readonly affiliates: readonly (AffiliateMonths & { readonly before: bigint; readonly after: bigint })[]
  /** Affiliates that would have earned more, less, and the same. */
  readonly winners: number
  readonly losers: number
  readonly unchanged: number
  readonly tierCrossings: number
  /** Months that would have ended negative, before carryover, and what carryover would have given or taken. */
  readonly carryover: { readonly negativeMonths: number; readonly exposure: bigint; readonly closings: bigint }
  /** The month that would have cost the program most beyond what it did; null where no month would have cost more. */
  readonly worstMonth: { readonly period: Period; readonly before: bigint; readonly after: bigint } | null
}

/** Adds up what affiliates would have earned. */
export function summarise(affiliates: readonly AffiliateMonths[], currency: string, { from, to }: { readonly from: Period; readonly to: Period }): Simulation {
  const totals = affiliates.map((affiliate) => ({ ...affiliate, before: sum(affiliate.months, 'before'), after: sum(affiliate.months, 'after') }))
  const months = affiliates.flatMap((affiliate) => affiliate.months)
  const negative = months.filter(({ after, closings }) => after - closings < 0n)
  return {
    from, to, currency,
    before: sum(months, 'before'),
    after: sum(months, 'after'),
    affiliates: totals,
    winners: totals.filter(({ before, after }) => after > before).length,
    losers: totals.filter(({ before, after }) => after < before).length,
    unchanged: totals.filter(({ before, after }) => after === before).length,
    tierCrossings: affiliates.reduce((count, { tiers }) => count + tiers.length, 0),
    carryover: { negativeMonths: negative.length, exposure: negative.reduce((total, { after, closings }) => total + after - closings, 0n), closings: sum(months, 'closings') },
    worstMonth: worstOf(months),
  }
}

function sum(months: readonly SimulatedMonth[], field: 'before' | 'after' | 'closings'): bigint {
  return months.reduce((total, month) => total + month[field], 0n)
}

function worstOf(months: readonly SimulatedMonth[]): Simulation['worstMonth'] {
  const byPeriod = [...Map.groupBy(months, ({ period }) => period)].map(([period, list]) => ({ period, before: sum(list, 'before'), after: sum(list, 'after') }))
  const worst = byPeriod.reduce<(typeof byPeriod)[number] | null>((most, month) => (most === null || month.after - month.before > most.after - most.before ? month : most), null)
  return worst === null || worst.after <= worst.before ? null : worst
}

/** The tiers above the first that an affiliate's shares would have reached in the months. */
export function tiersOf(plan: ReckonedPlan, history: History, from: Period, to: Period): CrossedTier[] {
  const keys = new Set(plan.versions.flatMap(({ components }) => components.filter(isTiered).map(({ key }) => key)))
  return [...keys].flatMap((key) => {
    const shares = periodShares(inputOf(plan, history, key)).filter(({ period }) => period >= from && period <= to)
    return shares.flatMap(({ period, terms: { tiers }, metric }) => {
      const reached = bandOf(tiers, metric)
      const band = tiers.bands.indexOf(reached)
      return band > 0 ? [{ period, component: key, band, ratePpm: reached.ratePpm }] : []
    })
  })
}

function inputOf({ program, versions, now }: ReckonedPlan, history: History, key: string): ReckoningInput<RevenueShareComponent> {
  const own = new Map(versions.flatMap(({ versionId, components }) => components.filter(isShare).filter((component) => component.key === key).map((terms) => [versionId, terms])))
  return { key, program, versions, termsOf: (versionId) => own.get(versionId), history, now }
}

function isShare(component: ReckonedPlan['versions'][number]['components'][number]): component is RevenueShareComponent {
  return component.type === 'revenue_share'
}

function isTiered(component: ReckonedPlan['versions'][number]['components'][number]): boolean {
  return isShare(component) && component.tiers.bands.length > 1
}

import type { RatePpm } from '../../../money/rates.ts'
import { type Because, count, exact, fact, micros, minor, rate } from '../../explanation.ts'
import type { RevenueShareBase, RevenueShareComponent, Tiers } from '../../rules/plan-terms.ts'
import { bandOf } from '../../rules/revenue-share.ts'
import { COUNT_METRICS } from '../read-metric.ts'
import { type PeriodShare, raisedTiers, type SharePart } from './period-shares.ts'

/** The names that bases have in explanations. */
export const BASE_NAMES: Readonly<Record<RevenueShareBase, string>> = {
  net_revenue: 'netRevenue', gross_revenue: 'grossRevenue', net_deposit: 'netDeposit', wager: 'wagered', sale: 'sales',
}

/** What an aggregate earns: its base, the tier's metric where that is something else, and each slice or rate down to the one rounding. */
export function explainPeriodShare(share: PeriodShare, currency: string): Because[] {
  const { terms, period, base, baseBefore, metric, metricPeak, earnedBefore, amountMinor } = share
  const tiers = raisedTiers(terms.tiers, metricPeak)
  const name = BASE_NAMES[terms.base]
  const all = baseBefore + base
  return [
    fact('period', period),
    ...(share.scopeId === null ? [] : [fact(share.brandId === null ? 'customerId' : 'brandId', share.scopeId)]),
    micros(`${name}OfPeriod`, base, [count('transactions', share.transactions)]),
    ...(terms.tiers.window === 'lifetime' ? [micros(`${name}Before`, baseBefore)] : []),
    ...(terms.tiers.bands.length === 1 || (isBase(terms) && metric === all) ? [] : [metricNode('tierMetric', tiers, metric)]),
    ...(metricPeak === null ? [] : [metricNode('highestTierMetricBefore', tiers, metricPeak)]),
    minor('share', earnedBefore + amountMinor, currency, terms.rates.length === 0 ? shareParts(tiers, all, metric) : rateParts(share.parts())),
    ...(terms.tiers.window === 'lifetime' ? [minor('earnedBefore', earnedBefore, currency)] : []),
  ]
}

/** Whether tiers are measured by the base. */
function isBase({ base, tiers }: RevenueShareComponent): boolean {
  return tiers.metric === (base === 'sale' ? 'sales' : base)
}

/** With a table of rates: what was brought at each rate of it. */
function rateParts(parts: readonly SharePart[]): Because[] {
  const bases = new Map<RatePpm, bigint>()
  for (const { ratePpm, base } of parts) bases.set(ratePpm, (bases.get(ratePpm) ?? 0n) + base)
  return [...bases].map(([ratePpm, base]) => exact('slice', base * ratePpm, [micros('amount', base), rate('rate', ratePpm)]))
}

export function metricNode(name: string, { metric }: Tiers, value: bigint): Because {
  const of = [fact('metric', metric)]
  return COUNT_METRICS.has(metric) ? count(name, value, of) : micros(name, value, of)
}

/** The share of a total, from its base and rates; exact until the one rounding to the minor unit, half away from zero. */
export function shareParts(tiers: Tiers, base: bigint, metric: bigint): Because[] {
  if (tiers.application === 'whole' || tiers.bands.length === 1 || metric <= 0n) {
    const { ratePpm } = bandOf(tiers, metric)
    return [micros('base', base), rate('rate', ratePpm), exact('beforeRounding', base * ratePpm)]
  }
  const slices = slicesOf(tiers, 0n, metric)
  const nodes = slices.map((slice) => exact('slice', slice.amount * slice.rate, [micros('from', slice.from), micros('amount', slice.amount), rate('rate', slice.rate)]))
  if (base === metric) return nodes
  // Several versions share the metric, or it is of another window: the base has its part of what the whole metric earns.
  return [exact('earnedByWholeMetric', slices.reduce((sum, slice) => sum + slice.amount * slice.rate, 0n), nodes), micros('base', base), micros('metric', metric)]
}

export interface Slice {
  readonly from: bigint
  readonly amount: bigint
  readonly rate: RatePpm
}

/** What lies between two totals, band by band. */
export function slicesOf({ bands }: Tiers, low: bigint, high: bigint): Slice[] {
  return bands.flatMap((band, index) => {
    const end = bands[index + 1]?.from ?? high
    const from = band.from > low ? band.from : low
    const to = end < high ? end : high
    return to > from ? [{ from, amount: to - from, rate: band.ratePpm }] : []
  })
}

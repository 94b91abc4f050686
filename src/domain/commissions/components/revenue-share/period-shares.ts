import { divideHalfAwayFromZero, type Micros, microsPerMinor } from '../../../money/amounts.ts'
import { PPM, type RatePpm } from '../../../money/rates.ts'
import type { Uuid } from '../../../ids.ts'
import { type Period, periodNumber, periodOfNumber } from '../../../time/periods.ts'
import type { RevenueShareComponent, TierBand, Tiers } from '../../rules/plan-terms.ts'
import { bandOf, exactShareOf, type Fraction } from '../../rules/revenue-share.ts'
import { baseOf } from '../../rules/share-base.ts'
import type { HistoryTransaction, ReckoningInput } from '../component.ts'
import { isMilestone, metricAmount } from '../metrics/metric-amount.ts'
import { MetricWindows } from '../metrics/metric-windows.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { isShareInFlight } from './is-in-flight.ts'
import { rateFor, type SharedRevenue, sharedRevenue } from './shared-revenue.ts'

/**
 * What the customers of one version brought in one period, and what it earns: a revenue share is rated by these aggregates, each by
 * itself and rounded once. With a window of `lifetime` it is what the period adds to the share of all time.
 */
export interface PeriodShare {
  readonly period: Period
  readonly versionId: Uuid
  readonly terms: RevenueShareComponent
  /** The brand, or the customer (or the transaction that names none), that the aggregate is of; null when it is of all. */
  readonly scopeId: Uuid | null
  readonly brandId: Uuid | null
  readonly customerId: Uuid | null
  /** What was brought in the period. */
  readonly base: Micros
  /** What was brought before, where the window is all time; else 0. */
  readonly baseBefore: Micros
  /** The tier metric of the window that ends with the period, over all versions: millionths, or a count. */
  readonly metric: bigint
  /** The highest metric of earlier windows, where the tier may not fall below theirs; null where it may. */
  readonly metricPeak: bigint | null
  /** How many transactions brought something. */
  readonly transactions: number
  /** The last transaction of the aggregate in the period; of another version's, where only the tier was moved. */
  readonly lastAt: Date
  /** What the aggregate had earned before the period, where the window is all time; else 0. Minor units. */
  readonly earnedBefore: bigint
  /** What it earns by the period, in minor units. */
  readonly amountMinor: bigint
  /**
   * What another base of the period would earn at the same metric, in minor units; what the base itself earns is `amountMinor`. With a
   * table of rates the part that is added or missing has the base's average rate.
   */
  shareOf(base: Micros): bigint
  /** What the base is made of, by customer, brand and product; adds up to it. Worked out when first asked for. */
  parts(): readonly SharePart[]
}

/** What one customer brought of one brand and product, at one rate where there is a table of rates. */
export interface SharePart {
  /** Null: transactions that name no customer. */
  readonly customerId: Uuid | null
  readonly brandId: Uuid
  readonly productId: Uuid | null
  /** By the table of rates; without one that of the first tier, which says nothing. */
  readonly ratePpm: RatePpm
  readonly base: Micros
  readonly lastAt: Date
}

/**
 * The aggregates of a revenue share, ascending by period. Transactions count in the period of their `effectiveAt`: a refund in its sale's.
 * Excluded customers and supplied shares count nowhere; what came before the CPA or after the duration, where terms say so, counts neither
 * as base nor in metrics but those of first deposits and of qualified customers.
 */
export function periodShares(input: ReckoningInput<RevenueShareComponent>): readonly PeriodShare[] {
  let shares = known.get(input)
  if (shares === undefined) known.set(input, (shares = workOut(input)))
  return shares
}

/** A share's awards and its closings are of the same aggregates: an input is worked through once. */
const known = new WeakMap<ReckoningInput<RevenueShareComponent>, readonly PeriodShare[]>()

function workOut(input: ReckoningInput<RevenueShareComponent>): readonly PeriodShare[] {
  const revenue = sharedRevenue(input)
  const book = new ShareBook(input)
  eachContribution(input, revenue, (transaction, version, period, isShared) => book.add(transaction, version, period, isShared, revenue))
  let parts: ReadonlyMap<Total, readonly SharePart[]> | null = null
  const partsOf: PartsOf = (total) => (parts ??= collectParts(input, revenue, book)).get(total) ?? NO_PARTS
  return book.shares(partsOf)
}

const NO_PARTS: readonly SharePart[] = []

/** A version, with what the aggregates of its terms are kept by. */
interface RatedVersion {
  readonly versionId: Uuid
  readonly terms: RevenueShareComponent
  readonly scope: Tiers['scope']
  readonly family: Family
}

/** Aggregates that are kept alike, and whose metric is therefore one: of versions with the same scope, window and metric, rated the same way. */
interface Family {
  readonly tiers: Tiers
  readonly scopes: Map<Uuid | null, ScopeTotals>
  /** The one used last. */
  last: { readonly scopeId: Uuid | null; readonly totals: ScopeTotals } | null
}

interface ScopeTotals {
  readonly scopeId: Uuid | null
  readonly brandId: Uuid | null
  readonly customerId: Uuid | null
  readonly metric: MetricWindows
  readonly periods: Map<Period, PeriodTotals>
  /** The one used last. */
  last: PeriodTotals | null
}

interface PeriodTotals {
  readonly period: Period
  readonly byVersion: Map<Uuid, Total>
  lastMs: number
}

/** What one version's customers brought in one period. */
interface Total {
  readonly version: RatedVersion
  base: Micros
  /** With a table of rates: the sum of base × rate. */
  weighted: bigint
  transactions: number
}

type Visit = (transaction: HistoryTransaction, versionId: Uuid, period: Period, isShared: boolean) => void

function eachContribution({ history, program, termsOf }: ReckoningInput<RevenueShareComponent>, revenue: SharedRevenue, visit: Visit): void {
  const periodAt = periodFinder(program.timeZone)
  const { transactions } = history
  let versionId: Uuid | null = null
  let terms: RevenueShareComponent | undefined
  for (let place = 0; place < transactions.length; place += 1) {
    const transaction = transactions[place]
    if (transaction === undefined || !revenue.takesPart(transaction)) continue
    if (transaction.versionId !== versionId) {
      versionId = transaction.versionId
      terms = termsOf(versionId)
    }
    if (terms === undefined) continue
    const isShared = (!terms.startsAfterCpa && terms.duration === null) || revenue.isShared(transaction, place, terms)
    if (isShared || isMilestone(terms.tiers.metric)) visit(transaction, versionId, periodAt(transaction.effectiveAt.getTime()), isShared)
  }
}

class ShareBook {
  readonly #input: ReckoningInput<RevenueShareComponent>
  readonly #versions = new Map<Uuid, RatedVersion>()
  readonly #families = new Map<string, Family>()

  constructor(input: ReckoningInput<RevenueShareComponent>) {
    this.#input = input
    for (const { versionId } of input.versions) {
      const terms = input.termsOf(versionId)
      if (terms === undefined) continue
      const { metric, window } = terms.tiers
      // Above an advance every customer's share is counted by itself.
      const scope = terms.isAboveCpa ? 'customer' : terms.tiers.scope
      // Running totals know nothing of versions that are reckoned from history.
      const name = `${isShareInFlight(terms)} ${scope} ${metric} ${typeof window === 'object' ? window.days : window}`
      const family = this.#families.get(name) ?? { tiers: terms.tiers, scopes: new Map(), last: null }
      this.#families.set(name, family)
      this.#versions.set(versionId, { versionId, terms, scope, family })
    }
  }

  add(transaction: HistoryTransaction, versionId: Uuid, period: Period, isShared: boolean, { milestones }: SharedRevenue): void {
    const version = this.#versions.get(versionId)
    if (version === undefined) return
    const scope = this.#scopeOf(version, transaction)
    const { terms } = version
    const totals = periodOfScope(scope, period)
    const ms = transaction.effectiveAt.getTime()
    if (ms > totals.lastMs) totals.lastMs = ms
    scope.metric.add(period, transaction, metricAmount(terms.tiers.metric, transaction, milestones))
    const base = isShared ? baseOf(transaction, terms) : 0n
    if (base === 0n) return
    const total = totalOf(totals, version)
    total.base += base
    if (terms.rates.length > 0) total.weighted += base * rateFor(terms, this.#input.history, transaction)
    total.transactions += 1
  }

  /** The total that a transaction was added to. */
  totalOf(transaction: HistoryTransaction, versionId: Uuid, period: Period): Total | undefined {
    const version = this.#versions.get(versionId)
    return version === undefined ? undefined : totalOf(periodOfScope(this.#scopeOf(version, transaction), period), version)
  }

  shares(partsOf: PartsOf): readonly PeriodShare[] {
    const shares: PeriodShare[] = []
    for (const family of this.#families.values()) {
      for (const scope of family.scopes.values()) {
        for (const share of sharesOfScope(scope, family.tiers, this.#input.program.currency, partsOf)) shares.push(share)
      }
    }
    return shares.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0))
  }

  #scopeOf({ scope, family }: RatedVersion, transaction: HistoryTransaction): ScopeTotals {
    const { brandId, customerId } = transaction
    const scopeId = scope === 'affiliate_plan' ? null : scope === 'brand' ? brandId : (customerId ?? transaction.relatedTransactionId ?? transaction.id)
    if (family.last !== null && family.last.scopeId === scopeId) return family.last.totals
    let totals = family.scopes.get(scopeId)
    if (totals === undefined) {
      const { metric, window } = family.tiers
      totals = {
        scopeId, brandId: scope === 'brand' ? brandId : null, customerId: scope === 'customer' ? customerId : null,
        metric: new MetricWindows({ metric, window, timeZone: this.#input.program.timeZone, keepsSteps: false }), periods: new Map(), last: null,
      }
      family.scopes.set(scopeId, totals)
    }
    family.last = { scopeId, totals }
    return totals
  }
}

function periodOfScope(scope: ScopeTotals, period: Period): PeriodTotals {
  if (scope.last?.period === period) return scope.last
  let totals = scope.periods.get(period)
  if (totals === undefined) scope.periods.set(period, (totals = emptyPeriod(period)))
  scope.last = totals
  return totals
}

function emptyPeriod(period: Period): PeriodTotals {
  return { period, byVersion: new Map(), lastMs: Number.NEGATIVE_INFINITY }
}

function totalOf({ byVersion }: PeriodTotals, version: RatedVersion): Total {
  let total = byVersion.get(version.versionId)
  if (total === undefined) byVersion.set(version.versionId, (total = emptyTotal(version)))
  return total
}

function emptyTotal(version: RatedVersion): Total {
  return { version, base: 0n, weighted: 0n, transactions: 0 }
}

function collectParts(input: ReckoningInput<RevenueShareComponent>, revenue: SharedRevenue, book: ShareBook): ReadonlyMap<Total, readonly SharePart[]> {
  const parts = new Map<Total, Map<string, { -readonly [Name in keyof SharePart]: SharePart[Name] }>>()
  eachContribution(input, revenue, (transaction, versionId, period, isShared) => {
    const total = isShared ? book.totalOf(transaction, versionId, period) : undefined
    const base = total === undefined ? 0n : baseOf(transaction, total.version.terms)
    if (total === undefined || base === 0n) return
    const { customerId, brandId, productId, effectiveAt } = transaction
    let ofTotal = parts.get(total)
    if (ofTotal === undefined) parts.set(total, (ofTotal = new Map()))
    const ratePpm = rateFor(total.version.terms, input.history, transaction)
    const key = `${customerId} ${brandId} ${productId} ${ratePpm}`
    const part = ofTotal.get(key)
    if (part === undefined) ofTotal.set(key, { customerId, brandId, productId, ratePpm, base, lastAt: effectiveAt })
    else {
      part.base += base
      if (effectiveAt > part.lastAt) part.lastAt = effectiveAt
    }
  })
  return new Map([...parts].map(([total, ofTotal]) => [total, [...ofTotal.values()]]))
}

/** What of a version's revenue lies before the period, in windows of all time. */
interface Before {
  readonly base: Micros
  readonly earnedMinor: bigint
}

const NOTHING_BEFORE: Before = { base: 0n, earnedMinor: 0n }

function sharesOfScope(scope: ScopeTotals, { window }: Tiers, currency: string, partsOf: PartsOf): PeriodShare[] {
  const periods = windowsOf(scope, window)
  const metrics = scope.metric.valuesOf(periods.map(({ period }) => period))
  const before = new Map<RatedVersion, Before>()
  const shares: PeriodShare[] = []
  let peak: bigint | null = null
  for (const [index, totals] of periods.entries()) {
    const metric = metrics[index] ?? 0n
    for (const version of new Set([...before.keys(), ...[...totals.byVersion.values()].map((total) => total.version)])) {
      const total = totals.byVersion.get(version.versionId) ?? emptyTotal(version)
      const earlier = before.get(version) ?? NOTHING_BEFORE
      const share = shareOfTotal({ scope, totals, total, metric, metricPeak: version.terms.tiers.hasDemotion ? null : peak, before: earlier }, currency, partsOf)
      // A version that brought nothing itself has a share in the period only where another's customers have moved the tier of all time.
      if (total.transactions > 0 || share.amountMinor !== 0n) shares.push(share)
      if (window !== 'lifetime') continue
      before.set(version, { base: earlier.base + total.base, earnedMinor: earlier.earnedMinor + share.amountMinor })
    }
    peak = peak === null || metric > peak ? metric : peak
  }
  return shares
}

/** Ascending. Windows of days move on in periods in which nothing happened too. */
function windowsOf(scope: ScopeTotals, window: Tiers['window']): PeriodTotals[] {
  const known = [...scope.periods.values()].sort((a, b) => (a.period < b.period ? -1 : 1))
  const [first, last] = [known[0], known.at(-1)]
  if (typeof window === 'string' || first === undefined || last === undefined) return known
  const start = periodNumber(first.period)
  return Array.from({ length: periodNumber(last.period) - start + 1 }, (_, index) => {
    const period = periodOfNumber(start + index)
    return scope.periods.get(period) ?? emptyPeriod(period)
  })
}

type PartsOf = (total: Total) => readonly SharePart[]

interface Rated {
  readonly scope: ScopeTotals
  readonly totals: PeriodTotals
  readonly total: Total
  readonly metric: bigint
  readonly metricPeak: bigint | null
  readonly before: Before
}

function shareOfTotal({ scope, totals, total, metric, metricPeak, before }: Rated, currency: string, partsOf: PartsOf): PeriodShare {
  const { terms, versionId } = total.version
  const tiers = raisedTiers(terms.tiers, metricPeak)
  const perMinor = microsPerMinor(currency)
  const earnedBy = ({ numerator, denominator }: Fraction) => divideHalfAwayFromZero(numerator, denominator * perMinor) - before.earnedMinor
  const earned = (base: Micros) => earnedBy(terms.rates.length === 0 ? exactShareOf(tiers, before.base + base, metric) : atAverageRate(total, base))
  const amountMinor = earned(total.base)
  return {
    period: totals.period, versionId, terms, scopeId: scope.scopeId, brandId: scope.brandId, customerId: scope.customerId, base: total.base,
    baseBefore: before.base, metric, metricPeak, transactions: total.transactions, lastAt: new Date(totals.lastMs), earnedBefore: before.earnedMinor,
    amountMinor, shareOf: earned, parts: () => partsOf(total),
  }
}

/** With a table of rates (which has no tiers, and the period as its window): what a base earns at the average rate of the period's own. */
function atAverageRate({ version, base: own, weighted }: Total, base: Micros): Fraction {
  if (base === own) return { numerator: weighted, denominator: PPM }
  if (own === 0n) return { numerator: base * bandOf(version.terms.tiers, 0n).ratePpm, denominator: PPM }
  return own > 0n ? { numerator: base * weighted, denominator: own * PPM } : { numerator: -base * weighted, denominator: -own * PPM }
}

/** Tiers that start at the one that a metric has reached before; unchanged when there is none to keep. */
export function raisedTiers(tiers: Tiers, metricPeak: bigint | null): Tiers {
  if (metricPeak === null) return tiers
  const { ratePpm } = bandOf(tiers, metricPeak)
  const bands: TierBand[] = [{ from: 0n, ratePpm }, ...tiers.bands.filter(({ from }) => from > 0n && from > metricPeak)]
  return { ...tiers, bands }
}

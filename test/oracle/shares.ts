import { addMonths } from './calendar.ts'
import { type Case, compareEvents, componentIn, type Known } from './events.ts'
import { Fraction, sum } from './fraction.ts'
import { hasComponent, inWindow, measure, type Milestones, milestonesOf, qualifications } from './metrics.ts'
import type { RevenueShareJson, TiersJson, Version } from './model.ts'

/** What one version's customers of one scope come to in one period. */
export interface ShareTotal {
  readonly scope: string
  readonly version: Version
  readonly component: RevenueShareJson
  readonly period: string
  readonly base: Fraction
  readonly metric: Fraction
}

/** Everything about the revenue shares of one key. */
export interface Shares {
  readonly input: Case
  readonly key: string
  readonly milestones: Milestones
  readonly qualifiedBy: ReadonlyMap<string, Known>
  readonly events: readonly Known[]
}

export function openShares(input: Case, key: string): Shares {
  const events = input.events.filter((known) => hasComponent(known, key) && !known.revShareExcluded && known.suppliedRevShare === 0n)
  return { input, key, milestones: milestonesOf(input), qualifiedBy: qualifications(input), events }
}

export function tiersOf(component: RevenueShareJson): TiersJson {
  const metric = component.base === 'gross_revenue' ? 'gross_revenue' : 'net_revenue'
  return component.tiers ?? { metric, window: 'period', application: 'whole', bands: [{ from: 0, rate: component.rate ?? '0' }] }
}

export function baseOf(component: RevenueShareJson, known: Known): Fraction {
  switch (component.base ?? 'net_revenue') {
    case 'net_revenue': return known.net
    case 'gross_revenue': return known.gross
    case 'net_deposit': return known.deposit.minus(known.withdrawal)
    case 'wager': return known.wager
    case 'sale': return known.sale
  }
}

export function scopeOf(tiers: TiersJson, known: Known): string {
  if (tiers.scope === 'brand') return known.event.brand
  return tiers.scope === 'customer' ? (known.event.customer ?? known.original?.event.id ?? known.event.id) : ''
}

/** Whether what an event brings is shared: after the CPA, where the share starts there, and within its months. */
export function isShared({ qualifiedBy, input: { events } }: Shares, component: RevenueShareJson, known: Known): boolean {
  const place = known.original ?? known
  if (component.startsAfterCpa === true) {
    const by = known.customer === null ? undefined : qualifiedBy.get(known.customer.id)
    if (by === undefined || compareEvents(by.event, place.event) >= 0) return false
  }
  if (component.duration === undefined) return true
  const firstDeposit = events.find(({ customer, isTakenBack, deposit }) => customer !== null && customer === known.customer && !isTakenBack && deposit.isPositive)
  const from = component.duration.from === 'first_deposit' ? firstDeposit?.at : known.customer?.registeredAt
  return from === undefined || place.at < addMonths(from, component.duration.months)
}

/** What a base earns at the metric: the exact share, before any rounding. */
export function exactShare(tiers: TiersJson, base: Fraction, metric: Fraction): Fraction {
  const bands = tiers.bands.map(({ from, rate }) => ({ from: Fraction.decimal(from), rate: Fraction.percent(rate) }))
  const firstRate = bands[0]?.rate ?? Fraction.ZERO
  const reached = bands.findLast(({ from }) => metric.isAtLeast(from))?.rate ?? firstRate
  if (tiers.application === 'whole') return base.times(reached)
  if (!metric.isPositive) return base.times(firstRate)
  const slices = bands.map(({ from, rate }, index) => {
    const end = bands[index + 1]?.from
    const upTo = end === undefined || metric.isBelow(end) ? metric : end
    return upTo.compare(from) > 0 ? upTo.minus(from).times(rate) : Fraction.ZERO
  })
  return sum(slices).times(base).over(metric)
}

export function sharesInWindow({ input, key, milestones }: Shares, events: readonly Known[], period: string): ShareTotal[] {
  return input.versions.flatMap((version) => {
    const component = componentIn(version, key, 'revenue_share')
    if (component === undefined) return []
    const tiers = tiersOf(component)
    const within = inWindow(input, tiers.window, period, events)
    return [...new Set(within.map((known) => scopeOf(tiers, known)))].map((scope) => {
      const own = within.filter((known) => scopeOf(tiers, known) === scope)
      const base = sum(own.filter((known) => known.version === version).map((known) => baseOf(component, known)))
      return { scope, version, component, period, base, metric: measure(tiers.metric, own, milestones) }
    })
  })
}

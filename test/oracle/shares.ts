import { addMonths, monthsFrom } from './calendar.ts'
import { cpa } from './cpa.ts'
import { type Case, compareEvents, componentIn, keyed, type Known } from './events.ts'
import { Fraction, sum } from './fraction.ts'
import { hasComponent, inWindow, measure, type Milestones, milestonesOf, qualifications } from './metrics.ts'
import { cappedTogether, rowFor } from './modifiers.ts'
import type { RevenueShareJson, TiersJson, Version } from './model.ts'
import type { Pay } from './pay.ts'
import { factsOf } from './sales.ts'

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

/** What one version's part of one scope comes to in a period. */
export interface PeriodShare {
  readonly version: Version
  readonly component: RevenueShareJson
  readonly scope: string
  readonly customer: string | null
  readonly period: string
  readonly lastAt: number
  /** In minor units. */
  readonly amount: bigint
  /** What another base of the period would earn instead, before rounding; the metric stays what it is. */
  readonly exactOf: (base: Fraction) => Fraction
  /** The version's own events of the period that are shared. */
  readonly own: readonly Known[]
}

export function shareScope(shares: Shares, component: RevenueShareJson, known: Known): string {
  return isAboveCpa(shares.input, known.version) ? scopeOf({ ...tiersOf(component), scope: 'customer' }, known) : scopeOf(tiersOf(component), known)
}

/** Whether a CPA of the version is an advance on its shares. */
export function isAboveCpa(_: Case, version: Version): boolean {
  return version.components.some((component) => component.type === 'cpa' && component.asAdvance === true)
}

/** The shares of every version, scope and period, each rounded once. */
export function periodShares(shares: Shares): PeriodShare[] {
  const { input, key } = shares
  return input.versions.flatMap((version) => {
    const component = componentIn(version, key, 'revenue_share')
    if (component === undefined) return []
    const scoped = (known: Known) => shareScope(shares, component, { ...known, version })
    // What is not shared does not count in metrics either, unless it tells what the customer has become.
    const counting = shares.events.filter((known) => {
      const other = componentIn(known.version, key, 'revenue_share')
      if (other === undefined || familyOf(input, known.version, other) !== familyOf(input, version, component)) return false
      return isMilestone(tiersOf(component)) || isShared(shares, other, known)
    })
    return [...new Set(counting.map(scoped))].flatMap((scope) => sharesOfScope(shares, version, component, scope, counting.filter((known) => scoped(known) === scope)))
  })
}

/** Versions share a metric where they count the same one in the same window and scope, and are rated the same way. */
function familyOf(input: Case, version: Version, component: RevenueShareJson): string {
  const { metric, window, scope } = tiersOf(component)
  return JSON.stringify([metric, window, isAboveCpa(input, version) ? 'customer' : (scope ?? 'affiliate_plan'), isRatedAsItComes(input, version, component)])
}

/** Terms for which running totals are enough; all others are worked out from history. */
function isRatedAsItComes(input: Case, version: Version, component: RevenueShareJson): boolean {
  const { rates, caps, floor, startsAfterCpa, duration } = component
  const { metric, window, demotion } = tiersOf(component)
  const isModified = (rates ?? []).length > 0 || (caps ?? []).length > 0 || (floor ?? null) !== null || startsAfterCpa === true || (duration ?? null) !== null
  return !isModified && typeof window === 'string' && demotion !== false && ['net_revenue', 'gross_revenue', 'deposits', 'ftd_count'].includes(metric) && !isAboveCpa(input, version)
}

function isMilestone({ metric }: TiersJson): boolean {
  return metric === 'ftd_count' || metric === 'qualified_count'
}

function sharesOfScope(shares: Shares, version: Version, component: RevenueShareJson, scope: string, counting: readonly Known[]): PeriodShare[] {
  const { input, milestones } = shares
  const tiers = tiersOf(component)
  const periods = counting.map(({ period }) => period).sort()
  const found: PeriodShare[] = []
  let peak: Fraction | null = null
  let earnedBefore = 0n
  for (const period of monthsFrom(periods[0] ?? '', periods.at(-1) ?? '')) {
    const window = inWindow(input, tiers.window, period, counting)
    const metric = measure(tiers.metric, window, milestones)
    const ratedWith = tiers.demotion === false && peak !== null ? raised(tiers, peak) : tiers
    const shared = counting.filter((known) => known.version === version && isShared(shares, component, known) && !baseOf(component, known).isZero)
    const before = tiers.window === 'lifetime' ? shared.filter((known) => known.period < period) : []
    const own = shared.filter((known) => known.period === period)
    const exact = exactOf(component, ratedWith, [...before, ...own], metric)
    const amount = exact.rounded(input.digits) - earnedBefore
    if (tiers.window === 'lifetime') earnedBefore += amount
    peak = peak === null || metric.compare(peak) > 0 ? metric : peak
    const all = counting.filter((known) => known.period === period)
    if (own.length === 0 && amount === 0n) continue
    found.push({
      version, component, scope, customer: counting[0]?.event.customer ?? null, period, lastAt: Math.max(...all.map(({ countsAt }) => countsAt)), amount, own,
      exactOf: (base) => exactOfBase(component, ratedWith, own, metric, base),
    })
  }
  return found
}

/** Tiers whose bands below the one that was reached before have that one's rate. */
function raised(tiers: TiersJson, peak: Fraction): TiersJson {
  const reached = tiers.bands.findLast(({ from }) => peak.isAtLeast(Fraction.decimal(from)))
  return { ...tiers, bands: tiers.bands.map((band) => (reached !== undefined && band.from <= reached.from ? { ...band, rate: reached.rate } : band)) }
}

/** What events earn at the metric; each at the rate of its row, where there is a table of rates. */
function exactOf(component: RevenueShareJson, tiers: TiersJson, events: readonly Known[], metric: Fraction): Fraction {
  if ((component.rates ?? []).length === 0) return exactShare(tiers, sum(events.map((known) => baseOf(component, known))), metric)
  return sum(events.map((known) => baseOf(component, known).times(Fraction.percent(rowFor(component.rates, factsOf(known))?.rate ?? component.rate ?? '0'))))
}

/** What another base would earn than the events brought; where there is a table of rates, at their average rate. */
function exactOfBase(component: RevenueShareJson, tiers: TiersJson, events: readonly Known[], metric: Fraction, base: Fraction): Fraction {
  if ((component.rates ?? []).length === 0) return exactShare(tiers, base, metric)
  const own = sum(events.map((known) => baseOf(component, known)))
  const earned = exactOf(component, tiers, events, metric)
  if (base.compare(own) === 0) return earned
  return own.isZero ? base.times(Fraction.percent(component.rate ?? '0')) : base.times(earned).over(own)
}

/** What shares pay: each by itself, or what each customer's shares come to above its advance. */
export function revenueShares(input: Case, key: string): Pay[] {
  const all = periodShares(openShares(input, key))
  const plain = all.filter(({ version }) => !isAboveCpa(input, version)).map((share) => payOf(input, share))
  return [...plain, ...aboveAdvances(input, all.filter(({ version }) => isAboveCpa(input, version)))]
}

function payOf(input: Case, { version, component, customer, scope, period, lastAt, amount }: PeriodShare): Pay {
  const of = component.tiers?.scope
  const name = `${period}:v${input.versions.indexOf(version) + 1}${scope === '' ? '' : `:${scope}`}`
  return { versionId: version.id, at: lastAt, name, period, brand: of === 'brand' ? scope : null, customer: of === 'customer' && input.customers.has(scope) ? customer : null, amount }
}

/** A customer's shares come to what they are above its CPA, both over all time; a period pays what that changes by. */
function aboveAdvances(input: Case, shares: readonly PeriodShare[]): Pay[] {
  const advances = paidAdvances(input)
  return [...new Set(shares.map(({ scope }) => scope))].flatMap((scope) => {
    const own = shares.filter((share) => share.scope === scope)
    const advanced = advances.filter(({ customer }) => customer === scope)
    let paid = 0n
    return [...new Set([...own, ...advanced].map(({ period }) => period))].sort().flatMap((period) => {
      const share = own.filter((part) => part.period <= period).reduce((total, { amount }) => total + amount, 0n)
      const advance = advanced.filter((part) => part.period <= period).reduce((total, { amount }) => total + amount, 0n)
      const payable = share > advance ? share - advance : 0n
      const last = own.filter((part) => part.period <= period).at(-1)
      if (last === undefined) return []
      const at = Math.max(...own.filter((part) => part.period === period).map(({ lastAt }) => lastAt), ...advanced.filter((part) => part.period === period).map((part) => part.at))
      const pay = { versionId: last.version.id, at, name: `${period}:customer:${scope}`, period, brand: null, customer: input.customers.has(scope) ? scope : null, amount: payable - paid }
      paid = payable
      return pay.amount === 0n ? [] : [pay]
    })
  })
}

/** What a CPA pays the affiliate, with the caps that count over all affiliates. */
function paidOf(input: Case, key: string): Pay[] {
  return cappedTogether(input.all, key, input.all.map((other) => cpa(other, key)))[input.all.indexOf(input)] ?? []
}

/** What customers have had as CPA before their shares: from the plan, and from the operator itself. */
function paidAdvances(input: Case): Pay[] {
  const isAdvance = (versionId: string, key: string) => input.versions.some((version) => version.id === versionId && componentIn(version, key, 'cpa')?.asAdvance === true)
  const keys = [...new Set(input.versions.flatMap((version) => [...keyed(version).keys()]))]
  const paid = keys.flatMap((key) => (input.versions.some(({ id }) => isAdvance(id, key)) ? paidOf(input, key).filter(({ versionId }) => isAdvance(versionId, key)) : []))
  const supplied = input.events
    .filter(({ suppliedCpa, cpaExcluded, version }) => suppliedCpa !== 0n && !cpaExcluded && isAboveCpa(input, version))
    .map((known) => ({ versionId: known.version.id, at: known.countsAt, period: known.period, brand: null, customer: known.event.customer, amount: known.suppliedCpa }))
  return [...paid, ...supplied]
}

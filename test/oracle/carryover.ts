import { monthAfter, monthEnd, monthOf, monthStart } from './calendar.ts'
import { type Case, componentIn, type Known } from './events.ts'
import { Fraction, smaller, sum } from './fraction.ts'
import type { CarryoverJson, RevenueShareJson, Version } from './model.ts'
import type { Pay } from './pay.ts'
import { baseOf, isAboveCpa, openShares, type PeriodShare, periodShares, tiersOf } from './shares.ts'

type HighRollers = NonNullable<RevenueShareJson['highRollers']>

interface CappedShare extends PeriodShare {
  readonly most: bigint
}

/** What one unit (all of the affiliate, a brand or a product) has of one share. */
interface Slot {
  readonly running: Running
  base: Fraction
  readonly customers: ReadonlyMap<string | null, Fraction>
}

/** A share that is put together piece by piece: each piece earns what it adds to the rounded whole. */
interface Running {
  readonly share: CappedShare
  base: Fraction
  earned: bigint
}

/** What one unit comes to in one period, while it is being changed. */
interface Total {
  readonly unit: string | null
  readonly period: string
  readonly versionId: string
  readonly slots: Slot[]
  base: Fraction
  amount: bigint
}

/** Something negative that is kept for later: base in major units, or commission in minor units. */
interface Lot {
  readonly customer: string | null
  readonly from: string
  readonly amount: Fraction
}

/** What the ends of periods change: negatives that are forgotten or carried, losses that are set apart. Of shares by period only. `pays`: what caps leave of them. */
export function closings(input: Case, key: string, pays: readonly Pay[]): Pay[] {
  // What caps have kept from being paid stays away: taking base off changes a share only as far as it falls below that.
  const plain = periodShares(openShares(input, key)).filter(({ version }) => !isAboveCpa(input, version)).map((share, index) => ({ ...share, most: pays[index]?.amount ?? share.amount }))
  const shares = plain.filter(({ component }) => tiersOf(component).window !== 'lifetime')
  const names = [...new Set(input.versions.flatMap((version) => nameOf(version, key) ?? []))]
  return names.flatMap((name) => closePool(input, shares.filter(({ version }) => nameOf(version, key) === name)))
}

/** Versions that say the same about negatives are added up together. */
function nameOf(version: Version, key: string): string | null {
  const component = componentIn(version, key, 'revenue_share')
  if (component === undefined) return null
  const { carryover, highRollers } = component
  return JSON.stringify([carryover === undefined ? null : [carryover.mode, carryover.scope ?? 'plan', carryover.what ?? 'commission', carryover.cap ?? null, carryover.expiryMonths ?? null], highRollers ?? null])
}

function closePool(input: Case, shares: readonly CappedShare[]): Pay[] {
  const component = shares[0]?.component
  if (component === undefined) return []
  const terms = component.carryover ?? input.program.carryover
  const periods = [...new Set(shares.map(({ period }) => period))].sort()
  const totals = periods.flatMap((period) => totalsOf(input, shares.filter((share) => share.period === period), terms))
  const units = [...new Set(totals.map(({ unit }) => unit))]
  return units.flatMap((unit) => {
    const chain = totals.filter((total) => total.unit === unit)
    const fenced = component.highRollers === undefined ? [] : fence(input, chain, component.highRollers)
    return [...fenced, ...carry(input, chain, terms)]
  })
}

function unitOf({ scope = 'plan' }: CarryoverJson, { event }: Known): string | null {
  return scope === 'brand' ? event.brand : scope === 'product' ? event.product : null
}

/** What the units come to in a period; what has no unit first, then by id. */
function totalsOf(input: Case, shares: readonly CappedShare[], terms: CarryoverJson): Total[] {
  const totals = new Map<string | null, Total>()
  for (const share of shares) {
    const running: Running = { share, base: Fraction.ZERO, earned: 0n }
    const units = [...new Set(share.own.map((known) => unitOf(terms, known)))].sort(compareUnits)
    for (const unit of units) {
      const own = share.own.filter((known) => unitOf(terms, known) === unit)
      const total = totals.get(unit) ?? { unit, period: share.period, versionId: share.version.id, slots: [], base: Fraction.ZERO, amount: 0n }
      totals.set(unit, total)
      const slot: Slot = { running, base: Fraction.ZERO, customers: byCustomer(share, own) }
      total.slots.push(slot)
      move(input, total, slot, sum(own.map((known) => baseOf(share.component, known))))
    }
  }
  return [...totals.values()].sort((a, b) => compareUnits(a.unit, b.unit))
}

function compareUnits(a: string | null, b: string | null): number {
  return a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1
}

function byCustomer({ component }: PeriodShare, events: readonly Known[]): Map<string | null, Fraction> {
  const bases = new Map<string | null, Fraction>()
  for (const known of events) bases.set(known.event.customer, (bases.get(known.event.customer) ?? Fraction.ZERO).plus(baseOf(component, known)))
  return bases
}

/** Adds to a unit's part of a share, or takes from it. */
function move(input: Case, total: Total, slot: Slot, base: Fraction): void {
  const { running } = slot
  running.base = running.base.plus(base)
  const { amount, most, exactOf } = running.share
  const uncapped = exactOf(running.base).rounded(input.digits)
  const earned = most < amount && uncapped > most ? most : uncapped
  total.amount += earned - running.earned
  running.earned = earned
  slot.base = slot.base.plus(base)
  total.base = total.base.plus(base)
}

/** Splits an amount over a unit's parts in proportion to positive weights, in millionths, the largest remainders first. Answers what that changes. */
function spread(input: Case, total: Total, amount: Fraction, weightOf: (slot: Slot) => Fraction): bigint {
  const slots = total.slots.filter((slot) => weightOf(slot).isPositive)
  const before = total.amount
  const parts = split(amount.isNegative ? amount.negated() : amount, slots.map(weightOf))
  slots.forEach((slot, index) => {
    const part = parts[index] ?? Fraction.ZERO
    move(input, total, slot, amount.isNegative ? part.negated() : part)
  })
  return total.amount - before
}

const MILLION = Fraction.of(1_000_000)

/** Largest remainder; ties to the earlier part. */
export function split(amount: Fraction, weights: readonly Fraction[]): Fraction[] {
  const all = sum(weights)
  const exact = weights.map((weight) => amount.times(weight).over(all).times(MILLION))
  const parts = exact.map(({ numerator, denominator }) => numerator / denominator)
  const remainders = exact.map((part, index) => ({ index, rest: part.minus(Fraction.of(parts[index] ?? 0n)) }))
  const left = Number(amount.times(MILLION).minus(sum(parts.map((part) => Fraction.of(part)))).numerator)
  for (const { index } of remainders.sort((a, b) => b.rest.compare(a.rest) || a.index - b.index).slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts.map((part) => Fraction.of(part, 1_000_000n))
}

/** Losses of high rollers are set apart when a period ends; a customer's own later revenue pays them down. */
function fence(input: Case, chain: readonly Total[], { threshold, expiryMonths }: HighRollers): Pay[] {
  let lots: readonly Lot[] = []
  return chain.flatMap((total) => {
    const isEnded = monthEnd(total.period, input.program.timeZone) <= input.now
    const before = total.amount
    const usable = lots.filter((lot) => isAlive(lot, expiryMonths, total.period))
    const customers = [...new Set(total.slots.flatMap(({ customers: own }) => [...own.keys()]))].filter((customer) => customer !== null).sort()
    const ownOf = (customer: string) => sum(total.slots.map((slot) => slot.customers.get(customer) ?? Fraction.ZERO))
    const paidDown = new Map(customers.map((customer) => [customer, smaller(positive(ownOf(customer)), sumOf(usable.filter((lot) => lot.customer === customer)))]))
    const paidOf = (customer: string) => paidDown.get(customer) ?? Fraction.ZERO
    const left = customers.reduce((rest, customer) => takeOldest(rest, customer, paidOf(customer)), usable)
    for (const customer of customers) if (paidOf(customer).isPositive) spread(input, total, paidOf(customer).negated(), (slot) => slot.customers.get(customer) ?? Fraction.ZERO)
    if (!isEnded) return payOf(input, total, total.amount - before, 'start')
    const losers = total.base.isNegative ? customers.filter((customer) => !ownOf(customer).isPositive && ownOf(customer).negated().isAtLeast(Fraction.decimal(threshold))) : []
    const losses = losers.map((customer) => ownOf(customer).negated())
    const set = losers.length === 0 ? [] : split(smaller(sum(losses), total.base.negated()), losses)
    losers.forEach((customer, index) => {
      const part = set[index] ?? Fraction.ZERO
      if (part.isPositive) spread(input, total, part, (slot) => (slot.customers.get(customer) ?? Fraction.ZERO).negated())
    })
    const added = losers.map((customer, index) => ({ customer, from: total.period, amount: set[index] ?? Fraction.ZERO }))
    lots = [...left, ...added]
    return payOf(input, total, total.amount - before, 'end')
  })
}

/** What earlier negatives left comes off a positive period; a negative one is brought to zero when it has ended, and forgotten or carried. */
function carry(input: Case, chain: readonly Total[], { mode, what = 'commission', cap, expiryMonths }: CarryoverJson): Pay[] {
  let lots: readonly Lot[] = []
  const earlier: Fraction[] = []
  return chain.flatMap((total) => {
    const { base, amount } = total
    const usable = lots.filter((lot) => isAlive(lot, expiryMonths, total.period))
    const room = what === 'commission' ? positive(Fraction.of(amount)) : base.isPositive && amount >= 0n ? base : Fraction.ZERO
    const used = smaller(sumOf(usable), room)
    if (used.isPositive && what === 'base') spread(input, total, used.negated(), (slot) => slot.base)
    const after = what === 'commission' ? amount - used.numerator : total.amount
    const carriedIn = payOf(input, total, after - amount, 'start')
    if (monthEnd(total.period, input.program.timeZone) > input.now) return carriedIn
    const left = takeOldest(usable, null, used).filter((lot) => isAlive(lot, expiryMonths, monthAfter(total.period)))
    const isNegative = mode === 'carry' && (what === 'commission' ? amount < 0n : base.isNegative && amount <= 0n)
    const negative = { customer: null, from: total.period, amount: what === 'commission' ? Fraction.of(-amount) : base.negated() }
    lots = isNegative ? limited([...left, negative], limitOf(input, { cap, what }, earlier)) : left
    earlier.push(what === 'commission' ? Fraction.of(amount) : base)
    return [...carriedIn, ...payOf(input, total, after < 0n ? -after : 0n, 'end')]
  })
}

function isAlive({ from }: Lot, expiryMonths: number | undefined, period: string): boolean {
  return expiryMonths === undefined || period <= monthAfter(from, expiryMonths)
}

function positive(amount: Fraction): Fraction {
  return amount.isPositive ? amount : Fraction.ZERO
}

function sumOf(lots: readonly Lot[]): Fraction {
  return sum(lots.map(({ amount }) => amount))
}

/** Lots after some of a customer's were used, the oldest first. */
function takeOldest(lots: readonly Lot[], customer: string | null, used: Fraction): Lot[] {
  let open = used
  return lots.flatMap((lot) => {
    if (lot.customer !== customer) return [lot]
    const part = smaller(lot.amount, open)
    open = open.minus(part)
    return lot.amount.compare(part) > 0 ? [{ ...lot, amount: lot.amount.minus(part) }] : []
  })
}

/** The most that may be carried: an amount, or a multiple of the average month before; null without limit. Rounded down. */
function limitOf({ digits }: Case, { cap, what }: { cap: CarryoverJson['cap']; what: string }, earlier: readonly Fraction[]): Fraction | null {
  if (cap === undefined) return null
  if (cap.amount !== undefined) return what === 'base' ? Fraction.decimal(cap.amount) : Fraction.of(Fraction.decimal(cap.amount).rounded(digits))
  const all = sum(earlier)
  if (!all.isPositive) return Fraction.ZERO
  const limit = all.over(Fraction.of(earlier.length)).times(Fraction.decimal(cap.averageMonths ?? 0))
  const unit = what === 'base' ? MILLION : Fraction.of(1)
  const { numerator, denominator } = limit.times(unit)
  return Fraction.of(numerator / denominator).over(unit)
}

/** As much of the lots as a limit leaves, the oldest first. */
function limited(lots: readonly Lot[], limit: Fraction | null): Lot[] {
  if (limit === null) return [...lots]
  let room = limit
  return lots.flatMap((lot) => {
    const amount = smaller(lot.amount, room)
    room = room.minus(amount)
    return amount.isPositive ? [{ ...lot, amount }] : []
  })
}

function payOf({ program: { timeZone } }: Case, { versionId, period, unit }: Total, amount: bigint, at: 'start' | 'end'): Pay[] {
  const instant = at === 'start' ? monthStart(period, timeZone) : monthEnd(period, timeZone) - 1
  return amount === 0n ? [] : [{ versionId, at: instant, period: monthOf(instant, timeZone), brand: unit, customer: null, amount }]
}

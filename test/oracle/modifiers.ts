import { dayOf, mondayOf, monthAfter, monthEnd, monthOf } from './calendar.ts'
import { type Case, keyed } from './events.ts'
import { Fraction } from './fraction.ts'
import type { CapJson, RateRowJson, Version } from './model.ts'
import type { Pay } from './pay.ts'

export interface RateFacts {
  readonly country: string | null
  readonly brand: string | null
  readonly product: string | null
  readonly tracker: string | null
  readonly device: string | null
}

/** The first row of a table of rates that matches. */
export function rowFor(rows: readonly RateRowJson[] | undefined, facts: RateFacts): RateRowJson | undefined {
  const isIn = (list: readonly string[] | undefined, value: string | null) => list === undefined || list.some((entry) => entry === value)
  return rows?.find(
    (row) => isIn(row.countries, facts.country) && isIn(row.brands, facts.brand) && isIn(row.products, facts.product) && isIn(row.trackers, facts.tracker) && isIn(row.devices, facts.device),
  )
}

/** A pay, and by its place among the cases whose it is. */
interface Entry {
  readonly pay: Pay
  readonly affiliate: number
}

/** Cuts what one affiliate's component pays to its caps. */
export function capped(input: Case, key: string, pays: readonly Pay[]): Pay[] {
  return cappedTogether([input], key, [pays])[0] ?? []
}

/** Cuts what a component pays affiliates to its caps: one pay after the other, each to the least that any cap leaves. */
export function cappedTogether(cases: readonly Case[], key: string, pays: readonly (readonly Pay[])[]): Pay[][] {
  const [input] = cases
  if (input === undefined) return []
  const entries = pays.flatMap((list, affiliate) => list.map((pay): Entry => ({ pay, affiliate })))
  const inOrder = entries.map((entry, place) => ({ entry, place })).sort((a, b) => comparePays(a.entry.pay, b.entry.pay) || a.place - b.place)
  const earlier: (Entry & { readonly kept: bigint; readonly caps: string })[] = []
  const kept = new Map<Entry, bigint>()
  for (const { entry } of inOrder) {
    const caps = keyed(versionWithId(input, entry.pay.versionId)).get(key)?.caps ?? []
    const text = JSON.stringify(caps)
    let left = entry.pay.amount
    for (const cap of left > 0n ? caps : []) {
      const room = roomOf(input, cap, entry.pay, earlier.filter((other) => other.caps === text && countsWith(input, cap, other, entry)))
      if (room < left) left = room
    }
    if (left > 0n) earlier.push({ ...entry, kept: left, caps: text })
    kept.set(entry, left)
  }
  return pays.map((_, affiliate) => entries.filter((entry) => entry.affiliate === affiliate).map((entry) => ({ ...entry.pay, amount: kept.get(entry) ?? 0n })))
}

/** The canonical order of what they are about. */
function comparePays(a: Pay, b: Pay): number {
  const byText = (one = '', other = '') => (one < other ? -1 : one > other ? 1 : 0)
  return a.at - b.at || byText(a.brand ?? '', b.brand ?? '') || byText(a.name, b.name)
}

function versionWithId(input: Case, id: string): Version {
  const found = input.versions.find((version) => version.id === id)
  if (found === undefined) throw new Error('a pay of no version')
  return found
}

function countsWith(input: Case, cap: CapJson, a: Entry, b: Entry): boolean {
  if (windowOf(input, cap, a.pay.at) !== windowOf(input, cap, b.pay.at)) return false
  if (cap.per === 'customer') return a.pay.customer !== null && a.pay.customer === b.pay.customer
  return cap.per === 'plan' || a.affiliate === b.affiliate
}

function windowOf({ program: { timeZone } }: Case, cap: CapJson, at: number): string {
  if (cap.window === 'lifetime') return ''
  const day = dayOf(at, timeZone)
  if (cap.window === 'day') return day
  return cap.window === 'week' ? mondayOf(day) : monthOf(at, timeZone)
}

function roomOf(input: Case, cap: CapJson, pay: Pay, earlier: readonly { readonly kept: bigint }[]): bigint {
  if (cap.per === 'customer' && pay.customer === null) return pay.amount
  if (cap.count !== undefined) return earlier.length < cap.count ? pay.amount : 0n
  return Fraction.decimal(cap.amount ?? 0).rounded(input.digits) - earlier.reduce((total, { kept }) => total + kept, 0n)
}

/** What is missing to the floor in each period that has ended and that the plan was in force in. */
export function floors(input: Case, key: string, pays: readonly Pay[]): Pay[] {
  return [...coveredPeriods(input)].flatMap(([period, version]) => {
    const floor = keyed(version).get(key)?.floor
    if (floor === undefined) return []
    const earned = pays.filter((pay) => pay.period === period).reduce((total, { amount }) => total + amount, 0n)
    const missing = Fraction.decimal(floor).rounded(input.digits) - earned
    const at = monthEnd(period, input.program.timeZone) - 1
    return missing > 0n ? [{ versionId: version.id, at, period, brand: null, customer: null, amount: missing }] : []
  })
}

/** Periods that have ended and in which the plan was in force, with the version in force for new customers at the end of that time. */
function coveredPeriods({ program: { timeZone }, versions, history, now }: Case): Map<string, Version> {
  const covered = new Map<string, Version>()
  const oldestFirst = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom)
  const first = oldestFirst[0]
  if (first === undefined) return covered
  for (const { from, until } of history.coverage) {
    const start = Math.max(from, first.effectiveFrom)
    const end = Math.min(until ?? now, now)
    for (let period = monthOf(start, timeZone); start < end && period <= monthOf(end - 1, timeZone); period = monthAfter(period)) {
      const periodEnd = monthEnd(period, timeZone)
      if (periodEnd > now) continue
      covered.set(period, oldestFirst.findLast(({ effectiveFrom }) => effectiveFrom < Math.min(periodEnd, end)) ?? first)
    }
  }
  return covered
}

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

/** Cuts what a component pays to its caps: one pay after the other, each to the least that any cap leaves. */
export function capped(input: Case, key: string, pays: readonly Pay[]): Pay[] {
  const capsOf = (versionId: string) => keyed(versionWithId(input, versionId)).get(key)?.caps ?? []
  const inOrder = pays.map((pay, place) => ({ pay, place })).sort((a, b) => comparePays(a.pay, b.pay) || a.place - b.place)
  const earlier: { pay: Pay; kept: bigint; caps: string }[] = []
  const kept = new Map<Pay, bigint>()
  for (const { pay } of inOrder) {
    const caps = capsOf(pay.versionId)
    let left = pay.amount
    if (pay.amount > 0n) {
      const text = JSON.stringify(caps)
      for (const cap of caps) {
        const together = earlier.filter((other) => other.caps === text && countsWith(input, cap, other.pay, pay))
        const room = roomOf(input, cap, pay, together)
        if (room < left) left = room
      }
      earlier.push({ pay, kept: left, caps: text })
    }
    kept.set(pay, left)
  }
  return pays.map((pay) => ({ ...pay, amount: kept.get(pay) ?? 0n }))
}

/** The canonical order of what they are about. */
function comparePays(a: Pay, b: Pay): number {
  const byText = (one = '', other = '') => (one < other ? -1 : one > other ? 1 : 0)
  return a.at - b.at || (a.name === undefined || b.name === undefined ? 0 : byText(a.brand ?? '', b.brand ?? '') || byText(a.name, b.name))
}

function versionWithId(input: Case, id: string): Version {
  const found = input.versions.find((version) => version.id === id)
  if (found === undefined) throw new Error('a pay of no version')
  return found
}

function countsWith(input: Case, cap: CapJson, a: Pay, b: Pay): boolean {
  if (windowOf(input, cap, a.at) !== windowOf(input, cap, b.at)) return false
  return cap.per !== 'customer' || (a.customer !== null && a.customer === b.customer)
}

function windowOf({ program: { timeZone } }: Case, cap: CapJson, at: number): string {
  if (cap.window === 'lifetime') return ''
  const day = dayOf(at, timeZone)
  if (cap.window === 'day') return day
  return cap.window === 'week' ? mondayOf(day) : monthOf(at, timeZone)
}

function roomOf(input: Case, cap: CapJson, pay: Pay, earlier: readonly { readonly kept: bigint }[]): bigint {
  if (cap.per === 'customer' && pay.customer === null) return pay.amount
  const paid = earlier.filter(({ kept }) => kept > 0n)
  if (cap.count !== undefined) return paid.length < cap.count ? pay.amount : 0n
  return Fraction.decimal(cap.amount ?? 0).rounded(input.digits) - paid.reduce((total, { kept }) => total + kept, 0n)
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

import { dayOf, monthEnd, monthStart, monthsFrom, monthOf } from './calendar.ts'
import { type Case, componentIn, versionFor } from './events.ts'
import { Fraction, sum } from './fraction.ts'
import type { Version } from './model.ts'
import type { Pay } from './pay.ts'

const QUARTER_MS = 15 * 60_000
const ends = new Map<string, readonly number[]>()

/** A fee for every period that has ended: by the days at whose end the plan was in force, each at the terms of that moment. */
export function fees(input: Case, key: string): Pay[] {
  const { program, now } = input
  const first = firstOf(input.versions)
  return monthsFrom(monthOf(first.effectiveFrom, program.timeZone), monthOf(now, program.timeZone)).flatMap((period) => {
    const end = monthEnd(period, program.timeZone)
    if (end > now) return []
    const lastMoments = dayEnds(period, program.timeZone).map((at) => at - 1)
    const covered = lastMoments.flatMap((at) => {
      const version = at >= first.effectiveFrom && isCovered(input, at) ? versionFor(program, input.versions, at, at) : undefined
      const component = version === undefined ? undefined : componentIn(version, key, 'period_fee')
      return version === undefined || component === undefined ? [] : [{ version, component }]
    })
    const last = covered.at(-1)
    if (last === undefined) return []
    const days = Fraction.of(lastMoments.length)
    const prorated = sum(covered.map(({ component }) => Fraction.decimal(component.amount).over(days)))
    const amount = last.component.proration === false ? Fraction.decimal(last.component.amount) : prorated
    return [{ versionId: last.version.id, at: end - 1, period, brand: null, customer: null, amount: amount.rounded(input.digits) }]
  })
}

export function firstOf(versions: readonly Version[]): Version {
  const first = [...versions].sort((a, b) => a.effectiveFrom - b.effectiveFrom)[0]
  if (first === undefined) throw new Error('a plan has a version')
  return first
}

/** Whether the plan was the affiliate's at an instant. */
export function isCovered({ history }: Case, at: number): boolean {
  return history.coverage.some(({ from, until }) => from <= at && (until === null || at < until))
}

/** The instants at which the days of a period end. */
function dayEnds(period: string, zone: string): readonly number[] {
  const known = ends.get(`${zone} ${period}`)
  if (known !== undefined) return known
  const found: number[] = []
  for (let at = monthStart(period, zone) + QUARTER_MS; at <= monthEnd(period, zone); at += QUARTER_MS) {
    if (dayOf(at, zone) !== dayOf(at - QUARTER_MS, zone)) found.push(at)
  }
  ends.set(`${zone} ${period}`, found)
  return found
}

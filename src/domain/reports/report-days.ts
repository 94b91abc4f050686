import { DomainError } from '../errors.ts'
import { daysBetween } from '../time/days.ts'
import { MOST_DAYS } from './report-definition.ts'

/** Days of a program's calendar, both ends included: `2026-11-01` to `2026-11-30`. */
export interface DayRange {
  readonly from: string
  readonly to: string
}

const DAY_MS = 86_400_000

/** Refuses days that do not exist, ranges the wrong way round and those that are too long: `invalid_request`. */
export function requireDays({ from, to }: DayRange): void {
  for (const [path, day] of [['from', from], ['to', to]] as const) {
    if (!isDay(day)) throw wrong(path, 'invalid_date', 'Expected a day such as 2026-11-21.')
  }
  if (to < from) throw wrong('to', 'before_from', 'The range ends before it begins.')
  if (lengthOf({ from, to }) > MOST_DAYS) throw wrong('from', 'too_long', `At most ${MOST_DAYS} days.`)
}

function wrong(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}

/** Whether a text is a day that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text)
}

export function lengthOf({ from, to }: DayRange): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

/** So many days on in the calendar, or back. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** All days of a range, ascending. */
export function daysOf(range: DayRange): string[] {
  return Array.from({ length: lengthOf(range) }, (_, index) => dayPlus(range.from, index))
}

/** The day that it is in a program. */
export function dayOf(instant: Date, timeZone: string): string {
  return daysBetween(instant, instant, timeZone)[0]?.day ?? instant.toISOString().slice(0, 10)
}

const USUAL_DAYS = 30

/** The days that were asked for; what is left open ends today and has 30 days. Throws `invalid_request`. */
export function chosenDays({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }, today: string): DayRange {
  const last = to ?? today
  const range = { from: from ?? (isDay(last) ? dayPlus(last, 1 - USUAL_DAYS) : last), to: last }
  requireDays(range)
  return range
}

/** What a range is compared with: as many days before it, or the same days a year before. */
export function compared(range: DayRange, compare: 'previous' | 'year'): DayRange {
  if (compare === 'previous') return { from: dayPlus(range.from, -lengthOf(range)), to: dayPlus(range.from, -1) }
  const from = yearBefore(range.from)
  return { from, to: dayPlus(from, lengthOf(range) - 1) }
}

/** February 29 has none a year before: the day after the 28th. */
function yearBefore(day: string): string {
  return dayPlus(`${String(Number(day.slice(0, 4)) - 1).padStart(4, '0')}-${day.slice(5) === '02-29' ? '03-01' : day.slice(5)}`, 0)
}

import { dateFormat } from '../intl-formats.ts'

/** A day such as `2026-11-21`, of the program's calendar: once it is made no time zone is involved. */
export type Day = string

/** From a day to a day, both of them in it. */
export type DayRange = { readonly from: Day; readonly to: Day }

const DAY_MS = 86_400_000

/** Whether a text is a day that the calendar has, between the years 1970 and 9999. */
export function isDay(text: unknown): text is Day {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = Date.parse(`${text}T00:00:00Z`)
  return Number.isFinite(instant) && instant >= 0 && dayOf(instant) === text
}

/** The day that it is at an instant in a time zone. */
export function dayInZone(instant: Date, timeZone: string): Day {
  const parts = dateFormat('en-US', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(instant)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`
}

export function addDays(day: Day, days: number): Day {
  return dayOf(instantOf(day) + days * DAY_MS)
}

/** The same day of another month; of a month that is too short its last one: January 31 and one month is the last of February. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  return dayOf(first.setUTCDate(Math.min(date, last)))
}

export function startOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

export function endOfMonth(day: Day): Day {
  return addDays(addMonths(startOfMonth(day), 1), -1)
}

export function startOfQuarter(day: Day): Day {
  return addMonths(startOfMonth(day), -((partsOf(day).month - 1) % 3))
}

export function startOfYear(day: Day): Day {
  return `${day.slice(0, 4)}-01-01`
}

/** How many days a range has: one when it begins and ends on the same. */
export function daysIn(range: DayRange): number {
  return Math.round((instantOf(range.to) - instantOf(range.from)) / DAY_MS) + 1
}

/** All days of a range, in order; the first `most` when there are more. */
export function eachDay(range: DayRange, most = 3_700): Day[] {
  return Array.from({ length: Math.max(0, Math.min(most, daysIn(range))) }, (_, index) => addDays(range.from, index))
}

function partsOf(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number)
  return { year, month, date }
}

function instantOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`)
}

function dayOf(instant: number): Day {
  return new Date(instant).toISOString().slice(0, 10)
}

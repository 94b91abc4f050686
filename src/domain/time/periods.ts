import assert from 'node:assert/strict'
import { Temporal } from 'temporal-polyfill'

/** A calendar month in a program's time zone, `2026-11`: the half-open range of instants from its first moment to the next month's. */
export type Period = string

const DAY_MS = 86_400_000
const PERIOD_PATTERN = /^(\d{4})-(0[1-9]|1[0-2])$/
const ZONE_PATTERN = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/
/** More zones than there are; a bound for the cache, not a limit anybody meets. */
const MAX_CACHED_ZONES = 1_000

/** First moments of months by zone; a month is year × 12 + month from 0. */
const monthStarts = new Map<string, Map<number, number>>()

/**
 * The period that an instant belongs to. The zone is an IANA name. When a clock is set back over the first midnight of a month, the
 * repeated minutes belong to the month that had begun: a period is one unbroken range of instants.
 */
export function periodOf(instant: Date, timeZone: string): Period {
  const ms = instant.getTime()
  const starts = startsIn(timeZone)
  // No zone is a day away from UTC, so the month is UTC's or a neighbour of it.
  const month = instant.getUTCFullYear() * 12 + instant.getUTCMonth()
  if (ms < monthStart(month, timeZone, starts)) return periodOfNumber(month - 1)
  return periodOfNumber(ms < monthStart(month + 1, timeZone, starts) ? month : month + 1)
}

/** The first instant of a period. */
export function periodStart(period: Period, timeZone: string): Date {
  return new Date(monthStart(periodNumber(period), timeZone, startsIn(timeZone)))
}

/** The first instant that no longer belongs to a period. */
export function periodEndExclusive(period: Period, timeZone: string): Date {
  return new Date(monthStart(periodNumber(period) + 1, timeZone, startsIn(timeZone)))
}

/** Whether a text is the IANA name of a time zone, such as `Europe/Malta` or `UTC`; offsets like `+01:00` are not. */
export function isTimeZone(name: string): boolean {
  if (!ZONE_PATTERN.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    // A RangeError is how Intl says no; it has no other way to ask.
    return false
  }
}

/** An instant a number of days of 24 hours later: holds and qualification windows count elapsed time, not calendar days. */
export function addDays(instant: Date, days: number): Date {
  return new Date(instant.getTime() + days * DAY_MS)
}

/**
 * An instant a number of calendar months later, in UTC; a day that the month does not have is its last (January 31 + 1 → February 28).
 */
export function addMonths(instant: Date, months: number): Date {
  const month = instant.getUTCMonth() + months
  const lastDay = new Date(Date.UTC(instant.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const moved = new Date(instant)
  moved.setUTCFullYear(instant.getUTCFullYear(), month, Math.min(instant.getUTCDate(), lastDay))
  return moved
}

function startsIn(timeZone: string): Map<number, number> {
  const known = monthStarts.get(timeZone)
  if (known !== undefined) return known
  if (monthStarts.size >= MAX_CACHED_ZONES) monthStarts.clear()
  const starts = new Map<number, number>()
  monthStarts.set(timeZone, starts)
  return starts
}

function monthStart(month: number, timeZone: string, starts: Map<number, number>): number {
  const known = starts.get(month)
  if (known !== undefined) return known
  const firstDay = new Temporal.PlainDate(Math.floor(month / 12), (month % 12) + 1, 1)
  // Without a time of day this is the day's first moment, also where midnight is skipped.
  const start = firstDay.toZonedDateTime(timeZone).epochMilliseconds
  starts.set(month, start)
  return start
}

/** The period of a number; the next one's is one more. */
export function periodOfNumber(month: number): Period {
  const year = Math.floor(month / 12)
  const monthOfYear = (month % 12) + 1
  return `${year}-${monthOfYear < 10 ? '0' : ''}${monthOfYear}`
}

/** Counts periods: the number of the next one is one more. */
export function periodNumber(period: Period): number {
  const match = PERIOD_PATTERN.exec(period)
  assert(match !== null, `not a period: ${period}`)
  return Number(match[1]) * 12 + Number(match[2]) - 1
}

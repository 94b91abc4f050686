import { Temporal } from 'temporal-polyfill'
import { windowKeys } from './calendar-windows.ts'

/** A day in a program's time zone, `2026-11-21`, and its first moment. */
export interface StartedDay {
  readonly day: string
  readonly startMs: number
}

/**
 * The days of a time zone from the one that `from` is in up to the one that `until` is in, ascending. Days that a zone has left out
 * (Samoa, December 30, 2011) are not among them.
 */
export function daysBetween(from: Date, until: Date, timeZone: string): StartedDay[] {
  const days: StartedDay[] = []
  let date = Temporal.PlainDate.from(windowKeys('day', timeZone)(from.getTime()))
  let startMs = startOf(date, timeZone)
  while (startMs <= until.getTime()) {
    const next = date.add({ days: 1 })
    const nextMs = startOf(next, timeZone)
    if (nextMs > startMs) days.push({ day: date.toString(), startMs })
    date = next
    startMs = nextMs
  }
  return days
}

function startOf(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds
}

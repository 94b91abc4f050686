import { Temporal } from 'temporal-polyfill'

/** Days, weeks (from Monday) and months of a program's time zone, and all time. */
export type WindowKind = 'day' | 'week' | 'month' | 'lifetime'

/** Half-open, in milliseconds since 1970. */
interface Window {
  readonly key: string
  readonly from: number
  readonly until: number
}

/**
 * Names the window that an instant belongs to: by its first day, `2026-11-02`. Made for instants that mostly ascend: the calendar is asked
 * once for each window, not once for each instant. A window is one unbroken range: when a clock is set back over the midnight that began
 * it, the repeated minutes stay in it (like periods).
 */
export function windowKeys(kind: WindowKind, timeZone: string): (instantMs: number) => string {
  if (kind === 'lifetime') return () => 'lifetime'
  let known: Window = { key: '', from: 0, until: 0 }
  return (instantMs) => {
    if (instantMs < known.from || instantMs >= known.until) known = windowAt(kind, timeZone, instantMs)
    return known.key
  }
}

function windowAt(kind: Exclude<WindowKind, 'lifetime'>, timeZone: string, instantMs: number): Window {
  const local = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone).toPlainDate()
  const first = firstDay(kind, local)
  const next = first.add(LENGTH[kind])
  const until = startOf(next, timeZone)
  // The clock was set back over the midnight that the next window had begun with.
  if (instantMs >= until) return { key: next.toString(), from: until, until: startOf(next.add(LENGTH[kind]), timeZone) }
  return { key: first.toString(), from: startOf(first, timeZone), until }
}

const LENGTH = { day: { days: 1 }, week: { days: 7 }, month: { months: 1 } } as const

function firstDay(kind: Exclude<WindowKind, 'lifetime'>, day: Temporal.PlainDate): Temporal.PlainDate {
  if (kind === 'month') return day.with({ day: 1 })
  return kind === 'week' ? day.subtract({ days: day.dayOfWeek - 1 }) : day
}

/** The day's first moment, also where midnight is skipped. */
function startOf(day: Temporal.PlainDate, timeZone: string): number {
  return day.toZonedDateTime(timeZone).epochMilliseconds
}

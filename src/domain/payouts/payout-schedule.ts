import { Temporal } from 'temporal-polyfill'
import type { PayoutSettings } from './payout-settings.ts'

/** A Monday: fortnights are counted from it. */
const FIRST_FORTNIGHT = new Temporal.PlainDate(2024, 1, 1)

/** The end of a rhythm's period: the first day after it, and that day's first moment. */
export interface PayoutDate {
  readonly day: string
  readonly at: Date
}

/**
 * The latest end of the rhythm at or before an instant, in a time zone: Mondays, every other Monday (from January 1, 2024), or first days of
 * months.
 */
export function lastPayoutDate(frequency: PayoutSettings['frequency'], now: Date, timeZone: string): PayoutDate {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).toPlainDate()
  const found = dateOf(firstDay(frequency, today), timeZone)
  // A clock that is set back over the midnight lets a day begin before it began.
  return found.at <= now ? found : dateOf(firstDay(frequency, today.subtract({ days: 1 })), timeZone)
}

/** The first moment of the rhythm's first end after an instant. */
export function nextPayoutDate(frequency: PayoutSettings['frequency'], after: Date, timeZone: string): Date {
  const last = Temporal.PlainDate.from(lastPayoutDate(frequency, after, timeZone).day)
  return dateOf(last.add(LENGTH[frequency]), timeZone).at
}

const LENGTH = { weekly: { weeks: 1 }, biweekly: { weeks: 2 }, monthly: { months: 1 } } as const

function dateOf(day: Temporal.PlainDate, timeZone: string): PayoutDate {
  return { day: day.toString(), at: new Date(day.toZonedDateTime(timeZone).epochMilliseconds) }
}

function firstDay(frequency: PayoutSettings['frequency'], today: Temporal.PlainDate): Temporal.PlainDate {
  if (frequency === 'monthly') return today.with({ day: 1 })
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  if (frequency === 'weekly') return monday
  const weeks = FIRST_FORTNIGHT.until(monday, { largestUnit: 'weeks' }).weeks
  return weeks % 2 === 0 ? monday : monday.subtract({ weeks: 1 })
}

const DAY_MS = 86_400_000
/** No zone has an offset that is no multiple of a quarter of an hour, in the years that matter. */
const QUARTER_MS = 15 * 60_000
const HOUR_MS = 4 * QUARTER_MS

const formats = new Map<string, Intl.DateTimeFormat>()
const days = new Map<string, string>()
const ends = new Map<string, number>()

/** The calendar day of an instant in a zone: `2026-11-21`. */
export function dayOf(at: number, zone: string): string {
  const quarter = Math.floor(at / QUARTER_MS)
  const key = `${zone} ${quarter}`
  const known = days.get(key)
  if (known !== undefined) return known
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  const day = format.format(quarter * QUARTER_MS)
  days.set(key, day)
  return day
}

/** The period of an instant: `2026-11`. What a clock repeats after a month has begun stays in the month. */
export function monthOf(at: number, zone: string): string {
  const [now, anHourAgo] = [dayOf(at, zone).slice(0, 7), dayOf(at - HOUR_MS, zone).slice(0, 7)]
  return now > anHourAgo ? now : anHourAgo
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

export function monthAfter(month: string, months = 1): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + months
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
}

/** The first instant after a period, found by trying. */
export function monthEnd(month: string, zone: string): number {
  const key = `${zone} ${month}`
  const known = ends.get(key)
  if (known !== undefined) return known
  let at = Date.parse(`${monthAfter(month)}-01T00:00:00Z`) - DAY_MS
  while (monthOf(at, zone) <= month) at += QUARTER_MS
  ends.set(key, at)
  return at
}

export function monthStart(month: string, zone: string): number {
  return monthEnd(monthAfter(month, -1), zone)
}

/** All months from one to another, both included. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = []
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month)
  return months
}

/** Calendar months later in UTC, on the month's last day where it is too short. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate()
  return Date.UTC(
    date.getUTCFullYear(), date.getUTCMonth() + months, Math.min(date.getUTCDate(), lastDay),
    date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds(), date.getUTCMilliseconds(),
  )
}

export function addDays(at: number, count: number): number {
  return at + count * DAY_MS
}

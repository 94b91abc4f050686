/** 2101-01-01T00:00:00Z: instants on the wire are from 1970 up to here, exclusive. */
const LAST_INSTANT_MS = Date.UTC(2101, 0, 1)
const MINUTE_MS = 60_000
const MAX_FRACTION_DIGITS = 9
const ZERO = 48
const NINE = 57

/**
 * Reads an ISO 8601 instant with a zone: `2024-01-15T10:30:00.000Z`, `…+00:00`. Seconds may be left out; digits finer than a millisecond
 * are cut off. Null for everything else: a date alone, no zone, a number, a space instead of the T, 24:00, February 30, leap seconds,
 * and instants outside 1970–2100.
 */
export function parseInstant(text: unknown): Date | null {
  if (typeof text !== 'string') return null
  const ms = instantMs(text)
  return ms === null ? null : new Date(ms)
}

const DAY_MS = 86_400_000
/** Beginnings of days that were asked for, `2026-11-21T`. A month has some thirty; the rest is for histories. */
const dayTexts = new Map<number, string>()
const MAX_DAY_TEXTS = 4_000

/**
 * Prints an instant as the wire has it: UTC, milliseconds, `Z`. Like toISOString, which takes three times as long: closing a period and
 * verifying it print millions of them. Throws a `RangeError` for an invalid date.
 */
export function formatInstant(instant: Date): string {
  const ms = instant.getTime()
  const day = Math.floor(ms / DAY_MS)
  const rest = ms - day * DAY_MS
  const seconds = Math.floor(rest / 1_000)
  const minutes = Math.floor(seconds / 60)
  return `${dayText(day)}${TWO_DIGITS[Math.floor(minutes / 60)]}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}.${THREE_DIGITS[rest % 1_000]}Z`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'))
const THREE_DIGITS = Array.from({ length: 1_000 }, (_, value) => String(value).padStart(3, '0'))

function dayText(day: number): string {
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  if (dayTexts.size >= MAX_DAY_TEXTS) dayTexts.clear()
  const iso = new Date(day * DAY_MS).toISOString()
  const text = iso.slice(0, iso.indexOf('T') + 1)
  dayTexts.set(day, text)
  return text
}

// Read character by character because it runs for every transaction, and because Date.parse takes far more than we may accept.
function instantMs(text: string): number | null {
  if (text[4] !== '-' || text[7] !== '-' || text[10] !== 'T' || text[13] !== ':') return null
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 2)
  const day = digitsAt(text, 8, 2)
  const hour = digitsAt(text, 11, 2)
  const minute = digitsAt(text, 14, 2)
  const areDigits = year >= 0 && month >= 1 && day >= 1 && hour >= 0 && minute >= 0
  if (!areDigits || month > 12 || day > daysInMonth(year, month) || hour > 23 || minute > 59) return null
  const seconds = secondsAt(text, 16)
  if (seconds === null) return null
  const offsetMinutes = offsetMinutesAt(text, seconds.end)
  if (offsetMinutes === null) return null
  const ms = Date.UTC(year, month - 1, day, hour, minute, 0, seconds.ms) - offsetMinutes * MINUTE_MS
  return ms < 0 || ms >= LAST_INSTANT_MS ? null : ms
}

/** The seconds and their fraction in milliseconds, from a `:` on, and where they end. None is zero seconds; null is a malformed part. */
function secondsAt(text: string, start: number): { ms: number; end: number } | null {
  if (text[start] !== ':') return { ms: 0, end: start }
  const second = digitsAt(text, start + 1, 2)
  if (second < 0 || second > 59) return null
  const point = start + 3
  if (text[point] !== '.') return { ms: second * 1000, end: point }
  let end = point + 1
  while (isDigit(text.charCodeAt(end))) end += 1
  const digits = end - point - 1
  if (digits < 1 || digits > MAX_FRACTION_DIGITS) return null
  const kept = Math.min(digits, 3)
  return { ms: second * 1000 + digitsAt(text, point + 1, kept) * 10 ** (3 - kept), end }
}

/** Minutes east of UTC of a zone that is all that is left of the text, `Z` or `±hh:mm`; null for anything else. */
function offsetMinutesAt(text: string, start: number): number | null {
  if (text[start] === 'Z') return text.length === start + 1 ? 0 : null
  const sign = text[start] === '+' ? 1 : text[start] === '-' ? -1 : 0
  if (sign === 0 || text.length !== start + 6 || text[start + 3] !== ':') return null
  const hours = digitsAt(text, start + 1, 2)
  const minutes = digitsAt(text, start + 4, 2)
  return hours < 0 || hours > 23 || minutes < 0 || minutes > 59 ? null : sign * (hours * 60 + minutes)
}

/** The number that `count` digits make, or -1 when one of them is no digit. */
function digitsAt(text: string, start: number, count: number): number {
  let value = 0
  for (let index = start; index < start + count; index += 1) {
    const code = text.charCodeAt(index)
    if (!isDigit(code)) return -1
    value = value * 10 + (code - ZERO)
  }
  return value
}

function isDigit(code: number): boolean {
  return code >= ZERO && code <= NINE
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

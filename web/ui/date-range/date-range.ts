import {
  addDays,
  addMonths,
  type Day,
  type DayRange,
  daysIn,
  endOfMonth,
  isDay,
  startOfMonth,
  startOfQuarter,
  startOfYear,
} from './calendar-days.ts'

export const PRESETS = ['today', 'last_7', 'last_30', 'last_90', 'this_month', 'last_month', 'this_quarter', 'this_year'] as const
export const COMPARISONS = ['previous', 'year_before', 'none'] as const

export type Preset = (typeof PRESETS)[number]
export type Comparison = (typeof COMPARISONS)[number]

/** What somebody has chosen. A preset stays one, so that a link to it means the same tomorrow; only chosen days are days. */
export type DateRangeValue = { readonly range: Preset | DayRange; readonly comparison: Comparison }

export const DEFAULT_DATE_RANGE: DateRangeValue = { range: 'last_30', comparison: 'previous' }

/** The days of what was chosen, when today is `today`. What runs on ends today. */
export function daysOf(range: Preset | DayRange, today: Day): DayRange {
  if (typeof range !== 'string') return range
  switch (range) {
    case 'today':
      return { from: today, to: today }
    case 'last_7':
      return { from: addDays(today, -6), to: today }
    case 'last_30':
      return { from: addDays(today, -29), to: today }
    case 'last_90':
      return { from: addDays(today, -89), to: today }
    case 'this_month':
      return { from: startOfMonth(today), to: today }
    case 'last_month':
      return { from: addMonths(startOfMonth(today), -1), to: addDays(startOfMonth(today), -1) }
    case 'this_quarter':
      return { from: startOfQuarter(today), to: today }
    case 'this_year':
      return { from: startOfYear(today), to: today }
  }
}

/** The days to compare with; null for none. */
export function comparedDays(value: DateRangeValue, today: Day): DayRange | null {
  const days = daysOf(value.range, today)
  if (value.comparison === 'none') return null
  if (value.comparison === 'year_before') return movedByMonths(days, -12)
  const months = monthsOf(value.range, days)
  return months === null ? { from: addDays(days.from, -daysIn(days)), to: addDays(days.from, -1) } : movedByMonths(days, -months)
}

/** A range of the calendar is compared with the same part of the month (quarter, year) before it: November 1–21 with October 1–21. */
function monthsOf(range: Preset | DayRange, days: DayRange): number | null {
  if (range === 'this_month' || range === 'last_month') return 1
  if (range === 'this_quarter') return 3
  if (range === 'this_year') return 12
  if (typeof range === 'string' || !isWholeMonths(days)) return null
  return monthNumber(days.to) - monthNumber(days.from) + 1
}

function isWholeMonths(days: DayRange): boolean {
  return days.from === startOfMonth(days.from) && days.to === endOfMonth(days.to)
}

function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
}

/** Whole months stay whole months, however long they are. */
function movedByMonths(days: DayRange, months: number): DayRange {
  const to = addMonths(days.to, months)
  return { from: addMonths(days.from, months), to: isWholeMonths(days) ? endOfMonth(to) : to }
}

/** The value in an address: `range=last_30&compare=previous`, or `range=2026-11-01..2026-11-21`. What is not understood is `fallback`. */
export function readDateRange(search: Readonly<Record<string, unknown>>, fallback = DEFAULT_DATE_RANGE): DateRangeValue {
  return {
    range: readRange(search['range']) ?? fallback.range,
    comparison: COMPARISONS.find((one) => one === search['compare']) ?? fallback.comparison,
  }
}

export type DateRangeSearch = { readonly range: string | undefined; readonly compare: string | undefined }

/** The other way round; what is as in `fallback` is left out, so that the address stays short. */
export function writeDateRange(value: DateRangeValue, fallback = DEFAULT_DATE_RANGE): DateRangeSearch {
  const range = rangeText(value.range)
  return {
    range: range === rangeText(fallback.range) ? undefined : range,
    compare: value.comparison === fallback.comparison ? undefined : value.comparison,
  }
}

function rangeText(range: Preset | DayRange): string {
  return typeof range === 'string' ? range : `${range.from}..${range.to}`
}

function readRange(text: unknown): Preset | DayRange | null {
  if (typeof text !== 'string') return null
  const [from, to, more] = text.split('..')
  if (more === undefined && isDay(from) && isDay(to) && from <= to) return { from, to }
  return PRESETS.find((preset) => preset === text) ?? null
}

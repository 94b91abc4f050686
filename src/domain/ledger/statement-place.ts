import { type Period, periodEndExclusive, periodStart } from '../time/periods.ts'
import type { Book } from './book.ts'

/** On whose statement a row stands: a period's. */
export interface StatementPlace {
  readonly statementPeriod: string
  /** The closed period that it would have stood in; null: it came in time. */
  readonly missedPeriod: string | null
}

/** Where something of a moment stands: in the period of that moment, or, once that is closed, in the earliest open one. */
export function statementPlace({ calendar, openFrom }: Pick<Book, 'calendar' | 'openFrom'>, moment: Date): StatementPlace {
  const own = calendar.at(moment).name
  if (openFrom === null || moment >= openFrom) return { statementPeriod: own, missedPeriod: null }
  return { statementPeriod: calendar.at(openFrom).name, missedPeriod: own }
}

/** The moment that decides where a line stands: its event's, or the nearest within the month that the rules count it in. */
export function momentOf({ occurredAt, period }: { readonly occurredAt: Date; readonly period: Period }, timeZone: string): Date {
  const start = periodStart(period, timeZone)
  if (occurredAt < start) return start
  const end = periodEndExclusive(period, timeZone)
  return occurredAt < end ? occurredAt : new Date(end.getTime() - 1)
}

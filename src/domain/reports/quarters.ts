import { windowKeys } from '../time/calendar-windows.ts'

/**
 * PostgreSQL counts by quarters of an hour, and the days they lie in are named here: the calendar of a program is known to one module only.
 * Every offset that a time zone has had since 1972 is a whole number of quarters, and so is every first moment of a day.
 */
export function quarterOf(column: string): string {
  return `date_bin('15 minutes', ${column}, '2000-01-01T00:00:00Z')`
}

/** What a quarter holds, by the names of its columns. */
export type Counted = Record<string, unknown>

/**
 * Adds up rows of quarters to rows of days. `key`: the columns that tell rows apart beside the day; `sums`: those that are added up. Rows of
 * which nothing is left are dropped.
 */
export function byDay(
  rows: readonly (Counted & { readonly quarter: Date })[], timeZone: string, { key, sums }: { readonly key: readonly string[]; readonly sums: readonly string[] },
): DayRow[] {
  const dayOf = windowKeys('day', timeZone)
  const days = new Map<string, DayRow>()
  for (const row of [...rows].sort((a, b) => a.quarter.getTime() - b.quarter.getTime())) {
    const day = dayOf(row.quarter.getTime())
    const name = `${day} ${key.map((column) => String(row[column])).join(' ')}`
    const known = days.get(name)
    if (known === undefined) days.set(name, { ...row, day })
    else for (const sum of sums) known[sum] = amountOf(known[sum]) + amountOf(row[sum])
  }
  return [...days.values()].filter((row) => sums.some((sum) => row[sum] !== 0n))
}

/** A row of a day. */
export type DayRow = Counted & { readonly day: string }

function amountOf(value: unknown): bigint {
  return typeof value === 'bigint' ? value : 0n
}

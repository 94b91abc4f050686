import { Temporal } from 'temporal-polyfill'

/** The rhythms of statements. Rules of commission count in calendar months whatever a program chooses (docs/decisions/0025). */
export const PERIOD_KINDS = ['weekly', 'half_monthly', 'monthly', 'quarterly'] as const
export type PeriodKind = (typeof PERIOD_KINDS)[number]

/** From which local day on (`2026-12-01`) a program's periods are of a kind. The first entry holds from the beginning and names no day. */
export interface PeriodKindChange {
  readonly kind: PeriodKind
  readonly from?: string
}

/** A half-open range of instants: local days of the program's time zone. */
export interface StatementPeriod {
  /** `2026-W45`, `2026-11-H1`, `2026-11`, `2026-Q4`. */
  readonly name: string
  readonly kind: PeriodKind
  readonly startsAt: Date
  readonly endsAt: Date
  /** The local days of both. */
  readonly firstDay: string
  readonly endDay: string
}

/** More programs than one process works for at a time; a bound, not a limit anybody meets. */
const MAX_CALENDARS = 1_000
/** Periods that a calendar keeps at hand. */
const MAX_KNOWN = 500
const calendars = new Map<string, StatementCalendar>()

/** The calendar of a program. One object for the same zone and kinds, because it remembers what it worked out. */
export function statementCalendar(timeZone: string, kinds: readonly PeriodKindChange[]): StatementCalendar {
  const key = `${timeZone} ${JSON.stringify(kinds)}`
  const known = calendars.get(key)
  if (known !== undefined) return known
  if (calendars.size >= MAX_CALENDARS) calendars.clear()
  const calendar = new StatementCalendar(timeZone, kinds)
  calendars.set(key, calendar)
  return calendar
}

/**
 * Says in which period an instant stands. Every instant is in exactly one: periods follow each other without a gap, and each is one
 * unbroken range. When a clock is set back over the midnight that began a period, the repeated minutes stay in it.
 */
export class StatementCalendar {
  readonly timeZone: string
  readonly kinds: readonly PeriodKindChange[]
  readonly #known = new Map<string, StatementPeriod>()
  #last: StatementPeriod | undefined

  constructor(timeZone: string, kinds: readonly PeriodKindChange[]) {
    this.timeZone = timeZone
    this.kinds = kinds
  }

  /** The period that an instant is in. Fast for instants that are near each other. */
  at(instant: Date): StatementPeriod {
    const ms = instant.getTime()
    if (this.#last !== undefined && isIn(this.#last, ms)) return this.#last
    for (const period of this.#known.values()) if (isIn(period, ms)) return this.#remember(period)
    const day = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(this.timeZone).toPlainDate()
    const period = this.#periodOf(day)
    // The clock was set back over the midnight that the next period had begun with.
    return this.#remember(isIn(period, ms) ? period : this.#periodOf(Temporal.PlainDate.from(period.endDay)))
  }

  /** The period that follows. */
  after(period: StatementPeriod): StatementPeriod {
    return this.at(period.endsAt)
  }

  /** The period of a name; null where the program has none of it. */
  named(name: string): StatementPeriod | null {
    const first = firstDayNamed(name)
    if (first === null) return null
    for (const { from } of this.kinds) {
      const day = from !== undefined && Temporal.PlainDate.compare(first, from) < 0 ? Temporal.PlainDate.from(from) : first
      const period = this.#periodOf(day)
      if (period.name === name) return period
    }
    return null
  }

  /** The kinds when another one follows at the end of the period that is under way at `from`. */
  changedTo(kind: PeriodKind, from: Date): readonly PeriodKindChange[] {
    const { endDay } = this.at(from)
    const kept = this.kinds.filter((entry) => entry.from === undefined || entry.from < endDay)
    return kept.at(-1)?.kind === kind ? kept : [...kept, { kind, from: endDay }]
  }

  #remember(period: StatementPeriod): StatementPeriod {
    if (this.#known.size >= MAX_KNOWN) this.#known.clear()
    this.#known.set(period.name, period)
    this.#last = period
    return period
  }

  #periodOf(day: Temporal.PlainDate): StatementPeriod {
    const text = day.toString()
    const index = this.kinds.findLastIndex(({ from }) => from === undefined || from <= text)
    const entry = this.kinds[index]
    if (entry === undefined) throw new Error('a calendar without a first kind')
    const cell = CELLS[entry.kind](day)
    const [firstDay, endDay] = [latest(cell.first.toString(), entry.from), earliest(cell.next.toString(), this.kinds[index + 1]?.from)]
    return { name: cell.name, kind: entry.kind, startsAt: startOf(firstDay, this.timeZone), endsAt: startOf(endDay, this.timeZone), firstDay, endDay }
  }
}

function isIn({ startsAt, endsAt }: StatementPeriod, ms: number): boolean {
  return ms >= startsAt.getTime() && ms < endsAt.getTime()
}

interface Cell {
  readonly name: string
  readonly first: Temporal.PlainDate
  readonly next: Temporal.PlainDate
}

const CELLS: Readonly<Record<PeriodKind, (day: Temporal.PlainDate) => Cell>> = {
  weekly(day) {
    const first = day.subtract({ days: day.dayOfWeek - 1 })
    return { name: `${day.yearOfWeek}-W${twoDigits(day.weekOfYear ?? 0)}`, first, next: first.add({ days: 7 }) }
  },
  half_monthly(day) {
    const month = day.with({ day: 1 })
    const middle = day.with({ day: 16 })
    return day.day < 16 ? { name: `${monthName(day)}-H1`, first: month, next: middle } : { name: `${monthName(day)}-H2`, first: middle, next: month.add({ months: 1 }) }
  },
  monthly(day) {
    const first = day.with({ day: 1 })
    return { name: monthName(day), first, next: first.add({ months: 1 }) }
  },
  quarterly(day) {
    const quarter = Math.ceil(day.month / 3)
    const first = day.with({ month: quarter * 3 - 2, day: 1 })
    return { name: `${fourDigits(day.year)}-Q${quarter}`, first, next: first.add({ months: 3 }) }
  },
}

function firstDayNamed(name: string): Temporal.PlainDate | null {
  const match = /^(?<year>\d{4})-(?:W(?<week>\d\d)|Q(?<quarter>[1-4])|(?<month>0[1-9]|1[0-2])(?:-H(?<half>[12]))?)$/.exec(name)
  const { year = '', week, quarter, month, half } = match?.groups ?? {}
  if (match === null) return null
  if (week !== undefined) return firstDayOfWeek(Number(year), Number(week))
  if (quarter !== undefined) return new Temporal.PlainDate(Number(year), Number(quarter) * 3 - 2, 1)
  return new Temporal.PlainDate(Number(year), Number(month), half === '2' ? 16 : 1)
}

/** The Monday of an ISO 8601 week: week 1 has January 4 in it. */
function firstDayOfWeek(year: number, week: number): Temporal.PlainDate {
  const inFirst = new Temporal.PlainDate(year, 1, 4)
  return inFirst.subtract({ days: inFirst.dayOfWeek - 1 }).add({ days: (week - 1) * 7 })
}

function monthName({ year, month }: Temporal.PlainDate): string {
  return `${fourDigits(year)}-${twoDigits(month)}`
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}

function fourDigits(value: number): string {
  return String(value).padStart(4, '0')
}

// Days are texts whose order is that of time.
function latest(day: string, other: string | undefined): string {
  return other !== undefined && other > day ? other : day
}

function earliest(day: string, other: string | undefined): string {
  return other !== undefined && other < day ? other : day
}

/** The day's first moment, also where midnight is skipped. */
function startOf(day: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds)
}

import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { PERIOD_KINDS, type PeriodKind, type PeriodKindChange, StatementCalendar, type StatementPeriod, statementCalendar } from '../../src/domain/time/statement-periods.ts'
import { pick, random } from '../simulation/random.ts'
import { DOSED_TIMEOUT_MS, dose, SEED } from '../support/dose.ts'

// Clocks that were changed at midnight (Cairo, Beirut, Asunción, Tehran, Azores), by half an hour or by two (Lord Howe, Troll), over a day
// that was left out (Apia, Kiritimati), in the middle of Ramadan (Casablanca), to another standard (Pyongyang), or never (Kathmandu, UTC).
const ZONES = [
  'Europe/Malta', 'America/Sao_Paulo', 'Pacific/Apia', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Antarctica/Troll', 'Africa/Cairo', 'Asia/Beirut',
  'Africa/Casablanca', 'Pacific/Chatham', 'America/Asuncion', 'Atlantic/Azores', 'Asia/Tehran', 'Asia/Pyongyang', 'Pacific/Kiritimati', 'America/New_York', 'UTC',
]
const HOUR_MS = 3_600_000
const FIRST_MS = Date.UTC(1990, 0, 1)
const LAST_MS = Date.UTC(2060, 0, 1)
const INSTANTS = dose({ small: 12, short: 1_000, long: 20_000 })
const YEARS = dose({ small: [2011, 2013], short: [1990, 2040], long: [1970, 2060] })

const calendarOf = (kind: PeriodKind, zone = 'UTC'): StatementCalendar => new StatementCalendar(zone, [{ kind }])
const named = (calendar: StatementCalendar, name: string): StatementPeriod => calendar.named(name) ?? expect.fail(`no period ${name}`)
const shown = ({ name, startsAt, endsAt }: StatementPeriod): string => `${name} ${startsAt.toISOString()} ${endsAt.toISOString()}`
const near = (calendar: StatementCalendar, ms: number): string => calendar.at(new Date(ms)).name

/** The local day that an instant would have if a clock that goes back over midnight did not bring the day before again. */
function latestDay(ms: number, zone: string): string {
  const dayAt = (at: number): string => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString()
  // A clock goes back by two hours at most (Troll); what it showed in them before, it had begun.
  return [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2].map((hours) => dayAt(ms - hours * HOUR_MS)).reduce((a, b) => (a > b ? a : b))
}

/** What a period of a kind is called that has a day in it, by counting on fingers. */
const NAMES: Readonly<Record<PeriodKind, (day: string) => string>> = {
  monthly: (day) => day.slice(0, 7),
  half_monthly: (day) => `${day.slice(0, 7)}-H${Number(day.slice(8)) <= 15 ? 1 : 2}`,
  quarterly: (day) => `${day.slice(0, 4)}-Q${['01', '04', '07', '10'].findLastIndex((month) => day.slice(5, 7) >= month) + 1}`,
  weekly: (day) => {
    // The week belongs to the year that its Thursday is in.
    const date = new Date(`${day}T00:00:00Z`)
    const thursday = new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * 24 * HOUR_MS)
    const year = thursday.getUTCFullYear()
    const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 24 * HOUR_MS)) + 1
    return `${year}-W${String(week).padStart(2, '0')}`
  },
}

describe.each(ZONES)('in %s', (zone) => {
  test.each(PERIOD_KINDS)('every instant is in exactly one %s period, and it is that of its local day', { timeout: DOSED_TIMEOUT_MS }, (kind) => {
    const next = random(SEED)
    const calendar = calendarOf(kind, zone)
    for (let i = 0; i < INSTANTS; i += 1) {
      const somewhere = FIRST_MS + Math.floor(next() * (LAST_MS - FIRST_MS))
      const boundary = new StatementCalendar(zone, [{ kind }]).at(new Date(somewhere)).endsAt.getTime()
      // Anywhere, at a boundary, a millisecond before it, and within two hours of it.
      const ms = pick(next, [somewhere, boundary, boundary - 1, boundary + Math.floor((next() * 4 - 2) * HOUR_MS)])
      const period = calendar.at(new Date(ms))
      const about = `${zone} ${kind} ${new Date(ms).toISOString()}, seed ${SEED}`
      expect(period.startsAt.getTime() <= ms && ms < period.endsAt.getTime(), about).toBe(true)
      expect(period.name, about).toBe(NAMES[kind](latestDay(ms, zone)))
      const before = calendar.at(new Date(period.startsAt.getTime() - 1))
      expect([before.endsAt, calendar.after(period).startsAt], about).toEqual([period.startsAt, period.endsAt])
      // One that has forgotten everything says the same.
      expect(shown(calendarOf(kind, zone).at(new Date(ms))), about).toBe(shown(period))
    }
  })

  test.each(PERIOD_KINDS)('%s periods follow each other without a gap over the years, and their names are their own', { timeout: DOSED_TIMEOUT_MS }, (kind) => {
    const calendar = calendarOf(kind, zone)
    const names = new Set<string>()
    let period = calendar.at(new Date(Date.UTC(YEARS[0] ?? 0, 0, 1)))
    for (const until = Date.UTC(YEARS[1] ?? 0, 0, 1); period.startsAt.getTime() < until; ) {
      const following = calendar.after(period)
      expect(following.startsAt, period.name).toEqual(period.endsAt)
      expect(period.endsAt > period.startsAt, period.name).toBe(true)
      expect(names.has(period.name), period.name).toBe(false)
      names.add(period.name)
      if (names.size % 20 === 0) expect(shown(named(calendarOf(kind, zone), period.name))).toBe(shown(period))
      period = following
    }
  })
})

test.each`
  zone                     | kind              | name          | startsAt                      | endsAt
  ${'Europe/Malta'}        | ${'monthly'}      | ${'2026-10'}  | ${'2026-09-30T22:00:00.000Z'} | ${'2026-10-31T23:00:00.000Z'}
  ${'Europe/Malta'}        | ${'weekly'}       | ${'2026-W43'} | ${'2026-10-18T22:00:00.000Z'} | ${'2026-10-25T23:00:00.000Z'}
  ${'Pacific/Apia'}        | ${'weekly'}       | ${'2011-W52'} | ${'2011-12-26T10:00:00.000Z'} | ${'2012-01-01T10:00:00.000Z'}
  ${'Pacific/Apia'}        | ${'half_monthly'} | ${'2011-12-H2'} | ${'2011-12-16T10:00:00.000Z'} | ${'2011-12-31T10:00:00.000Z'}
  ${'Pacific/Kiritimati'}  | ${'monthly'}      | ${'1994-12'}  | ${'1994-12-01T10:00:00.000Z'} | ${'1994-12-31T10:00:00.000Z'}
  ${'Asia/Kathmandu'}      | ${'quarterly'}    | ${'2026-Q4'}  | ${'2026-09-30T18:15:00.000Z'} | ${'2026-12-31T18:15:00.000Z'}
  ${'Australia/Lord_Howe'} | ${'monthly'}      | ${'2026-04'}  | ${'2026-03-31T13:00:00.000Z'} | ${'2026-04-30T13:30:00.000Z'}
  ${'Asia/Beirut'}         | ${'weekly'}       | ${'2026-W12'} | ${'2026-03-15T22:00:00.000Z'} | ${'2026-03-22T22:00:00.000Z'}
  ${'America/Asuncion'}    | ${'monthly'}      | ${'2017-10'}  | ${'2017-10-01T04:00:00.000Z'} | ${'2017-11-01T03:00:00.000Z'}
  ${'Asia/Pyongyang'}      | ${'half_monthly'} | ${'2015-08-H1'} | ${'2015-07-31T15:00:00.000Z'} | ${'2015-08-15T15:30:00.000Z'}
`('$name in $zone is from $startsAt to $endsAt', ({ zone, kind, name, startsAt, endsAt }) => {
  expect(shown(named(calendarOf(kind, zone), name))).toBe(`${name} ${startsAt} ${endsAt}`)
})

test('minutes that come again when a clock is set back over the midnight that began a month stay in it', () => {
  // In Cuba clocks go back from 1:00 to 0:00 on the first Sunday of November, which was the first of the month in 2026.
  const calendar = calendarOf('monthly', 'America/Havana')
  expect(near(calendar, Date.parse('2026-11-01T03:59:59.999Z'))).toBe('2026-10')
  for (const instant of ['2026-11-01T04:00:00.000Z', '2026-11-01T04:59:59.999Z', '2026-11-01T05:00:00.000Z']) expect(near(calendar, Date.parse(instant))).toBe('2026-11')
})

describe('weeks have the names of ISO 8601', () => {
  test.each`
    day             | name
    ${'2026-12-31'} | ${'2026-W53'}
    ${'2027-01-03'} | ${'2026-W53'}
    ${'2027-01-04'} | ${'2027-W01'}
    ${'2025-12-28'} | ${'2025-W52'}
    ${'2025-12-29'} | ${'2026-W01'}
    ${'2021-01-01'} | ${'2020-W53'}
    ${'2023-01-01'} | ${'2022-W52'}
    ${'2024-12-30'} | ${'2025-W01'}
    ${'2026-11-08'} | ${'2026-W45'}
    ${'2026-11-09'} | ${'2026-W46'}
  `('$day is in $name', ({ day, name }) => {
    expect(near(calendarOf('weekly'), Date.parse(`${day}T12:00:00Z`))).toBe(name)
  })
})

describe('names', () => {
  test.each(['2026-11', '2026-11-H1', '2026-W45', '2026-Q4', '2020-W53'])('%s is a period of its kind only', (name) => {
    const found = PERIOD_KINDS.filter((kind) => calendarOf(kind).named(name) !== null)
    expect(found).toHaveLength(1)
  })

  test.each(['', '2026', '2026-13', '2026-00', '2026-1', '26-11', '2026-11-H3', '2026-11-H', '2026-W00', '2026-W54', '2025-W53', '2026-Q0', '2026-Q5', '2026-11 ', '2026-11-01', '２０２６-11', '2026-w45', '-2026-11'])('%j is none', (name) => {
    for (const kind of PERIOD_KINDS) expect(calendarOf(kind).named(name)).toBeNull()
  })

  test('of the first and the last year that there are, too', () => {
    for (const [kind, name] of [['monthly', '0001-01'], ['monthly', '9999-12'], ['quarterly', '9999-Q4'], ['weekly', '9999-W52'], ['half_monthly', '0001-01-H1']] as const) expect(named(calendarOf(kind), name).name).toBe(name)
  })
})

describe('a program that changes the kind of its periods', () => {
  const at = (day: string): Date => new Date(`${day}T12:00:00Z`)
  const listed = (kinds: readonly PeriodKindChange[], from: string, count: number): string[] => {
    const calendar = new StatementCalendar('UTC', kinds)
    const periods = [calendar.at(at(from))]
    while (periods.length < count) periods.push(calendar.after(periods.at(-1) ?? expect.fail()))
    return periods.map(({ name, firstDay, endDay }) => `${name} ${firstDay}/${endDay}`)
  }

  test('keeps the period that is under way, and cuts the first of the new kind', () => {
    const weekly = calendarOf('monthly').changedTo('weekly', at('2026-11-21'))
    expect(weekly).toEqual([{ kind: 'monthly' }, { kind: 'weekly', from: '2026-12-01' }])
    expect(listed(weekly, '2026-11-30', 3)).toEqual(['2026-11 2026-11-01/2026-12-01', '2026-W49 2026-12-01/2026-12-07', '2026-W50 2026-12-07/2026-12-14'])
    expect(named(new StatementCalendar('UTC', weekly), '2026-W49').firstDay).toBe('2026-12-01')
    expect(new StatementCalendar('UTC', weekly).named('2026-12')).toBeNull()
    expect(new StatementCalendar('UTC', weekly).named('2026-W48')).toBeNull()
  })

  test('goes back to where it was in the middle of a month, and of a quarter', () => {
    const kinds = [{ kind: 'monthly' }, { kind: 'weekly', from: '2026-12-01' }, { kind: 'monthly', from: '2026-12-14' }, { kind: 'quarterly', from: '2027-02-01' }] as const
    expect(listed(kinds, '2026-12-07', 5)).toEqual(['2026-W50 2026-12-07/2026-12-14', '2026-12 2026-12-14/2027-01-01', '2027-01 2027-01-01/2027-02-01', '2027-Q1 2027-02-01/2027-04-01', '2027-Q2 2027-04-01/2027-07-01'])
    const calendar = new StatementCalendar('UTC', kinds)
    for (const name of ['2026-W50', '2026-12', '2027-01', '2027-Q1']) expect(named(calendar, name).name).toBe(name)
  })

  test('thinks better of it before the change has come', () => {
    const calendar = new StatementCalendar('UTC', [{ kind: 'monthly' }, { kind: 'weekly', from: '2026-12-01' }])
    expect(calendar.changedTo('monthly', at('2026-11-21'))).toEqual([{ kind: 'monthly' }])
    expect(calendar.changedTo('quarterly', at('2026-11-21'))).toEqual([{ kind: 'monthly' }, { kind: 'quarterly', from: '2026-12-01' }])
    expect(calendar.changedTo('weekly', at('2026-11-21'))).toEqual(calendar.kinds)
    expect(calendar.changedTo('weekly', at('2026-12-21'))).toEqual(calendar.kinds)
  })

  test.each(['Europe/Malta', 'Pacific/Apia', 'Africa/Cairo', 'America/Havana'])('as often as it likes, in %s: every instant stays in exactly one period, and no name comes twice', { timeout: DOSED_TIMEOUT_MS }, (zone) => {
    const next = random(SEED)
    for (let round = 0; round < dose({ small: 1, short: 40, long: 600 }); round += 1) {
      let kinds: readonly PeriodKindChange[] = [{ kind: pick(next, PERIOD_KINDS) }]
      let ms = Date.UTC(2009, 0, 1)
      while (ms < Date.UTC(2013, 0, 1)) {
        const before = new StatementCalendar(zone, kinds)
        const underWay = before.at(new Date(ms))
        kinds = before.changedTo(pick(next, PERIOD_KINDS), new Date(ms))
        // What is under way, and all before it, stays as it is.
        expect(shown(new StatementCalendar(zone, kinds).at(new Date(ms)))).toBe(shown(underWay))
        ms += Math.floor(next() * 150 * 24 * HOUR_MS)
      }
      const calendar = statementCalendar(zone, kinds)
      const names = new Set<string>()
      let period = calendar.at(new Date(Date.UTC(2008, 11, 1)))
      while (period.startsAt.getTime() < Date.UTC(2014, 0, 1)) {
        const about = `${zone} ${JSON.stringify(kinds)} ${period.name}, seed ${SEED}`
        expect(names.has(period.name), about).toBe(false)
        names.add(period.name)
        expect(shown(named(calendar, period.name)), about).toBe(shown(period))
        const following = calendar.after(period)
        expect(following.startsAt, about).toEqual(period.endsAt)
        for (const ms of [period.endsAt.getTime() - 1, period.endsAt.getTime(), period.endsAt.getTime() + Math.floor((next() * 4 - 2) * HOUR_MS)]) {
          const found = calendar.at(new Date(ms))
          expect(found.startsAt.getTime() <= ms && ms < found.endsAt.getTime(), about).toBe(true)
        }
        period = following
      }
    }
  })
})

test('a calendar is the same object for the same zone and kinds, because it remembers', () => {
  expect(statementCalendar('Europe/Malta', [{ kind: 'weekly' }])).toBe(statementCalendar('Europe/Malta', [{ kind: 'weekly' }]))
  expect(statementCalendar('Europe/Malta', [{ kind: 'weekly' }])).not.toBe(statementCalendar('Europe/Malta', [{ kind: 'monthly' }]))
})

import { expect, test } from 'vitest'
import { addMonths, dayInZone, daysIn, eachDay, isDay } from '../../web/ui/date-range/calendar-days.ts'
import { type Comparison, comparedDays, DEFAULT_DATE_RANGE, daysOf, PRESETS, readDateRange, writeDateRange } from '../../web/ui/date-range/date-range.ts'

test.each`
  range             | today           | from            | to
  ${'today'}        | ${'2026-11-21'} | ${'2026-11-21'} | ${'2026-11-21'}
  ${'last_7'}       | ${'2026-11-21'} | ${'2026-11-15'} | ${'2026-11-21'}
  ${'last_7'}       | ${'2026-03-02'} | ${'2026-02-24'} | ${'2026-03-02'}
  ${'last_30'}      | ${'2026-11-21'} | ${'2026-10-23'} | ${'2026-11-21'}
  ${'last_90'}      | ${'2026-01-15'} | ${'2025-10-18'} | ${'2026-01-15'}
  ${'this_month'}   | ${'2026-11-01'} | ${'2026-11-01'} | ${'2026-11-01'}
  ${'last_month'}   | ${'2026-03-31'} | ${'2026-02-01'} | ${'2026-02-28'}
  ${'last_month'}   | ${'2028-03-31'} | ${'2028-02-01'} | ${'2028-02-29'}
  ${'last_month'}   | ${'2026-01-10'} | ${'2025-12-01'} | ${'2025-12-31'}
  ${'this_quarter'} | ${'2026-09-30'} | ${'2026-07-01'} | ${'2026-09-30'}
  ${'this_quarter'} | ${'2026-10-01'} | ${'2026-10-01'} | ${'2026-10-01'}
  ${'this_year'}    | ${'2026-11-21'} | ${'2026-01-01'} | ${'2026-11-21'}
`('$range on $today is $from to $to', ({ range, today, from, to }) => {
  expect(daysOf(range, today)).toEqual({ from, to })
})

const own = (from: string, to: string) => ({ from, to })

test.each`
  range                               | today           | comparison       | from            | to              | because
  ${'last_7'}                         | ${'2026-11-21'} | ${'previous'}    | ${'2026-11-08'} | ${'2026-11-14'} | ${'as many days before'}
  ${'today'}                          | ${'2026-11-01'} | ${'previous'}    | ${'2026-10-31'} | ${'2026-10-31'} | ${'yesterday'}
  ${'this_month'}                     | ${'2026-11-21'} | ${'previous'}    | ${'2026-10-01'} | ${'2026-10-21'} | ${'the same part of the month before'}
  ${'this_month'}                     | ${'2026-10-31'} | ${'previous'}    | ${'2026-09-01'} | ${'2026-09-30'} | ${'a whole month with a whole month'}
  ${'this_month'}                     | ${'2026-03-30'} | ${'previous'}    | ${'2026-02-01'} | ${'2026-02-28'} | ${'a month that is shorter ends sooner'}
  ${'last_month'}                     | ${'2026-03-15'} | ${'previous'}    | ${'2026-01-01'} | ${'2026-01-31'} | ${'February with January'}
  ${'this_quarter'}                   | ${'2026-11-21'} | ${'previous'}    | ${'2026-07-01'} | ${'2026-08-21'} | ${'the same part of the quarter before'}
  ${'this_year'}                      | ${'2026-11-21'} | ${'previous'}    | ${'2025-01-01'} | ${'2025-11-21'} | ${'the same part of the year before'}
  ${own('2026-07-01', '2026-08-31')}  | ${'2026-11-21'} | ${'previous'}    | ${'2026-05-01'} | ${'2026-06-30'} | ${'two whole months with two whole months'}
  ${own('2026-11-05', '2026-11-09')}  | ${'2026-11-21'} | ${'previous'}    | ${'2026-10-31'} | ${'2026-11-04'} | ${'five days with five days'}
  ${own('2024-02-01', '2024-02-29')}  | ${'2026-11-21'} | ${'year_before'} | ${'2023-02-01'} | ${'2023-02-28'} | ${'of a leap year'}
  ${own('2025-02-01', '2025-02-28')}  | ${'2026-11-21'} | ${'year_before'} | ${'2024-02-01'} | ${'2024-02-29'} | ${'with a leap year'}
  ${own('2024-02-29', '2024-02-29')}  | ${'2026-11-21'} | ${'year_before'} | ${'2023-02-28'} | ${'2023-02-28'} | ${'a day that the year before has not'}
`('$range on $today, $comparison: $from to $to ($because)', ({ range, today, comparison, from, to }) => {
  expect(comparedDays({ range, comparison }, today)).toEqual({ from, to })
})

test('no comparison has no days, and as many days as the range has are compared when days roll', () => {
  expect(comparedDays({ range: 'last_30', comparison: 'none' }, '2026-11-21')).toBeNull()
  for (const range of ['today', 'last_7', 'last_30', 'last_90'] as const) {
    const before = comparedDays({ range, comparison: 'previous' }, '2026-11-21')
    expect(before === null ? 0 : daysIn(before)).toBe(daysIn(daysOf(range, '2026-11-21')))
  }
})

test('a range survives the address, and what an address cannot mean is the default', () => {
  const comparisons: Comparison[] = ['previous', 'year_before', 'none']
  for (const range of [...PRESETS, own('2026-11-01', '2026-11-21')]) {
    for (const comparison of comparisons) expect(readDateRange({ ...writeDateRange({ range, comparison }) })).toEqual({ range, comparison })
  }
  expect(writeDateRange(DEFAULT_DATE_RANGE)).toEqual({ range: undefined, compare: undefined })
  for (const range of ['', 'never', '2026-11-21..2026-11-01', '2026-02-30..2026-03-01', '2026-11-01..2026-11-02..2026-11-03', 7, null]) {
    expect(readDateRange({ range, compare: 'sometimes' }), String(range)).toEqual(DEFAULT_DATE_RANGE)
  }
})

test('the day is that of the zone', () => {
  const instant = new Date('2026-11-20T23:30:00Z')
  expect(dayInZone(instant, 'Europe/Malta')).toBe('2026-11-21')
  expect(dayInZone(instant, 'America/Sao_Paulo')).toBe('2026-11-20')
})

test('months end where they end, days are counted with both ends', () => {
  expect([addMonths('2026-01-31', 1), addMonths('2024-03-31', -1), addMonths('2026-12-15', 1)]).toEqual(['2026-02-28', '2024-02-29', '2027-01-15'])
  expect(eachDay({ from: '2026-03-28', to: '2026-03-30' })).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
  expect(['2026-02-29', '2026-1-01', 'x', 7, '0000-00-00', '1969-12-31'].map(isDay)).toEqual([false, false, false, false, false, false])
})

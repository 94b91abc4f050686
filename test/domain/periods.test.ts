import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { addDays, addMonths, isTimeZone, periodEndExclusive, periodOf, periodStart } from '../../src/domain/time/periods.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

const ZONES = [
  'UTC',
  'Europe/Malta',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Asuncion',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'Asia/Beirut',
  'Africa/Cairo',
]

describe('the period of an instant', () => {
  test.each`
    instant                       | zone                    | period
    ${'2026-10-31T22:59:59.999Z'} | ${'Europe/Malta'}       | ${'2026-10'}
    ${'2026-10-31T23:00:00.000Z'} | ${'Europe/Malta'}       | ${'2026-11'}
    ${'2026-11-01T02:59:59.999Z'} | ${'America/Sao_Paulo'}  | ${'2026-10'}
    ${'2026-11-01T03:00:00.000Z'} | ${'America/Sao_Paulo'}  | ${'2026-11'}
    ${'2026-12-31T10:00:00.000Z'} | ${'Pacific/Kiritimati'} | ${'2027-01'}
    ${'2027-01-01T10:59:59.999Z'} | ${'Pacific/Pago_Pago'}  | ${'2026-12'}
    ${'1970-01-01T00:00:00.000Z'} | ${'America/New_York'}   | ${'1969-12'}
  `('$instant in $zone is $period', ({ instant, zone, period }) => {
    expect(periodOf(new Date(instant), zone)).toBe(period)
  })

  test('a month that begins twice, because the clock is set back over its midnight, begins once', () => {
    // Newfoundland, 2009: at 00:01 on November 1 it was 23:01 on October 31 again.
    expect(periodStart('2009-11', 'America/St_Johns').toISOString()).toBe('2009-11-01T02:30:00.000Z')
    expect(periodOf(new Date('2009-11-01T02:45:00.000Z'), 'America/St_Johns')).toBe('2009-11')
  })

  test('a month whose midnight is skipped begins with its first moment', () => {
    // Amman, 2016: the clock went from 24:00 of March 31 to 01:00 of April 1.
    expect(periodStart('2016-04', 'Asia/Amman').toISOString()).toBe('2016-03-31T22:00:00.000Z')
  })

  test('periods are half-open and follow each other', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 1, max: 12 }), (zone, year, month) => {
        const period = `${year}-${String(month).padStart(2, '0')}`
        const end = periodEndExclusive(period, zone)
        expect(periodOf(periodStart(period, zone), zone)).toBe(period)
        expect(periodOf(new Date(end.getTime() - 1), zone)).toBe(period)
        expect(periodStart(periodOf(end, zone), zone)).toEqual(end)
      }),
    )
  })

  test('the local calendar agrees, in every zone and around every change of the clock', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), ...ZONES)
    const anyTime = fc.integer({ min: 0, max: Date.UTC(2101, 0, 1) - 1 })
    // Minutes around the beginning of a month in UTC, where the zones differ.
    const turns = fc
      .tuple(fc.integer({ min: 0, max: 131 * 12 - 1 }), fc.integer({ min: -15 * 3_600, max: 15 * 3_600 }))
      .map(([month, seconds]) => Math.max(0, Date.UTC(1970, month, 1) + seconds * 1_000))
    fc.assert(
      fc.property(zones, fc.oneof(anyTime, turns), (zone, ms) => {
        const period = periodOf(new Date(ms), zone)
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone)
        const calendar = local.toPlainDate().toPlainYearMonth().toString()
        // In repeated minutes the calendar goes back; the period does not.
        if (period !== calendar) expect(periodStart(period, zone).getTime()).toBeLessThanOrEqual(ms)
        if (period !== calendar) expect(local.add({ hours: 2 }).toPlainDate().toPlainYearMonth().toString()).toBe(period)
        expect(periodStart(period, zone).getTime() <= ms && ms < periodEndExclusive(period, zone).getTime()).toBe(true)
      }),
      { numRuns: dose({ small: 1_000, short: 5_000, long: 50_000 }) },
    )
  }, DOSED_TIMEOUT_MS)

  test.each(['', '2026', '2026-13', '2026-1', '26-01'])('"%s" is no period', (text) => {
    expect(() => periodStart(text, 'UTC')).toThrow('not a period')
  })
})

describe('time zones', () => {
  test.each(['UTC', 'Europe/Malta', 'America/Argentina/Buenos_Aires', 'Etc/GMT+3'])('%s is one', (name) => {
    expect(isTimeZone(name)).toBe(true)
  })
  test.each(['', '+01:00', 'Mars/Olympus', 'Europe/Malta ', "UTC'; drop table"])('"%s" is none', (name) => {
    expect(isTimeZone(name)).toBe(false)
  })
})

describe('adding time', () => {
  test('days are 24 hours, also when the clock changes', () => {
    expect(addDays(new Date('2026-10-24T12:00:00.000Z'), 2).toISOString()).toBe('2026-10-26T12:00:00.000Z')
  })

  test.each`
    from                          | months | to
    ${'2026-01-31T10:00:00.000Z'} | ${1}   | ${'2026-02-28T10:00:00.000Z'}
    ${'2024-01-31T10:00:00.000Z'} | ${1}   | ${'2024-02-29T10:00:00.000Z'}
    ${'2024-02-29T10:00:00.000Z'} | ${12}  | ${'2025-02-28T10:00:00.000Z'}
    ${'2026-11-15T23:59:59.999Z'} | ${12}  | ${'2027-11-15T23:59:59.999Z'}
    ${'2026-12-31T00:00:00.000Z'} | ${2}   | ${'2027-02-28T00:00:00.000Z'}
  `('$months months after $from it is $to', ({ from, months, to }) => {
    expect(addMonths(new Date(from), months).toISOString()).toBe(to)
  })
})

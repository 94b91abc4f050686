import { expect, test } from 'vitest'
import { daysBetween } from '../../src/domain/time/days.ts'

/** `day start` of each day. */
function days(from: string, until: string, timeZone: string): string[] {
  return daysBetween(new Date(from), new Date(until), timeZone).map(({ day, startMs }) => `${day} ${new Date(startMs).toISOString()}`)
}

test('days run from the first moment of the one to the first moment of the next', () => {
  const expected = ['2026-11-20 2026-11-19T23:00:00.000Z', '2026-11-21 2026-11-20T23:00:00.000Z']
  expect(days('2026-11-19T23:00:00.000Z', '2026-11-21T22:59:59.999Z', 'Europe/Malta')).toEqual(expected)
  expect(days('2026-11-20T22:59:59.999Z', '2026-11-20T23:00:00.000Z', 'Europe/Malta')).toEqual(expected)
  expect(days('2026-11-20T22:59:59.999Z', '2026-11-20T22:59:59.999Z', 'Europe/Malta')).toEqual(expected.slice(0, 1))
})

test.each`
  case                                              | zone                   | from                      | until                     | expected
  ${'of 23 hours'}                                  | ${'Europe/Malta'}      | ${'2026-03-29T12:00:00Z'} | ${'2026-03-30T12:00:00Z'} | ${['2026-03-29 2026-03-28T23:00:00.000Z', '2026-03-30 2026-03-29T22:00:00.000Z']}
  ${'of 25 hours'}                                  | ${'Europe/Malta'}      | ${'2026-10-25T12:00:00Z'} | ${'2026-10-26T12:00:00Z'} | ${['2026-10-25 2026-10-24T22:00:00.000Z', '2026-10-26 2026-10-25T23:00:00.000Z']}
  ${'that begins at one, because midnight is none'} | ${'America/Sao_Paulo'} | ${'2018-11-04T12:00:00Z'} | ${'2018-11-04T12:00:00Z'} | ${['2018-11-04 2018-11-04T03:00:00.000Z']}
  ${'over whose midnight the clock is set back'}    | ${'America/St_Johns'}  | ${'2010-11-06T12:00:00Z'} | ${'2010-11-07T02:45:00Z'} | ${['2010-11-06 2010-11-06T02:30:00.000Z', '2010-11-07 2010-11-07T02:30:00.000Z']}
  ${'that a zone leaves out'}                       | ${'Pacific/Apia'}      | ${'2011-12-29T12:00:00Z'} | ${'2011-12-30T12:00:00Z'} | ${['2011-12-29 2011-12-29T10:00:00.000Z', '2011-12-31 2011-12-30T10:00:00.000Z']}
`('a day $case', ({ zone, from, until, expected }) => {
  expect(days(from, until, zone)).toEqual(expected)
})

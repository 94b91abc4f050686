import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInstant, parseInstant } from '../../src/domain/time/instant.ts'

describe('an instant on the wire', () => {
  test.each`
    text                                | instant
    ${'2024-01-15T10:30:00.000Z'}       | ${'2024-01-15T10:30:00.000Z'}
    ${'2024-01-15T10:30:00+00:00'}      | ${'2024-01-15T10:30:00.000Z'}
    ${'2024-01-15T10:30:00-03:00'}      | ${'2024-01-15T13:30:00.000Z'}
    ${'2024-01-15T10:30:00.5+05:30'}    | ${'2024-01-15T05:00:00.500Z'}
    ${'2024-01-15T10:30Z'}              | ${'2024-01-15T10:30:00.000Z'}
    ${'2024-01-15T10:30:00.1239999Z'}   | ${'2024-01-15T10:30:00.123Z'}
    ${'2024-01-15T10:30:00.123456789Z'} | ${'2024-01-15T10:30:00.123Z'}
    ${'2024-02-29T23:59:59.999Z'}       | ${'2024-02-29T23:59:59.999Z'}
    ${'2000-02-29T00:00:00Z'}           | ${'2000-02-29T00:00:00.000Z'}
    ${'1970-01-01T00:00:00Z'}           | ${'1970-01-01T00:00:00.000Z'}
    ${'2100-12-31T23:59:59.999Z'}       | ${'2100-12-31T23:59:59.999Z'}
    ${'1969-12-31T23:30:00-01:00'}      | ${'1970-01-01T00:30:00.000Z'}
  `('$text is $instant', ({ text, instant }) => {
    const parsed = parseInstant(text)
    expect(parsed === null ? null : formatInstant(parsed)).toBe(instant)
  })

  test.each`
    case                         | text
    ${'a date alone'}            | ${'2024-01-15'}
    ${'no zone'}                 | ${'2024-01-15T10:30:00'}
    ${'no zone, milliseconds'}   | ${'2024-01-15T10:30:00.000'}
    ${'a Unix number'}           | ${1705314600}
    ${'a Unix number as text'}   | ${'1705314600'}
    ${'an American date'}        | ${'01/15/2024'}
    ${'a space for the T'}       | ${'2024-01-15 10:30:00'}
    ${'a space, with a zone'}    | ${'2024-01-15 10:30:00Z'}
    ${'a named zone'}            | ${'2024-01-15T10:30:00 Europe/Malta'}
    ${'24 o’clock'}              | ${'2024-01-15T24:00:00Z'}
    ${'minute 60'}               | ${'2024-01-15T10:60:00Z'}
    ${'a leap second'}           | ${'2016-12-31T23:59:60Z'}
    ${'February 30'}             | ${'2024-02-30T00:00:00Z'}
    ${'February 29, no leap'}    | ${'2023-02-29T00:00:00Z'}
    ${'February 29 of 2100'}     | ${'2100-02-29T00:00:00Z'}
    ${'April 31'}                | ${'2024-04-31T00:00:00Z'}
    ${'day 0'}                   | ${'2024-01-00T00:00:00Z'}
    ${'month 13'}                | ${'2024-13-01T00:00:00Z'}
    ${'ten fraction digits'}     | ${'2024-01-15T10:30:00.1234567890Z'}
    ${'a point without digits'}  | ${'2024-01-15T10:30:00.Z'}
    ${'a sign for a digit'}      | ${'2024-01-15T10:30:+1Z'}
    ${'an offset of 24 hours'}   | ${'2024-01-15T10:30:00+24:00'}
    ${'an offset without colon'} | ${'2024-01-15T10:30:00+0000'}
    ${'something after it'}      | ${'2024-01-15T10:30:00Z '}
    ${'a moment before 1970'}    | ${'1969-12-31T23:59:59.999Z'}
    ${'before 1970 by its zone'} | ${'1970-01-01T00:00:00+01:00'}
    ${'after 2100'}              | ${'2101-01-01T00:00:00Z'}
    ${'an expanded year'}        | ${'+002024-01-15T10:30:00Z'}
    ${'nothing'}                 | ${''}
    ${'null'}                    | ${null}
    ${'a Date'}                  | ${new Date(0)}
  `('$case is refused', ({ text }) => {
    expect(parseInstant(text)).toBeNull()
  })

  test('what is printed is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2101, 0, 1) - 1 }), (ms) => {
        expect(formatInstant(new Date(ms))).toBe(new Date(ms).toISOString())
        expect(parseInstant(formatInstant(new Date(ms)))?.getTime()).toBe(ms)
      }),
    )
  })

  test('whatever else is sent, it is refused or is what Date would read', () => {
    const parts = fc.array(fc.constantFrom('2024', '-', '02', '30', 'T', ':', '59', '.', '123', 'Z', '+', '00', ' '), { maxLength: 16 })
    const nearMisses = fc
      .tuple(fc.constant('2024-01-15T10:30:00.000Z'), fc.nat(23), fc.string({ maxLength: 2 }))
      .map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1))
    fc.assert(
      fc.property(
        fc.oneof(
          parts.map((list) => list.join('')),
          nearMisses,
        ),
        (text) => {
          const parsed = parseInstant(text)
          if (parsed !== null) expect(parsed.getTime()).toBe(Date.parse(text))
        },
      ),
      { numRuns: 2_000 },
    )
  })
})

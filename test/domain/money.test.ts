import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allocate,
  divideHalfAwayFromZero,
  exactNumber,
  microsFromNumber,
  microsToMinor,
  microsToText,
  minorFromNumberExact,
  minorToMicros,
  minorToText,
} from '../../src/domain/money/amounts.ts'
import { isCurrency, minorDigits } from '../../src/domain/money/currencies.ts'
import { ratePpmFromText, ratePpmToText } from '../../src/domain/money/rates.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

describe('currencies', () => {
  test.each`
    code     | digits
    ${'EUR'} | ${2}
    ${'IDR'} | ${2}
    ${'HUF'} | ${2}
    ${'COP'} | ${2}
    ${'JPY'} | ${0}
    ${'CLP'} | ${0}
    ${'KWD'} | ${3}
    ${'CLF'} | ${4}
  `('$code has $digits decimals', ({ code, digits }) => {
    expect(minorDigits(code)).toBe(digits)
  })

  test.each(['eur', 'EURO', 'XXX', 'XAU', '', 'constructor'])('%s is no currency that money is kept in', (code) => {
    expect(isCurrency(code)).toBe(false)
    expect(() => minorDigits(code)).toThrow(RangeError)
  })
})

describe('reading a wire number', () => {
  test.each`
    value                  | micros
    ${0}                   | ${0n}
    ${-0}                  | ${0n}
    ${12.5}                | ${12_500_000n}
    ${0.1 + 0.2}           | ${300_000n}
    ${1e-7}                | ${0n}
    ${4.9e-7}              | ${0n}
    ${5e-7}                | ${1n}
    ${-5e-7}               | ${-1n}
    ${2.5e-6}              | ${3n}
    ${1.0000005}           | ${1_000_001n}
    ${1.005}               | ${1_005_000n}
    ${-3.25}               | ${-3_250_000n}
    ${123456789.987654321} | ${123456789_987654n}
    ${9_999_999_999_999}   | ${9_999_999_999_999_000_000n}
    ${1e13}                | ${null}
    ${-1e13}               | ${null}
    ${9007199254740993.01} | ${null}
    ${Number('1e400')}     | ${null}
    ${-Infinity}           | ${null}
    ${Number.NaN}          | ${null}
  `('$value is read as $micros millionths', ({ value, micros }) => {
    expect(microsFromNumber(value)).toBe(micros)
  })

  test('any double is read as its decimal text of 15 digits, rounded half away from zero to 6 decimals', () => {
    const amounts = fc.oneof(
      fc.double({ min: -1.1e13, max: 1.1e13 }),
      fc.double({ min: -100, max: 100 }),
      fc.double({ noNaN: true }),
      // Amounts with a few decimals, and those that lie next to a half of a millionth.
      fc.tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 })).map(([digits, places]) => digits / 10 ** places),
      fc.tuple(fc.integer(), fc.integer({ min: -3, max: 3 })).map(([units, ulps]) => (units + 0.5) / 1e6 + ulps * 2 ** -40),
    )
    fc.assert(
      fc.property(amounts, (value) => {
        expect(microsFromNumber(value)).toBe(microsByHand(value))
      }),
      { numRuns: dose({ small: 5_000, short: 100_000, long: 1_000_000 }) },
    )
  }, DOSED_TIMEOUT_MS)

  test('amounts with cents, up to a billion, are read exactly', () => {
    const cents = fc.integer({ min: -100_000_000_000, max: 100_000_000_000 })
    fc.assert(
      fc.property(cents, (units) => {
        expect(microsFromNumber(units / 100)).toBe(BigInt(units) * 10_000n)
      }),
      { numRuns: dose({ small: 10_000, short: 100_000, long: 1_000_000 }) },
    )
  }, DOSED_TIMEOUT_MS)

  test.each`
    value         | currency | minor
    ${12.5}       | ${'EUR'} | ${1250n}
    ${12.505}     | ${'EUR'} | ${null}
    ${0.1 + 0.2}  | ${'EUR'} | ${30n}
    ${-0}         | ${'EUR'} | ${0n}
    ${100}        | ${'JPY'} | ${100n}
    ${100.5}      | ${'JPY'} | ${null}
    ${1.125}      | ${'KWD'} | ${1125n}
    ${1e-7}       | ${'EUR'} | ${null}
    ${5e-324}     | ${'EUR'} | ${null}
    ${1e13}       | ${'EUR'} | ${null}
    ${Number.NaN} | ${'EUR'} | ${null}
  `('an amount of our own resources, $value $currency, is $minor minor units', ({ value, currency, minor }) => {
    expect(minorFromNumberExact(value, currency)).toBe(minor)
  })
})

describe('writing amounts', () => {
  test.each`
    micros            | text
    ${12_500_000n}    | ${'12.5'}
    ${0n}             | ${'0'}
    ${-3_250_000n}    | ${'-3.25'}
    ${1n}             | ${'0.000001'}
    ${-1n}            | ${'-0.000001'}
    ${1_000_000_000n} | ${'1000'}
  `('$micros millionths are written $text', ({ micros, text }) => {
    expect(microsToText(micros)).toBe(text)
  })

  test('minor units are written in the digits of their currency', () => {
    expect([minorToText(1250n, 'EUR'), minorToText(-5n, 'EUR'), minorToText(100n, 'JPY'), minorToText(5n, 'KWD')]).toEqual([
      '12.5',
      '-0.05',
      '100',
      '0.005',
    ])
  })

  test('JSON holds digits that a double would lose', () => {
    expect(JSON.stringify({ amount: exactNumber(minorToText(900719925474099301n, 'EUR')) })).toBe('{"amount":9007199254740993.01}')
  })
})

describe('rates', () => {
  test.each`
    text         | ppm
    ${'0'}       | ${0n}
    ${'25'}      | ${250_000n}
    ${'7.5'}     | ${75_000n}
    ${'0.0001'}  | ${1n}
    ${'100'}     | ${1_000_000n}
    ${'7.50000'} | ${null}
    ${'-1'}      | ${null}
    ${'.5'}      | ${null}
    ${'5.'}      | ${null}
    ${'5%'}      | ${null}
    ${'1e2'}     | ${null}
    ${''}        | ${null}
    ${' 5'}      | ${null}
  `('$text percent is $ppm parts per million', ({ text, ppm }) => {
    expect(ratePpmFromText(text)).toBe(ppm)
  })

  test('a rate is written as it was read', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000_000n }), (ppm) => {
        expect(ratePpmFromText(ratePpmToText(ppm))).toBe(ppm)
      }),
    )
  })
})

describe('rounding and splitting', () => {
  test.each`
    numerator | expected
    ${24n}    | ${2n}
    ${25n}    | ${3n}
    ${26n}    | ${3n}
    ${-24n}   | ${-2n}
    ${-25n}   | ${-3n}
    ${-26n}   | ${-3n}
  `('$numerator tenths are rounded to $expected', ({ numerator, expected }) => {
    expect(divideHalfAwayFromZero(numerator, 10n)).toBe(expected)
  })

  test('rounding is symmetric, and never more than half a unit away', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 12n }), (numerator, denominator) => {
        const rounded = divideHalfAwayFromZero(numerator, denominator)
        expect(divideHalfAwayFromZero(-numerator, denominator)).toBe(-rounded)
        const away = rounded * denominator - numerator
        expect(2n * (away < 0n ? -away : away) <= denominator).toBe(true)
      }),
    )
  })

  test('minor units survive the way over millionths', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF'), (minor, currency) => {
        expect(microsToMinor(minorToMicros(minor, currency), currency)).toBe(minor)
      }),
    )
  })

  test('the remainder goes to the largest fractions, then to the earlier part', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
    expect(allocate(10n, [1n, 5n, 0n])).toEqual([2n, 8n, 0n])
  })

  test('parts of a split add up to the whole, each within one unit of its exact share', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 })
      .filter((list) => list.some((weight) => weight > 0n))
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (total, list) => {
        const parts = allocate(total, list)
        const sum = list.reduce((all, weight) => all + weight, 0n)
        expect(parts.reduce((all, part) => all + part, 0n)).toBe(total)
        for (const [index, part] of parts.entries()) {
          const away = part * sum - total * (list[index] ?? 0n)
          expect(away < sum && -away < sum).toBe(true)
        }
      }),
      { numRuns: dose({ small: 2_000, short: 100_000, long: 1_000_000 }) },
    )
  }, DOSED_TIMEOUT_MS)
})

/** The rule once more, from the bits of the double and with integers only. */
function microsByHand(value: number): bigint | null {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e13) return null
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, Math.abs(value))
  const high = bits.getUint32(0)
  const exponentBits = high >>> 20
  const fraction = (BigInt(high & 0xfffff) << 32n) | BigInt(bits.getUint32(4))
  const mantissa = exponentBits === 0 ? fraction : fraction | (1n << 52n)
  const exponent = (exponentBits === 0 ? 1 : exponentBits) - 1075
  const numerator = exponent > 0 ? mantissa << BigInt(exponent) : mantissa
  const denominator = exponent < 0 ? 1n << BigInt(-exponent) : 1n
  if (numerator === 0n) return 0n
  // The power of ten at which exactly 15 digits are left.
  let scale = 0
  while (roundedAt(numerator, denominator, scale) < 10n ** 14n) scale += 1
  while (roundedAt(numerator, denominator, scale) >= 10n ** 15n) scale -= 1
  const digits = roundedAt(numerator, denominator, scale)
  const micros = scale <= 6 ? digits * 10n ** BigInt(6 - scale) : divideHalfAwayFromZero(digits, 10n ** BigInt(scale - 6))
  if (micros >= 10n ** 19n) return null
  return value < 0 ? -micros : micros
}

function roundedAt(numerator: bigint, denominator: bigint, scale: number): bigint {
  return scale >= 0
    ? divideHalfAwayFromZero(numerator * 10n ** BigInt(scale), denominator)
    : divideHalfAwayFromZero(numerator, denominator * 10n ** BigInt(-scale))
}

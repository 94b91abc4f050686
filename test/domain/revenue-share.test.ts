import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Tiers } from '../../src/domain/commissions/rules/plan-terms.ts'
import { bandOf, exactShareOf, shareOf } from '../../src/domain/commissions/rules/revenue-share.ts'
import { divideHalfAwayFromZero } from '../../src/domain/money/amounts.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

const MAJOR = 1_000_000n

function tiers(
  application: 'marginal' | 'whole',
  bands: readonly (readonly [from: number, percent: number])[],
  metric: Tiers['metric'] = 'net_revenue',
): Tiers {
  return {
    metric,
    window: 'period',
    application,
    scope: 'affiliate_plan', hasDemotion: true,
    bands: bands.map(([from, percent]) => ({
      from: BigInt(from) * (metric === 'ftd_count' ? 1n : MAJOR),
      ratePpm: BigInt(percent * 10_000),
    })),
  }
}

const FIVE_TEN = [
  [0, 5],
  [100, 10],
] as const

describe('the share of a window', () => {
  test.each`
    application   | base                 | minor
    ${'marginal'} | ${150n * MAJOR}      | ${1000n}
    ${'whole'}    | ${150n * MAJOR}      | ${1500n}
    ${'marginal'} | ${100n * MAJOR}      | ${500n}
    ${'whole'}    | ${100n * MAJOR}      | ${1000n}
    ${'marginal'} | ${100n * MAJOR - 1n} | ${500n}
    ${'whole'}    | ${100n * MAJOR - 1n} | ${500n}
    ${'marginal'} | ${100n * MAJOR + 1n} | ${500n}
    ${'whole'}    | ${100n * MAJOR + 1n} | ${1000n}
    ${'marginal'} | ${0n}                | ${0n}
    ${'whole'}    | ${0n}                | ${0n}
    ${'marginal'} | ${-100n * MAJOR}     | ${-500n}
    ${'whole'}    | ${-100n * MAJOR}     | ${-500n}
  `('5 % up to 100, 10 % above, $application: $base millionths earn $minor cents', ({ application, base, minor }) => {
    expect(shareOf(tiers(application, FIVE_TEN), base, base, 'EUR')).toBe(minor)
  })

  test.each`
    count  | minor
    ${0n}  | ${2000n}
    ${9n}  | ${2000n}
    ${10n} | ${3000n}
    ${11n} | ${3000n}
    ${-1n} | ${2000n}
  `('20 %, 30 % from the tenth first deposit on: $count of them make $minor of 100.00', ({ count, minor }) => {
    expect(
      shareOf(
        tiers(
          'whole',
          [
            [0, 20],
            [10, 30],
          ],
          'ftd_count',
        ),
        100n * MAJOR,
        count,
        'EUR',
      ),
    ).toBe(minor)
  })

  test('a share is rounded once, to the minor unit of its currency', () => {
    const flat = tiers('whole', [[0, 5]])
    expect([shareOf(flat, 100_000n, 100_000n, 'EUR'), shareOf(flat, 99_999n, 99_999n, 'EUR')]).toEqual([1n, 0n])
    expect([shareOf(flat, 10n * MAJOR, 10n * MAJOR, 'JPY'), shareOf(flat, 10n * MAJOR, 10n * MAJOR, 'KWD')]).toEqual([1n, 500n])
  })

  test('customers of two versions share the metric, each version rates its own base', () => {
    // 150 in all: the older version earns 10.00 on it, the newer one 18.00; they brought 90 and 60.
    const older = tiers('marginal', FIVE_TEN)
    const newer = tiers('marginal', [
      [0, 9],
      [100, 18],
    ])
    expect(shareOf(older, 90n * MAJOR, 150n * MAJOR, 'EUR')).toBe(600n)
    expect(shareOf(newer, 60n * MAJOR, 150n * MAJOR, 'EUR')).toBe(720n)
  })

  test.each`
    metric          | minor
    ${0n}           | ${450n}
    ${-10n * MAJOR} | ${450n}
    ${1n}           | ${450n}
  `('with a shared metric of $metric the first rate applies to 90.00', ({ metric, minor }) => {
    expect(shareOf(tiers('marginal', FIVE_TEN), 90n * MAJOR, metric, 'EUR')).toBe(minor)
  })

  test('bands are half-open', () => {
    const three = tiers('whole', [
      [0, 1],
      [10, 2],
      [20, 3],
    ])
    const reached = [-1n, 0n, 10n * MAJOR - 1n, 10n * MAJOR, 20n * MAJOR - 1n, 20n * MAJOR, 10n ** 20n].map(
      (metric) => bandOf(three, metric).ratePpm,
    )
    expect(reached).toEqual([10_000n, 10_000n, 10_000n, 20_000n, 20_000n, 30_000n, 30_000n])
  })
})

const anyTiers = fc
  .record({
    application: fc.constantFrom('marginal' as const, 'whole' as const),
    starts: fc.uniqueArray(fc.integer({ min: 1, max: 10_000 }), { maxLength: 5 }),
    percents: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ application, starts, percents }) => {
    const froms = [0, ...starts.sort((a, b) => a - b)]
    return tiers(
      application,
      froms.map((from, index) => [from, percents[index] ?? 0] as const),
    )
  })
const revenue = fc.bigInt({ min: -20_000n * MAJOR, max: 20_000n * MAJOR })
const numRuns = dose({ small: 1_000, short: 20_000, long: 200_000 })

describe('laws of a share in flight', () => {
  test('lines are differences of totals: they add up to the rounded share of the final aggregate, whatever the batches', () => {
    fc.assert(
      fc.property(
        anyTiers,
        fc.array(revenue, { minLength: 1, maxLength: 20 }),
        fc.infiniteStream(fc.boolean()),
        (terms, revenues, cuts) => {
          let base = 0n
          let posted = 0n
          const lines: bigint[] = []
          for (const [index, amount] of revenues.entries()) {
            base += amount
            // Some events wait for the next one: a batch.
            if (cuts.next().value === true && index < revenues.length - 1) continue
            const total = shareOf(terms, base, base, 'EUR')
            lines.push(total - posted)
            posted = total
          }
          expect(lines.reduce((sum, line) => sum + line, 0n)).toBe(shareOf(terms, base, base, 'EUR'))
        },
      ),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)

  test('taking back everything brings the share to zero', () => {
    fc.assert(
      fc.property(anyTiers, revenue, (terms, amount) => {
        const there = shareOf(terms, amount, amount, 'EUR')
        const back = shareOf(terms, amount - amount, amount - amount, 'EUR') - there
        expect(there + back).toBe(0n)
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)

  test('a marginal share is the sum of its slices, by hand', () => {
    fc.assert(
      fc.property(anyTiers, revenue, (terms, amount) => {
        const marginal: Tiers = { ...terms, application: 'marginal' }
        let expected = amount < 0n ? amount * (marginal.bands[0]?.ratePpm ?? 0n) : 0n
        for (const [index, band] of marginal.bands.entries()) {
          const to = marginal.bands[index + 1]?.from ?? 10n ** 30n
          const top = amount < to ? amount : to
          if (top > band.from) expected += (top - band.from) * band.ratePpm
        }
        const { numerator, denominator } = exactShareOf(marginal, amount, amount)
        expect(numerator * MAJOR).toBe(expected * denominator)
        expect(shareOf(marginal, amount, amount, 'EUR')).toBe(divideHalfAwayFromZero(expected, MAJOR * 10_000n))
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)

  test('splitting a metric over versions with the same bands changes nothing but rounding', () => {
    fc.assert(
      fc.property(anyTiers, revenue, revenue, (terms, one, other) => {
        const whole = exactShareOf(terms, one + other, one + other)
        const a = exactShareOf(terms, one, one + other)
        const b = exactShareOf(terms, other, one + other)
        const sum = a.numerator * b.denominator + b.numerator * a.denominator
        expect(sum * whole.denominator).toBe(whole.numerator * a.denominator * b.denominator)
      }),
      { numRuns },
    )
  }, DOSED_TIMEOUT_MS)
})

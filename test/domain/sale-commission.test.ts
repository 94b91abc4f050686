import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { withoutModifiers } from '../../src/domain/commissions/components/modifiers/read-modifiers.ts'
import type { FixedPerSaleComponent, PercentOfSaleComponent, Recurring } from '../../src/domain/commissions/rules/plan-terms.ts'
import { isUnlimited, reversedShare, saleAmount, saleCommissions, type Sale } from '../../src/domain/commissions/rules/sale-commission.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

const ALWAYS: Recurring = { firstOnly: false, months: null, count: null }
const MAJOR = 1_000_000n

function percent(rate: number, recurring: Partial<Recurring> = {}): PercentOfSaleComponent {
  return {
    key: 'percent_of_sale',
    type: 'percent_of_sale',
    steps: [{ ratePpm: BigInt(rate * 10_000), count: null }],
    recurring: { ...ALWAYS, ...recurring },
    ...withoutModifiers(null),
  }
}

function fixed(amountMinor: bigint, recurring: Partial<Recurring> = {}): FixedPerSaleComponent {
  return { key: 'fixed_per_sale', type: 'fixed_per_sale', amountMinor, recurring: { ...ALWAYS, ...recurring }, ...withoutModifiers(null) }
}

const FORTY_THEN_TWENTY: PercentOfSaleComponent = {
  ...percent(0),
  steps: [
    { ratePpm: 400_000n, count: 3 },
    { ratePpm: 200_000n, count: null },
  ],
}

function sale(transactionId: string, day: string, amount = 100): Sale {
  return {
    transactionId,
    occurredAt: new Date(`${day}T12:00:00.000Z`),
    brandId: 'brand',
    externalId: transactionId,
    sale: BigInt(Math.round(amount * 100)) * 10_000n,
  }
}

function earned(component: PercentOfSaleComponent | FixedPerSaleComponent, sales: readonly Sale[]): Record<string, number> {
  return Object.fromEntries([...saleCommissions(component, sales, 'EUR')].map(([id, minor]) => [id, Number(minor)]))
}

const FOUR = [sale('a', '2026-01-31'), sale('b', '2026-02-10'), sale('c', '2026-02-28'), sale('d', '2026-03-31')]

describe('what a sale earns', () => {
  test.each`
    case                             | component                           | expected
    ${'10 % of each'}                | ${percent(10)}                      | ${{ a: 1000, b: 1000, c: 1000, d: 1000 }}
    ${'the first sale only'}         | ${percent(10, { firstOnly: true })} | ${{ a: 1000, b: 0, c: 0, d: 0 }}
    ${'two sales'}                   | ${percent(10, { count: 2 })}        | ${{ a: 1000, b: 1000, c: 0, d: 0 }}
    ${'one month'}                   | ${percent(10, { months: 1 })}       | ${{ a: 1000, b: 1000, c: 0, d: 0 }}
    ${'two months'}                  | ${percent(10, { months: 2 })}       | ${{ a: 1000, b: 1000, c: 1000, d: 0 }}
    ${'40 % first three, then 20 %'} | ${FORTY_THEN_TWENTY}                | ${{ a: 4000, b: 4000, c: 4000, d: 2000 }}
    ${'15.00 per sale'}              | ${fixed(1500n)}                     | ${{ a: 1500, b: 1500, c: 1500, d: 1500 }}
    ${'15.00 for three sales'}       | ${fixed(1500n, { count: 3 })}       | ${{ a: 1500, b: 1500, c: 1500, d: 0 }}
  `('$case', ({ component, expected }) => {
    expect(earned(component, FOUR)).toEqual(expected)
  })

  test('steps that end leave later sales without commission', () => {
    const ending = {
      ...percent(0),
      steps: [
        { ratePpm: 400_000n, count: 1 },
        { ratePpm: 200_000n, count: 2 },
      ],
    }
    expect(earned(ending, FOUR)).toEqual({ a: 4000, b: 2000, c: 2000, d: 0 })
  })

  test.each`
    at                            | minor
    ${'2026-02-28T11:59:59.999Z'} | ${1000n}
    ${'2026-02-28T12:00:00.000Z'} | ${0n}
  `('one month from January 31 is over on February 28: a sale at $at earns $minor', ({ at, minor }) => {
    const late = { ...sale('late', '2026-02-28'), occurredAt: new Date(at) }
    expect(saleCommissions(percent(10, { months: 1 }), [sale('a', '2026-01-31'), late], 'EUR').get('late')).toBe(minor)
  })

  test('sales of one moment are counted by brand and external id, by code unit', () => {
    const same = ['b', 'B', 'a'].map((id) => sale(id, '2026-01-01'))
    expect(earned(percent(10, { firstOnly: true }), same)).toEqual({ B: 1000, a: 0, b: 0 })
  })

  test('a negative sale is no sale of its own: it has the terms of the one before it', () => {
    const corrected = [sale('a', '2026-01-01'), sale('back', '2026-01-02', -10), sale('b', '2026-01-03')]
    expect(earned(percent(10, { count: 2 }), corrected)).toEqual({ a: 1000, back: -100, b: 1000 })
    expect(earned(FORTY_THEN_TWENTY, [sale('back', '2026-01-02', -10)])).toEqual({ back: -400 })
    expect(earned(fixed(1500n), corrected)).toEqual({ a: 1500, back: 0, b: 1500 })
  })

  test('an amount is rounded once, half away from zero', () => {
    expect([
      saleAmount(percent(10), 50_000n, 1, 'EUR'),
      saleAmount(percent(10), 40_000n, 1, 'EUR'),
      saleAmount(percent(10), -50_000n, 1, 'EUR'),
    ]).toEqual([1n, 0n, -1n])
  })

  test('what is unlimited can be rated sale by sale', () => {
    expect([percent(10), fixed(1n)].map(isUnlimited)).toEqual([true, true])
    expect(
      [percent(10, { count: 1 }), fixed(1n, { months: 1 }), percent(1, { firstOnly: true }), FORTY_THEN_TWENTY].map(isUnlimited),
    ).toEqual([false, false, false, false])
  })

  test('the order of arrival does not matter', () => {
    const component = fc.constantFrom(
      percent(7),
      percent(7, { count: 3 }),
      percent(7, { months: 2 }),
      FORTY_THEN_TWENTY,
      fixed(5n, { firstOnly: true }),
    )
    const sales = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 28 }), fc.integer({ min: -500, max: 50_000 })), {
        maxLength: 12,
      })
      .map((list) =>
        list.map(([month, day, cents], index) => sale(`s${index}`, `2026-0${month}-${String(day).padStart(2, '0')}`, cents / 100)),
      )
    const permuted = sales.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })))
    fc.assert(
      fc.property(component, permuted, (terms, [list, shuffled]) => {
        expect(earned(terms, shuffled)).toEqual(earned(terms, list))
      }),
      { numRuns: dose({ small: 300, short: 5_000, long: 50_000 }) },
    )
  }, DOSED_TIMEOUT_MS)
})

describe('what refunds take back', () => {
  test.each`
    case               | original | refunded        | paid            | back
    ${'nothing'}       | ${1000n} | ${0n}           | ${100n * MAJOR} | ${0n}
    ${'a third'}       | ${1000n} | ${33_330_000n}  | ${100n * MAJOR} | ${333n}
    ${'half a cent'}   | ${1000n} | ${50_000n}      | ${100n * MAJOR} | ${1n}
    ${'all'}           | ${1000n} | ${100n * MAJOR} | ${100n * MAJOR} | ${1000n}
    ${'twice as much'} | ${1000n} | ${200n * MAJOR} | ${100n * MAJOR} | ${1000n}
    ${'of nothing'}    | ${0n}    | ${100n * MAJOR} | ${100n * MAJOR} | ${0n}
  `('$case of a sale takes back $back of $original', ({ original, refunded, paid, back }) => {
    expect(reversedShare(original, refunded, paid)).toBe(back)
  })

  test('refund after refund, never more than the original, and all of it for all', () => {
    const parts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), parts, (original, refunds) => {
        const paid = refunds.reduce((sum, refund) => sum + refund, 0n)
        let refunded = 0n
        let taken = 0n
        for (const refund of refunds) {
          refunded += refund
          const line = reversedShare(original, refunded, paid) - taken
          expect(line >= 0n).toBe(true)
          taken += line
        }
        expect(taken).toBe(original)
      }),
    )
  })
})

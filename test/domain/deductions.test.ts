import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  applyDeductions,
  parseDeductions,
  type DeductionContext,
  type TransactionAmounts,
} from '../../src/domain/commissions/rules/deductions.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { microsFromNumber } from '../../src/domain/money/amounts.ts'
import { DOSED_TIMEOUT_MS, dose } from '../support/dose.ts'

const NOTHING: TransactionAmounts = { deposit: 0n, withdrawal: 0n, wager: 0n, sale: 0n, bonus: 0n, gross: 0n }
const NOWHERE: DeductionContext = { country: null, productId: null, productExternalId: null, supplied: [] }

function micros(value: number): bigint {
  return microsFromNumber(value) ?? 0n
}

function amounts(values: Partial<Record<keyof TransactionAmounts, number>>): TransactionAmounts {
  return { ...NOTHING, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, micros(value)])) }
}

function supplied(values: Record<string, number>): DeductionContext {
  return { ...NOWHERE, supplied: Object.entries(values).map(([name, value]) => ({ name, amount: micros(value) })) }
}

function apply(json: unknown, values: Parameters<typeof amounts>[0], context: DeductionContext = NOWHERE) {
  return applyDeductions(parseDeductions(json, 'EUR', 'deductions'), amounts(values), context)
}

describe('from gross to net', () => {
  const adminFee = { name: 'Admin fee', kind: 'admin_fee', rate: '20' }
  const bonus = { name: 'Bonus', kind: 'bonus', base: 'bonus', rate: '100' }

  test.each([
    {
      formula: '20 % admin on gross, bonus 200',
      deductions: [{ ...adminFee, base: 'gross_revenue' }, bonus],
      values: { gross: 1000, bonus: 200 },
      brought: {},
      net: 600,
    },
    {
      formula: 'bonus 200 first, 20 % admin on running net',
      deductions: [bonus, { ...adminFee, base: 'running_net' }],
      values: { gross: 1000, bonus: 200 },
      brought: {},
      net: 640,
    },
    {
      formula: 'gross×0.835 − promo − 10 %×(deposits + withdrawals)',
      deductions: [
        { name: 'Gaming tax', kind: 'tax', base: 'gross_revenue', rate: '16.5' },
        { name: 'promo', kind: 'other', base: 'supplied' },
        { name: 'Payments', kind: 'payment_fee', base: 'deposit_plus_withdrawal', rate: '10' },
      ],
      values: { gross: 1000, deposit: 300, withdrawal: 100 },
      brought: { promo: 50 },
      net: 745,
    },
    {
      formula: 'P/L − 18 % − (2 % deposits + 1.5 % withdrawals) − bonus',
      deductions: [
        { name: 'Tax', kind: 'tax', base: 'gross_revenue', rate: '18' },
        { name: 'Deposits', kind: 'payment_fee', base: 'deposit', rate: '2' },
        { name: 'Withdrawals', kind: 'payment_fee', base: 'withdrawal', rate: '1.5' },
        bonus,
      ],
      values: { gross: 1000, deposit: 500, withdrawal: 200, bonus: 30 },
      brought: {},
      net: 777,
    },
    {
      formula: 'stakes − wins − bonus − licence − processing',
      deductions: [
        { name: 'Bonus', kind: 'bonus', base: 'supplied' },
        { name: 'Licence', kind: 'provider_fee', base: 'supplied' },
        { name: 'Processing', kind: 'payment_fee', base: 'supplied' },
      ],
      values: { gross: 1000 - 600 },
      brought: { bonus: 150, licence: 50, processing: 25 },
      net: 175,
    },
  ])('$formula is $net', ({ deductions, values, brought, net }) => {
    expect(apply(deductions, values, supplied(brought)).net).toBe(micros(net))
  })

  test('no deductions leave gross as it is', () => {
    expect(apply(null, { gross: -12.345678 })).toEqual({ net: -12_345_678n, lines: [], taxes: 0n, paymentFees: 0n, costOfGoods: 0n })
  })

  test('every step is a line, and kinds are summed as the wire names them', () => {
    const result = apply(
      [
        { name: 'Tax', kind: 'tax', base: 'gross_revenue', rate: '10' },
        { name: 'Card fee', kind: 'payment_fee', base: 'deposit', fixed: 0.3 },
        { name: 'Jackpot', kind: 'jackpot', base: 'running_net', rate: '1' },
      ],
      { gross: 100, deposit: 20 },
    )
    expect(result).toMatchObject({ taxes: 10_000_000n, paymentFees: 300_000n, costOfGoods: 897_000n, net: 88_803_000n })
    expect(result.lines.at(-1)).toEqual({
      name: 'Jackpot',
      kind: 'jackpot',
      base: 'running_net',
      baseAmount: 89_700_000n,
      ratePpm: 10_000n,
      fixed: null,
      amount: 897_000n,
    })
  })

  test.each`
    whenNegative | gross    | net
    ${'apply'}   | ${-1000} | ${-800}
    ${'clamp'}   | ${-1000} | ${-1000}
    ${undefined} | ${-1000} | ${-800}
    ${'clamp'}   | ${1000}  | ${800}
    ${'clamp'}   | ${0}     | ${0}
  `('20 % of $gross, a negative base: $whenNegative, leaves $net', ({ whenNegative, gross, net }) => {
    expect(apply([{ ...adminFee, base: 'gross_revenue', whenNegative }], { gross }).net).toBe(micros(net))
  })

  test.each`
    case                        | deduction                                                | values                       | net
    ${'no deposit, no fee'}     | ${{ kind: 'payment_fee', base: 'deposit', fixed: 0.25 }} | ${{ gross: 10 }}             | ${10}
    ${'a fee for each deposit'} | ${{ kind: 'payment_fee', base: 'deposit', fixed: 0.25 }} | ${{ gross: 10, deposit: 1 }} | ${9.75}
    ${'a fee whatever it is'}   | ${{ kind: 'platform_fee', fixed: 0.25 }}                 | ${{ gross: 0 }}              | ${-0.25}
  `('a fixed deduction: $case', ({ deduction, values, net }) => {
    expect(apply([{ name: 'Fee', ...deduction }], values).net).toBe(micros(net))
  })

  test.each`
    case                      | scope                          | context                            | net
    ${'its country'}          | ${{ countries: ['MT', 'IT'] }} | ${{ country: 'IT' }}               | ${80}
    ${'another country'}      | ${{ countries: ['MT', 'IT'] }} | ${{ country: 'DE' }}               | ${100}
    ${'an unknown country'}   | ${{ countries: ['MT'] }}       | ${{ country: null }}               | ${100}
    ${'its product, by id'}   | ${{ products: ['p-1'] }}       | ${{ productId: 'p-1' }}            | ${80}
    ${'its product, by name'} | ${{ products: ['casino'] }}    | ${{ productExternalId: 'casino' }} | ${80}
    ${'another product'}      | ${{ products: ['casino'] }}    | ${{ productExternalId: 'sports' }} | ${100}
    ${'no product'}           | ${{ products: ['casino'] }}    | ${{}}                              | ${100}
  `('a deduction for $case leaves $net', ({ scope, context, net }) => {
    expect(apply([{ ...adminFee, base: 'gross_revenue', ...scope }], { gross: 100 }, { ...NOWHERE, ...context }).net).toBe(micros(net))
  })

  test('supplied amounts of one name are added up; names are compared without case', () => {
    const twice = {
      ...NOWHERE,
      supplied: [
        { name: 'PROMO ', amount: 1n },
        { name: 'promo', amount: 2n },
        { name: 'other', amount: 4n },
      ],
    }
    expect(apply([{ name: 'Promo', kind: 'other', base: 'supplied' }], {}, twice).net).toBe(-3n)
  })

  test('gross is net and all deductions, to the last millionth', () => {
    const amount = fc.bigInt({ min: -(10n ** 19n), max: 10n ** 19n })
    const percent = fc.nat(1_000_000).map((ppm) => String(ppm / 10_000))
    const base = fc.constantFrom(
      'gross_revenue',
      'running_net',
      'deposit',
      'withdrawal',
      'deposit_plus_withdrawal',
      'wager',
      'sale',
      'bonus',
    )
    const kind = fc.constantFrom('tax', 'payment_fee', 'admin_fee', 'jackpot')
    const deduction = fc.record({ name: fc.constant('Fee'), kind, base, rate: percent, whenNegative: fc.constantFrom('apply', 'clamp') })
    const transaction = fc.record({ deposit: amount, withdrawal: amount, wager: amount, sale: amount, bonus: amount, gross: amount })
    fc.assert(
      fc.property(fc.array(deduction, { minLength: 1, maxLength: 8 }), transaction, (list, values) => {
        const { net, lines, taxes, paymentFees, costOfGoods } = applyDeductions(parseDeductions(list, 'EUR', 'deductions'), values, NOWHERE)
        expect(lines.reduce((sum, line) => sum + line.amount, net)).toBe(values.gross)
        expect(net + taxes + paymentFees + costOfGoods).toBe(values.gross)
      }),
      { numRuns: dose({ small: 500, short: 5_000, long: 50_000 }) },
    )
  }, DOSED_TIMEOUT_MS)
})

describe('a list of deductions as it is written', () => {
  const good = { name: 'Fee', kind: 'admin_fee', base: 'running_net', rate: '20' }

  test.each`
    case                               | deduction                                | path                  | code
    ${'an unknown field'}              | ${{ ...good, percent: 20 }}              | ${'d.0.percent'}      | ${'unknown_field'}
    ${'no name'}                       | ${{ ...good, name: ' ' }}                | ${'d.0.name'}         | ${'invalid_value'}
    ${'an unknown kind'}               | ${{ ...good, kind: 'fee' }}              | ${'d.0.kind'}         | ${'invalid_value'}
    ${'no base'}                       | ${{ ...good, base: undefined }}          | ${'d.0.base'}         | ${'required'}
    ${'no rate'}                       | ${{ ...good, rate: undefined }}          | ${'d.0.rate'}         | ${'required'}
    ${'a rate that is a number'}       | ${{ ...good, rate: 20 }}                 | ${'d.0.rate'}         | ${'invalid_rate'}
    ${'a rate with five decimals'}     | ${{ ...good, rate: '0.00001' }}          | ${'d.0.rate'}         | ${'invalid_rate'}
    ${'a rate beyond 1000 %'}          | ${{ ...good, rate: '1000.0001' }}        | ${'d.0.rate'}         | ${'out_of_range'}
    ${'rate and fixed'}                | ${{ ...good, fixed: 1 }}                 | ${'d.0.rate'}         | ${'invalid_value'}
    ${'half a cent'}                   | ${{ ...good, rate: null, fixed: 0.005 }} | ${'d.0.fixed'}        | ${'invalid_amount'}
    ${'a negative amount'}             | ${{ ...good, rate: null, fixed: -1 }}    | ${'d.0.fixed'}        | ${'out_of_range'}
    ${'a country by its name'}         | ${{ ...good, countries: ['Malta'] }}     | ${'d.0.countries.0'}  | ${'invalid_value'}
    ${'an empty list of countries'}    | ${{ ...good, countries: [] }}            | ${'d.0.countries'}    | ${'out_of_range'}
    ${'a country twice'}               | ${{ ...good, countries: ['MT', 'MT'] }}  | ${'d.0.countries.1'}  | ${'invalid_value'}
    ${'an unknown rule for negatives'} | ${{ ...good, whenNegative: 'ignore' }}   | ${'d.0.whenNegative'} | ${'invalid_value'}
  `('$case is refused at $path', ({ deduction, path, code }) => {
    expect(fieldErrors([deduction])).toEqual([{ path, code }])
  })

  test('something that is no list of objects is refused', () => {
    expect(fieldErrors('none')).toEqual([{ path: 'd', code: 'invalid_type' }])
    expect(fieldErrors([7])).toEqual([{ path: 'd.0', code: 'invalid_type' }])
  })

  test('nothing is an empty list', () => {
    expect([null, undefined, []].map((json) => parseDeductions(json, 'EUR', 'd'))).toEqual([[], [], []])
  })
})

function fieldErrors(json: unknown): { path: string; code: string }[] {
  try {
    parseDeductions(json, 'EUR', 'd')
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map(({ path, code }) => ({ path, code }))
  }
}

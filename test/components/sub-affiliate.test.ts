import { describe, expect, test } from 'vitest'
import type { Award, Recruit, RecruitPeriod } from '../../src/domain/commissions/components/component.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { subAffiliate } from '../../src/domain/commissions/components/sub-affiliate/index.ts'
import type { SubAffiliateComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { reckonPlan } from '../../src/domain/commissions/reckoning/reckon-plan.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { idOf, inputOf, perPeriod, type ToldHistory } from './history.ts'

interface ToldRecruit {
  readonly name?: string
  readonly level?: number
  readonly joinedAt?: string
  readonly periods: readonly ToldPeriod[]
}

/** Minor units, but netRevenue, which is millionths. The part begins with its month unless it says otherwise. */
type ToldPeriod = Partial<Omit<RecruitPeriod, 'from' | 'lastAt'>> & { readonly from?: string; readonly lastAt?: string }

const recruitOf = ({ name = 'anna', level = 1, joinedAt = '2026-01-10T00:00:00Z', periods }: ToldRecruit): Recruit => ({
  affiliateId: idOf('affiliate', name), level, joinedAt: new Date(joinedAt), periods: periods.map(periodOf),
})

function periodOf({ period = '2026-11', from, lastAt, ...told }: ToldPeriod): RecruitPeriod {
  return {
    period, commission: 0n, clawbacks: 0n, revenueShare: 0n, revenueShareClawbacks: 0n, netRevenue: 0n, qualified: 0, ...told,
    from: new Date(from ?? `${period}-01T00:00:00Z`), lastAt: new Date(lastAt ?? `${period}-20T00:00:00Z`),
  }
}

const TEN_PERCENT = { type: 'sub_affiliate', levels: [{ rate: '10' }] }

function reckon(component: object, recruits: readonly ToldRecruit[], told: Partial<ToldHistory> = {}): readonly Award[] {
  const input = inputOf<SubAffiliateComponent>('sub_affiliate', { versions: [{ components: [{ ...TEN_PERCENT, ...component }] }], recruits: recruits.map(recruitOf), ...told })
  return subAffiliate.reckon?.(input) ?? []
}

const amountOf = (component: object, period: ToldPeriod, currency = 'EUR'): bigint | undefined => reckon(component, [{ periods: [period] }], { currency })[0]?.amountMinor

describe('a share of recruits', () => {
  const everything = { commission: 10_000n, clawbacks: -2_000n, revenueShare: 4_000n, revenueShareClawbacks: -500n, netRevenue: 123_456_789n, qualified: 3 }

  test.each`
    base                    | terms                                  | expected
    ${'commission'}         | ${{ levels: [{ rate: '10' }] }}        | ${800n}
    ${'revenue_share'}      | ${{ levels: [{ rate: '10' }] }}        | ${350n}
    ${'net_revenue'}        | ${{ levels: [{ rate: '10' }] }}        | ${1235n}
    ${'qualified_customer'} | ${{ levels: [{ amount: 5 }] }}         | ${1500n}
  `('of $base', ({ base, terms, expected }) => {
    expect(amountOf({ base, ...terms }, everything)).toBe(expected)
  })

  test('commission is the base when none is named', () => {
    expect(amountOf({}, everything)).toBe(800n)
  })

  test.each`
    case                        | currency | commission   | rate        | expected
    ${'just below half'}        | ${'EUR'} | ${49n}       | ${'1'}      | ${0n}
    ${'exactly half'}           | ${'EUR'} | ${50n}       | ${'1'}      | ${1n}
    ${'just above half'}        | ${'EUR'} | ${51n}       | ${'1'}      | ${1n}
    ${'half of a yen'}          | ${'JPY'} | ${50n}       | ${'1'}      | ${1n}
    ${'less than half a yen'}   | ${'JPY'} | ${49n}       | ${'1'}      | ${0n}
    ${'half of a fils'}         | ${'KWD'} | ${5n}        | ${'10'}     | ${1n}
    ${'less than half a fils'}  | ${'KWD'} | ${4n}        | ${'10'}     | ${0n}
    ${'the smallest rate'}      | ${'EUR'} | ${500_000n}  | ${'0.0001'} | ${1n}
    ${'the largest rate'}       | ${'EUR'} | ${100n}      | ${'1000'}   | ${1000n}
  `('is rounded once, half away from zero: $case of $currency', ({ currency, commission, rate, expected }) => {
    expect(amountOf({ levels: [{ rate }] }, { commission }, currency)).toBe(expected)
  })

  test.each`
    currency | netRevenue   | expected
    ${'EUR'} | ${49_999n}   | ${0n}
    ${'EUR'} | ${50_000n}   | ${1n}
    ${'EUR'} | ${50_001n}   | ${1n}
    ${'JPY'} | ${4_999_999n}| ${0n}
    ${'JPY'} | ${5_000_000n}| ${1n}
    ${'KWD'} | ${4_999n}    | ${0n}
    ${'KWD'} | ${5_000n}    | ${1n}
  `('of net revenue: $netRevenue millionths of $currency at 10 % are $expected', ({ currency, netRevenue, expected }) => {
    expect(amountOf({ base: 'net_revenue' }, { netRevenue }, currency)).toBe(expected)
  })

  test.each`
    currency | amount    | expected
    ${'EUR'} | ${2.5}    | ${750n}
    ${'JPY'} | ${250}    | ${750n}
    ${'KWD'} | ${2.505}  | ${7515n}
  `('flat for each qualified customer: three of $amount $currency', ({ currency, amount, expected }) => {
    expect(amountOf({ base: 'qualified_customer', levels: [{ amount }] }, { qualified: 3 }, currency)).toBe(expected)
  })

  test('all recruits together are rounded once, not each by itself', () => {
    const recruits = ['a', 'b', 'c'].map((name) => ({ name, periods: [{ commission: 4n }] }))
    expect(reckon({}, recruits)[0]?.amountMinor).toBe(1n)
  })
})

describe('terms', () => {
  const refusals = (component: object): unknown[] => {
    try {
      readComponents([{ type: 'sub_affiliate', ...component }], 'EUR', 'components')
      return []
    } catch (error) {
      return error instanceof DomainError ? error.errors.map(({ path, code }) => `${path.replace('components.0.', '')} ${code}`) : [error]
    }
  }
  const rates = (count: number) => Array.from({ length: count }, () => ({ rate: '1' }))

  test.each`
    case                                | component                                                                | expected
    ${'ten levels'}                     | ${{ levels: rates(10) }}                                                 | ${[]}
    ${'eleven levels'}                  | ${{ levels: rates(11) }}                                                 | ${['levels out_of_range']}
    ${'no level'}                       | ${{ levels: [] }}                                                        | ${['levels out_of_range']}
    ${'none said'}                      | ${{}}                                                                    | ${['levels required']}
    ${'an amount for commission'}       | ${{ levels: [{ amount: 5 }] }}                                           | ${['levels.0.amount unknown_field', 'levels.0.rate required']}
    ${'a rate for customers'}           | ${{ base: 'qualified_customer', levels: [{ rate: '5' }] }}               | ${['levels.0.rate unknown_field', 'levels.0.amount required']}
    ${'nothing for customers'}          | ${{ base: 'qualified_customer', levels: [{ amount: 0 }] }}               | ${['levels.0.amount out_of_range']}
    ${'an unknown base'}                | ${{ base: 'deposits', levels: rates(1) }}                                | ${['base invalid_value']}
    ${'a month'}                        | ${{ levels: rates(1), months: 1 }}                                       | ${[]}
    ${'no month'}                       | ${{ levels: rates(1), months: 0 }}                                       | ${['months out_of_range']}
    ${'words for yes'}                  | ${{ levels: rates(1), negativesPropagate: 'yes', clawbacksPropagate: 1 }}| ${['negativesPropagate invalid_type', 'clawbacksPropagate invalid_type']}
    ${'a cap and a floor'}              | ${{ levels: rates(1), caps: [{ window: 'month', amount: 5 }], floor: 1 }}| ${[]}
    ${'a cap by the day'}               | ${{ levels: rates(1), caps: [{ window: 'day', amount: 5 }] }}            | ${['caps.0.window invalid_value']}
    ${'a cap of a customer'}            | ${{ levels: rates(1), caps: [{ per: 'customer', window: 'month', amount: 5 }] }} | ${['caps.0.per invalid_value']}
    ${'a cap by count'}                 | ${{ levels: rates(1), caps: [{ window: 'month', count: 5 }] }}           | ${['caps.0.count invalid_value']}
    ${'a table of rates'}               | ${{ levels: rates(1), rates: [{ countries: ['MT'], rate: '2' }] }}       | ${['rates unknown_field']}
  `('$case', ({ component, expected }) => {
    expect(refusals(component)).toEqual(expected)
  })
})

describe('levels', () => {
  test('each has its own rate; what is below the last one earns nothing', () => {
    const levels = [{ rate: '10' }, { rate: '5' }, { rate: '1' }]
    const recruits = [1, 2, 3, 4].map((level) => ({ name: `level ${level}`, level, periods: [{ commission: 10_000n }] }))
    expect(perPeriod(reckon({ levels }, recruits))).toEqual({ '2026-11': 1_600n })
    expect(reckon({}, recruits.slice(3))).toEqual([])
  })

  test('who changed its level in the middle of a month earns at both', () => {
    const recruits = [
      { level: 2, periods: [{ commission: 1_000n, from: '2026-11-01T00:00:00Z' }] },
      { level: 1, periods: [{ commission: 500n, from: '2026-11-15T00:00:00Z' }] },
    ]
    expect(perPeriod(reckon({ levels: [{ rate: '10' }, { rate: '5' }] }, recruits))).toEqual({ '2026-11': 100n })
  })
})

describe('months', () => {
  test.each`
    case                               | joinedAt                  | months | from                          | expected
    ${'the last moment counts'}        | ${'2026-01-10T12:00:00Z'} | ${10}  | ${'2026-11-10T11:59:59.999Z'} | ${100n}
    ${'the end does not'}              | ${'2026-01-10T12:00:00Z'} | ${10}  | ${'2026-11-10T12:00:00.000Z'} | ${0n}
    ${'after the end nothing does'}    | ${'2026-01-10T12:00:00Z'} | ${10}  | ${'2026-11-10T12:00:00.001Z'} | ${0n}
    ${'a short month ends on its last day'} | ${'2026-08-31T00:00:00Z'} | ${3} | ${'2026-11-29T23:59:59.999Z'} | ${100n}
    ${'and not a day later'}           | ${'2026-08-31T00:00:00Z'} | ${3}   | ${'2026-11-30T00:00:00.000Z'} | ${0n}
  `('$case', ({ joinedAt, months, from, expected }) => {
    const [award] = reckon({ months }, [{ joinedAt, periods: [{ commission: 1_000n, from }] }])
    expect([award?.amountMinor, award?.reason]).toEqual([expected, expected === 0n ? 'recruit_months_ended' : null])
  })

  test('a month in which they end pays its first part', () => {
    const periods = [{ commission: 1_000n, from: '2026-11-01T00:00:00Z' }, { commission: 9_000n, from: '2026-11-10T00:00:00Z' }]
    expect(perPeriod(reckon({ months: 10 }, [{ periods }]))).toEqual({ '2026-11': 100n })
  })

  test('without months a recruit is shared for good', () => {
    expect(perPeriod(reckon({}, [{ joinedAt: '2026-01-01T00:00:00Z', periods: [{ period: '2046-11', commission: 1_000n }] }]))).toEqual({ '2046-11': 100n })
  })
})

describe('negative months and clawbacks', () => {
  test.each`
    case                                              | terms                                                     | commission | clawbacks | expected
    ${'a negative month counts as nothing'}           | ${{}}                                                     | ${-1_000n} | ${0n}     | ${0n}
    ${'one cent below zero too'}                      | ${{ levels: [{ rate: '100' }] }}                          | ${-1n}     | ${0n}     | ${0n}
    ${'zero is zero'}                                 | ${{ levels: [{ rate: '100' }] }}                          | ${0n}      | ${0n}     | ${0n}
    ${'one cent above zero counts'}                   | ${{ levels: [{ rate: '100' }] }}                          | ${1n}      | ${0n}     | ${1n}
    ${'a negative month takes away where it may'}     | ${{ negativesPropagate: true }}                           | ${-1_000n} | ${0n}     | ${-100n}
    ${'clawbacks are taken off'}                      | ${{}}                                                     | ${1_000n}  | ${-400n}  | ${60n}
    ${'and never more than there was'}                | ${{}}                                                     | ${1_000n}  | ${-1_400n}| ${0n}
    ${'but where negative months take away'}          | ${{ negativesPropagate: true }}                           | ${1_000n}  | ${-1_400n}| ${-40n}
    ${'clawbacks stay paid where the plan says so'}   | ${{ clawbacksPropagate: false }}                          | ${1_000n}  | ${-400n}  | ${100n}
    ${'a negative month takes away without them'}     | ${{ clawbacksPropagate: false, negativesPropagate: true }}| ${-1_000n} | ${-400n}  | ${-100n}
  `('$case', ({ terms, commission, clawbacks, expected }) => {
    const share = { commission, clawbacks, revenueShare: commission, revenueShareClawbacks: clawbacks }
    expect(amountOf(terms, share) ?? 0n).toBe(expected)
    expect(amountOf({ ...terms, base: 'revenue_share' }, share) ?? 0n).toBe(expected)
  })

  test("one recruit's negative month takes nothing from another's share", () => {
    const recruits = [{ name: 'anna', periods: [{ commission: 5_000n }] }, { name: 'bert', periods: [{ commission: -9_000n }] }]
    expect(perPeriod(reckon({}, recruits))).toEqual({ '2026-11': 500n })
    expect(perPeriod(reckon({ negativesPropagate: true }, recruits))).toEqual({ '2026-11': -400n })
  })

  test('a recruit is looked at over its whole month, also where terms changed within it', () => {
    const periods = [{ commission: 2_000n, from: '2026-11-01T00:00:00Z' }, { commission: -5_000n, from: '2026-11-15T00:00:00Z' }]
    expect(reckon({}, [{ periods }])[0]).toMatchObject({ amountMinor: 0n, reason: 'recruits_negative' })
  })

  test('negative net revenue counts as nothing, too', () => {
    expect(amountOf({ base: 'net_revenue' }, { netRevenue: -100_000_000n })).toBe(0n)
    expect(amountOf({ base: 'net_revenue', negativesPropagate: true }, { netRevenue: -100_000_000n })).toBe(-1_000n)
  })
})

describe('awards', () => {
  test('there is one for each period, in order, at the moment of the last that it is made of', () => {
    const recruits = [
      { name: 'anna', periods: [{ period: '2026-11', commission: 1_000n, lastAt: '2026-11-12T10:00:00Z' }, { period: '2026-12', commission: 2_000n }] },
      { name: 'bert', periods: [{ period: '2026-10', commission: 3_000n }, { period: '2026-11', commission: 4_000n, lastAt: '2026-11-09T10:00:00Z' }] },
    ]
    const awards = reckon({}, recruits)
    expect(awards.map(({ key, period, amountMinor }) => [key, period, amountMinor])).toEqual([['2026-10', '2026-10', 300n], ['2026-11', '2026-11', 500n], ['2026-12', '2026-12', 200n]])
    expect(awards[1]?.occurredAt).toEqual(new Date('2026-11-12T10:00:00Z'))
    expect(awards[1]).toMatchObject({ brandId: null, customerId: null, transactionId: null, reason: null, versionId: idOf('version', '1') })
  })

  test.each`
    reason                       | component            | period
    ${'rounded_to_zero'}         | ${{}}                | ${{ commission: 4n }}
    ${'recruit_months_ended'}    | ${{ months: 1 }}     | ${{ commission: 1_000n }}
    ${'recruits_negative'}       | ${{}}                | ${{ commission: -1_000n }}
    ${'recruits_earned_nothing'} | ${{}}                | ${{ netRevenue: 5n }}
  `('one that pays nothing says why: $reason', ({ reason, component, period }) => {
    expect(reckon(component, [{ periods: [period] }])[0]).toMatchObject({ amountMinor: 0n, reason })
  })

  test('nobody was recruited: there is none', () => {
    expect(reckon({}, [])).toEqual([])
  })
})

describe('versions and coverage', () => {
  const two = (appliesTo: 'new_customers' | 'from_date') => [
    { components: [TEN_PERCENT] },
    { from: '2026-11-15T00:00:00Z', appliesTo, components: [{ type: 'sub_affiliate', levels: [{ rate: '20' }] }] },
  ]
  const periods = [{ commission: 1_000n, from: '2026-11-01T00:00:00Z' }, { commission: 1_000n, from: '2026-11-15T00:00:00Z', lastAt: '2026-11-25T00:00:00Z' }]

  test('a recruit keeps the version that was in force when it joined', () => {
    const told = { versions: two('new_customers') }
    expect(perPeriod(reckon({}, [{ periods }], told))).toEqual({ '2026-11': 200n })
    expect(perPeriod(reckon({}, [{ joinedAt: '2026-11-15T00:00:00Z', periods: periods.slice(1) }], told))).toEqual({ '2026-11': 200n })
  })

  test('a version that reaches everybody rates from its date on, within one award', () => {
    const awards = reckon({}, [{ periods }], { versions: two('from_date') })
    expect(awards).toMatchObject([{ amountMinor: 300n, versionId: idOf('version', '2') }])
  })

  test('a version without such a share pays nothing', () => {
    const versions = [{ components: [TEN_PERCENT] }, { from: '2026-11-15T00:00:00Z', appliesTo: 'from_date' as const, components: [{ type: 'percent_of_sale', rate: '1' }] }]
    expect(perPeriod(reckon({}, [{ periods }], { versions }))).toEqual({ '2026-11': 100n })
  })

  test.each`
    case                            | coverage                                                                          | expected
    ${'in force all the time'}      | ${[{ from: '2026-01-01T00:00:00Z' }]}                                             | ${200n}
    ${'from the second part on'}    | ${[{ from: '2026-11-15T00:00:00Z' }]}                                             | ${100n}
    ${'a moment too late'}          | ${[{ from: '2026-11-15T00:00:00.001Z' }]}                                         | ${undefined}
    ${'until the second part'}      | ${[{ from: '2026-01-01T00:00:00Z', until: '2026-11-15T00:00:00Z' }]}              | ${100n}
    ${'a moment longer'}            | ${[{ from: '2026-01-01T00:00:00Z', until: '2026-11-15T00:00:00.001Z' }]}          | ${200n}
    ${'never'}                      | ${[]}                                                                             | ${undefined}
  `('the plan has to be in force for the recruiter: $case', ({ coverage, expected }) => {
    expect(reckon({}, [{ periods }], { coverage })[0]?.amountMinor).toBe(expected)
  })

  test('before its first version a plan is not in force', () => {
    const told = { versions: [{ from: '2026-11-15T00:00:00Z', components: [TEN_PERCENT] }] }
    expect(perPeriod(reckon({}, [{ periods }], told))).toEqual({ '2026-11': 100n })
  })
})

describe('caps and floors', () => {
  const worth = (component: object, recruits: readonly ToldRecruit[]) => {
    const { program, versions, now, history } = inputOf('sub_affiliate', { versions: [{ components: [{ ...TEN_PERCENT, ...component }] }], recruits: recruits.map(recruitOf), coverage: [{ from: '2026-10-01T00:00:00Z' }] })
    return perPeriod(reckonPlan({ program, versions, now }, [history], 'all').flatMap(({ awards }) => awards))
  }
  const recruits = [{ periods: [{ period: '2026-10', commission: 1_000n }, { period: '2026-11', commission: 3_000n }, { period: '2026-12', commission: -500n }] }]

  test.each`
    case                          | caps                                                  | expected
    ${'one cent below the share'} | ${[{ window: 'month', amount: 2.99 }]}                | ${299n}
    ${'exactly the share'}        | ${[{ window: 'month', amount: 3 }]}                   | ${300n}
    ${'one cent above it'}        | ${[{ window: 'month', amount: 3.01 }]}                | ${300n}
    ${'of all months'}            | ${[{ window: 'lifetime', amount: 2.5 }]}              | ${150n}
  `('a month is cut to its cap: $case', ({ caps, expected }) => {
    expect(worth({ caps }, recruits)['2026-11']).toBe(expected)
  })

  test.each`
    case                     | floor   | expected
    ${'below the share'}     | ${0.99} | ${{ '2026-10': 100n, '2026-11': 300n, '2026-12': 99n }}
    ${'exactly the least'}   | ${1}    | ${{ '2026-10': 100n, '2026-11': 300n, '2026-12': 100n }}
    ${'above it'}            | ${1.01} | ${{ '2026-10': 101n, '2026-11': 300n, '2026-12': 101n }}
  `('a month that has ended is raised to its floor: $case', ({ floor, expected }) => {
    expect(worth({ floor }, recruits)).toEqual(expected)
  })
})

describe('explanations', () => {
  test('go recruit by recruit, who is not named, down to rates, levels and what was earned; the sum of the leaves is the award', () => {
    const recruits = [
      { name: 'anna', periods: [{ commission: 10_000n, clawbacks: -2_000n }] },
      { name: 'bert', level: 2, periods: [{ commission: -3_000n }] },
    ]
    const [award] = reckon({ levels: [{ rate: '10' }, { rate: '5' }] }, recruits)
    const [sum] = award?.because() ?? []
    expect(sum).toMatchObject({ name: 'beforeRounding', value: { as: 'amount', units: 8_000_000_000_000n, scale: 12 } })
    expect(sum?.because).toMatchObject([
      {
        name: 'recruitShare', value: { units: 8_000_000_000_000n },
        because: [
          { name: 'recruit', value: { fact: idOf('affiliate', 'anna') }, because: [{ name: 'joinedAt' }] },
          {
            name: 'partOfPeriod',
            because: [{ name: 'from' }, { name: 'level', value: { count: 1n } }, { name: 'commission', value: { units: 10_000n } }, { name: 'clawbacks', value: { units: -2_000n } }, { name: 'rate', value: { ratePpm: 100_000n } }],
          },
        ],
      },
      { name: 'recruitShare', value: { units: 0n }, because: [{ name: 'recruit' }, { name: 'negativeShare', value: { units: -1_500_000_000_000n } }] },
    ])
  })

  test('name the hundred largest shares, the rest is one sum', () => {
    const recruits = Array.from({ length: 103 }, (_, index) => ({ name: `recruit ${index}`, periods: [{ commission: 100n + BigInt(index) }] }))
    const parts = reckon({}, recruits)[0]?.because()[0]?.because ?? []
    expect(parts).toHaveLength(101)
    expect(parts[0]?.because?.[0]).toMatchObject({ value: { fact: idOf('affiliate', 'recruit 102') } })
    expect(parts.at(-1)).toMatchObject({ name: 'otherRecruits', value: { units: (100n + 101n + 102n) * 10_000n * 100_000n }, because: [{ name: 'recruits', value: { count: 3n } }] })
  })

  test('of zero begin with the reason', () => {
    expect(reckon({}, [{ periods: [{ commission: 4n }] }])[0]?.because()[0]).toMatchObject({ name: 'reason', value: { fact: 'rounded_to_zero' } })
  })
})

describe('the example of the documentation', () => {
  test('two levels, one of them ending, and a clawback', () => {
    const terms = { base: 'commission', levels: [{ rate: '10' }, { rate: '5' }], months: 6 }
    const recruits = [
      { name: 'Anna', level: 1, joinedAt: '2026-06-15T00:00:00Z', periods: [{ commission: 50_000n, clawbacks: -10_000n }] },
      { name: 'Bert', level: 2, joinedAt: '2026-09-01T00:00:00Z', periods: [{ commission: 12_345n }] },
      { name: 'Carl', level: 1, joinedAt: '2026-05-16T00:00:00Z', periods: [{ commission: 8_000n, from: '2026-11-01T00:00:00Z' }, { commission: 99_900n, from: '2026-11-16T00:00:00Z' }] },
      { name: 'Dora', level: 1, joinedAt: '2026-10-01T00:00:00Z', periods: [{ commission: -30_000n }] },
    ]
    // Anna 40.00, Bert 6.1725, Carl 8.00, Dora nothing.
    expect(perPeriod(reckon(terms, recruits))).toEqual({ '2026-11': 5_417n })
  })
})

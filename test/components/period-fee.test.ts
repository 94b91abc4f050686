import { describe, expect, test } from 'vitest'
import type { Award } from '../../src/domain/commissions/components/component.ts'
import { periodFee } from '../../src/domain/commissions/components/period-fee/index.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { openFromOf } from '../../src/domain/commissions/rules/plan-selection.ts'
import type { PeriodFeeComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf, type ToldHistory } from './history.ts'

const ZONE = 'Europe/Malta'

function fee(json: object): { readonly components: readonly object[] } {
  return { components: [{ type: 'period_fee', amount: 300, ...json }] }
}

function reckon(told: Partial<ToldHistory>): readonly Award[] {
  return periodFee.reckon?.(inputOf<PeriodFeeComponent>('period_fee', { versions: [fee({})], timeZone: ZONE, now: '2026-12-15T00:00:00Z', ...told })) ?? []
}

/** `period amount` of each fee. */
function fees(told: Partial<ToldHistory>): string[] {
  return reckon(told).map(({ key, period, amountMinor, reason }) => {
    expect(key).toBe(period)
    return `${period} ${minorToText(amountMinor, told.currency ?? 'EUR')}${reason === null ? '' : ` ${reason}`}`
  })
}

describe('a fee for each period', () => {
  test('the worked example: 300.00 a month, in force from November 11 on, pays 200.00 for November and 300.00 for each month after it', () => {
    const told = { coverage: [{ from: '2026-11-11T00:00:00+01:00' }], now: '2027-01-15T00:00:00Z' }
    expect(fees(told)).toEqual(['2026-11 200', '2026-12 300'])
    const [november] = reckon(told)
    expect(november).toMatchObject({ versionId: idOf('version', '1'), brandId: null, customerId: null, transactionId: null, occurredAt: new Date('2026-11-30T22:59:59.999Z') })
    expect(november?.because()).toEqual([
      { name: 'period', value: { as: 'fact', fact: '2026-11' } },
      { name: 'daysOfPeriod', value: { as: 'count', count: 30n } },
      {
        name: 'amountPerPeriod', value: { as: 'amount', units: 30_000n, scale: 2 }, because: [
          { name: 'coveredDays', value: { as: 'count', count: 20n } }, { name: 'proration', value: { as: 'fact', fact: true } }, { name: 'version', value: { as: 'count', count: 1n } },
        ],
      },
    ])
  })

  test.each`
    case                              | now                           | expected
    ${'a millisecond before its end'} | ${'2026-11-30T22:59:59.999Z'} | ${[]}
    ${'when it has ended'}            | ${'2026-11-30T23:00:00.000Z'} | ${['2026-11 300']}
  `('the fee of November is earned $case: $expected', ({ now, expected }) => {
    expect(fees({ coverage: [{ from: '2026-10-31T23:00:00Z' }], now })).toEqual(expected)
  })

  test.each`
    case                                      | from                           | until                          | expected
    ${'from the first moment of a day'}       | ${'2026-11-16T00:00:00+01:00'} | ${'2026-12-01T00:00:00+01:00'} | ${['2026-11 150']}
    ${'from the last moment of that day'}     | ${'2026-11-16T23:59:59.999+01:00'} | ${'2026-12-01T00:00:00+01:00'} | ${['2026-11 150']}
    ${'from a moment later'}                  | ${'2026-11-17T00:00:00+01:00'} | ${'2026-12-01T00:00:00+01:00'} | ${['2026-11 140']}
    ${'until a moment before a day ends'}     | ${'2026-11-01T00:00:00+01:00'} | ${'2026-11-10T23:59:59.999+01:00'} | ${['2026-11 90']}
    ${'until the day has ended'}              | ${'2026-11-01T00:00:00+01:00'} | ${'2026-11-11T00:00:00+01:00'} | ${['2026-11 100']}
    ${'within one day'}                       | ${'2026-11-10T08:00:00+01:00'} | ${'2026-11-10T20:00:00+01:00'} | ${[]}
  `('a day counts for the plan that is in force at its end: $case $expected', ({ from, until, expected }) => {
    expect(fees({ coverage: [{ from, until }] })).toEqual(expected)
  })

  test('two plans that take turns in a month share its days, none twice and none lost', () => {
    const turn = '2026-11-10T14:00:00Z'
    expect(fees({ coverage: [{ from: '2026-10-31T23:00:00Z', until: turn }] })).toEqual(['2026-11 90'])
    expect(fees({ coverage: [{ from: turn }] })).toEqual(['2026-11 210'])
  })

  test('what was in force twice in a month counts once for all its days', () => {
    const coverage = [{ from: '2026-11-01T00:00:00+01:00', until: '2026-11-04T00:00:00+01:00' }, { from: '2026-11-28T00:00:00+01:00' }]
    expect(fees({ coverage })).toEqual(['2026-11 60'])
  })

  test('the days of a month in which the clock changes are whole days', () => {
    // Malta: March 29, 2026 has 23 hours, October 25 has 25.
    expect(fees({ versions: [fee({ amount: 310 })], coverage: [{ from: '2026-03-29T00:00:00+01:00', until: '2026-03-31T00:00:00+02:00' }] })).toEqual(['2026-03 20'])
    expect(fees({ versions: [fee({ amount: 310 })], coverage: [{ from: '2026-10-25T00:00:00+02:00', until: '2026-10-26T00:00:00+01:00' }] })).toEqual(['2026-10 10'])
  })

  test.each`
    currency | amount   | days  | expected
    ${'JPY'} | ${100}   | ${10} | ${'2026-11 33'}
    ${'JPY'} | ${3}     | ${5}  | ${'2026-11 1'}
    ${'JPY'} | ${2}     | ${7}  | ${'2026-11 0 rounded_to_zero'}
    ${'EUR'} | ${100}   | ${10} | ${'2026-11 33.33'}
    ${'KWD'} | ${100}   | ${10} | ${'2026-11 33.333'}
    ${'KWD'} | ${100}   | ${20} | ${'2026-11 66.667'}
  `('$days of 30 days of $amount $currency are $expected, rounded once, half away from zero', ({ currency, amount, days, expected }) => {
    const from = `2026-11-${String(31 - days).padStart(2, '0')}T00:00:00+01:00`
    expect(fees({ currency, versions: [fee({ amount })], coverage: [{ from }] })).toEqual([expected])
  })

  test('without proration a day is enough for all of it', () => {
    const versions = [fee({ proration: false })]
    expect(fees({ versions, coverage: [{ from: '2026-11-30T00:00:00+01:00' }] })).toEqual(['2026-11 300'])
    expect(fees({ versions, coverage: [{ from: '2026-11-30T08:00:00+01:00', until: '2026-11-30T20:00:00+01:00' }] })).toEqual([])
  })

  test('nothing is paid for time before the first version, and for none in which the plan was not in force', () => {
    expect(fees({ versions: [{ ...fee({}), from: '2026-11-21T00:00:00+01:00' }], coverage: [{ from: '2020-01-01T00:00:00Z' }] })).toEqual(['2026-11 100'])
    expect(fees({ coverage: [] })).toEqual([])
  })
})

describe('versions', () => {
  const November = [{ from: '2026-11-01T00:00:00+01:00' }]
  const since16 = { from: '2026-11-16T00:00:00+01:00' }

  test('a month whose version changes in the middle pays each version for its days, rounded once', () => {
    expect(fees({ versions: [fee({ amount: 300 }), { ...fee({ amount: 600 }), ...since16 }], coverage: November })).toEqual(['2026-11 450'])
    expect(fees({ currency: 'JPY', versions: [fee({ amount: 1 }), { ...fee({ amount: 2 }), ...since16 }], coverage: November })).toEqual(['2026-11 2'])
    expect(reckon({ versions: [fee({}), { ...fee({ amount: 600 }), ...since16 }], coverage: November })[0]?.because().slice(2)).toMatchObject([
      { value: { units: 30_000n }, because: [{ value: { count: 15n } }, {}, { value: { count: 1n } }] }, { value: { units: 60_000n }, because: [{ value: { count: 15n } }, {}, { value: { count: 2n } }] },
    ])
  })

  test('a version without proration pays its whole amount alone where it is the last of the month, and by days where it is not', () => {
    const [whole, prorated] = [fee({ amount: 600, proration: false }), fee({ amount: 300 })]
    expect(fees({ versions: [prorated, { ...whole, ...since16 }], coverage: November })).toEqual(['2026-11 600'])
    expect(fees({ versions: [whole, { ...prorated, ...since16 }], coverage: November })).toEqual(['2026-11 450'])
  })

  test('a version without a fee leaves its days unpaid', () => {
    const none = { components: [{ type: 'percent_of_sale', rate: '10' }] }
    expect(fees({ versions: [fee({}), { ...none, ...since16 }], coverage: November })).toEqual(['2026-11 150'])
    expect(fees({ versions: [none, { ...fee({}), ...since16 }], coverage: November })).toEqual(['2026-11 150'])
  })

  test('a version for all that is open counts from the beginning of its month', () => {
    const input = inputOf<PeriodFeeComponent>('period_fee', {
      versions: [fee({}), { ...fee({ amount: 600 }), ...since16, appliesTo: 'all_open' }], coverage: November, timeZone: ZONE, now: '2026-12-15T00:00:00Z',
    })
    const versions = input.versions.map((version) => ({ ...version, ...openFromOf(version.appliesTo, version.effectiveFrom, ZONE) }))
    expect(periodFee.reckon?.({ ...input, versions }).map(({ amountMinor }) => amountMinor)).toEqual([60_000n])
  })
})

test.each`
  field                | json                       | path
  ${'no amount'}       | ${{ amount: undefined }}   | ${'components.0.amount'}
  ${'an amount of 0'}  | ${{ amount: 0 }}           | ${'components.0.amount'}
  ${'proration by word'} | ${{ proration: 'days' }} | ${'components.0.proration'}
  ${'caps'}            | ${{ caps: [] }}            | ${'components.0.caps'}
  ${'a floor'}         | ${{ floor: 10 }}           | ${'components.0.floor'}
`('$field is refused at $path', ({ json, path }) => {
  expect(refusedPaths(json)).toEqual([path])
})

function refusedPaths(json: object): string[] {
  try {
    readComponents(fee(json).components, 'EUR', 'components')
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map((field) => field.path)
  }
}

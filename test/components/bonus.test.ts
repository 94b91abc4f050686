import { describe, expect, test } from 'vitest'
import { bonus } from '../../src/domain/commissions/components/bonus/index.ts'
import type { Award } from '../../src/domain/commissions/components/component.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import type { BonusComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf, type Told, type ToldHistory } from './history.ts'

const ZONE = 'Europe/Malta'
const NOVEMBER = [{ from: '2026-11-01T00:00:00+01:00' }]

function plan(json: object, ...others: readonly object[]): { readonly components: readonly object[] } {
  return { components: [{ type: 'bonus', amount: 500, metric: 'net_revenue', threshold: 10_000, ...json }, ...others] }
}

function reckon(told: Partial<ToldHistory>): readonly Award[] {
  return bonus.reckon?.(inputOf<BonusComponent>('bonus', { versions: [plan({})], timeZone: ZONE, coverage: NOVEMBER, now: '2026-12-15T00:00:00Z', ...told })) ?? []
}

/** `period amount reason` of each bonus. */
function bonuses(told: Partial<ToldHistory>): string[] {
  return reckon(told).map(({ key, period, amountMinor, reason }) => {
    expect(key).toBe(period)
    return `${period} ${minorToText(amountMinor, told.currency ?? 'EUR')}${reason === null ? '' : ` ${reason}`}`
  })
}

const NOT_REACHED = '0 threshold_not_reached'

describe('a bonus when a metric reaches its threshold', () => {
  test('the worked example: 500.00 for 10,000.00 of net revenue in a month: November comes to 9,800.00, December crosses on the 3rd', () => {
    const transactions = [
      { id: 'a', at: '2026-11-05T10:00:00Z', net: 9_800 }, { id: 'b', at: '2026-12-01T10:00:00Z', net: 6_000 },
      { id: 'c', at: '2026-12-03T10:00:00Z', net: 4_000 },
    ]
    const told = { versions: [plan({ repeats: 'every_period' })], transactions }
    expect(bonuses(told)).toEqual([`2026-11 ${NOT_REACHED}`, '2026-12 500'])
    const [november, december] = reckon(told)
    expect(november).toMatchObject({ occurredAt: new Date('2026-11-30T22:59:59.999Z'), transactionId: null })
    expect(december).toMatchObject({ occurredAt: new Date('2026-12-03T10:00:00Z'), transactionId: idOf('transaction', 'c'), versionId: idOf('version', '1') })
    expect(december?.because()).toEqual([
      {
        name: 'bonus', value: { as: 'amount', units: 50_000n, scale: 2 }, because: [
          { name: 'metric', value: { as: 'fact', fact: 'net_revenue' } },
          { name: 'period', value: { as: 'fact', fact: '2026-12' } },
          { name: 'window', value: { as: 'fact', fact: 'period' } },
          { name: 'metricValue', value: { as: 'amount', units: 10_000_000_000n, scale: 6 } },
          { name: 'threshold', value: { as: 'amount', units: 10_000_000_000n, scale: 6 } },
          {
            name: 'reachedBy', value: { as: 'fact', fact: 'c' }, because: [
              { name: 'transactionId', value: { as: 'fact', fact: idOf('transaction', 'c') } }, { name: 'transactionDate', value: { as: 'instant', instant: new Date('2026-12-03T10:00:00Z') } },
            ],
          },
        ],
      },
    ])
    const chargeback = { at: '2026-12-10T10:00:00Z', type: 'chargeback', refundOf: 'b', net: -0.01 }
    expect(bonuses({ ...told, transactions: [...transactions, chargeback], now: '2027-01-01T00:00:00Z' })).toEqual([`2026-11 ${NOT_REACHED}`, `2026-12 ${NOT_REACHED}`])
  })

  test.each`
    currency | threshold | net          | expected
    ${'JPY'} | ${10}     | ${9.999999}  | ${NOT_REACHED}
    ${'JPY'} | ${10}     | ${10}        | ${'5'}
    ${'JPY'} | ${10}     | ${10.000001} | ${'5'}
    ${'EUR'} | ${10}     | ${9.99}      | ${NOT_REACHED}
    ${'EUR'} | ${10}     | ${10}        | ${'5'}
    ${'EUR'} | ${10}     | ${10.01}     | ${'5'}
    ${'KWD'} | ${10.001} | ${10}        | ${NOT_REACHED}
    ${'KWD'} | ${10.001} | ${10.001}    | ${'5'}
    ${'KWD'} | ${10.001} | ${10.002}    | ${'5'}
    ${'EUR'} | ${10}     | ${-10}       | ${NOT_REACHED}
  `('$net $currency of $threshold: $expected', ({ currency, threshold, net, expected }) => {
    const versions = [plan({ amount: 5, threshold })]
    expect(bonuses({ currency, versions, transactions: [{ at: '2026-11-05T10:00:00Z', net }], now: '2026-12-01T00:00:00Z' })).toEqual([`2026-11 ${expected}`])
  })

  test('a period that has not ended says nothing until the threshold is reached', () => {
    const transactions = [{ at: '2026-11-05T10:00:00Z', net: 9_999 }, { at: '2026-11-06T10:00:00Z', net: 1 }]
    expect(bonuses({ transactions: transactions.slice(0, 1), now: '2026-11-07T00:00:00Z' })).toEqual([])
    expect(bonuses({ transactions, now: '2026-11-07T00:00:00Z' })).toEqual(['2026-11 500'])
    expect(bonuses({ transactions: transactions.slice(0, 1), now: '2026-11-30T22:59:59.999Z' })).toEqual([])
    expect(bonuses({ transactions: transactions.slice(0, 1), now: '2026-11-30T23:00:00.000Z' })).toEqual([`2026-11 ${NOT_REACHED}`])
  })

  test('a chargeback that takes the period below the threshold takes the bonus back, in that period', () => {
    const transactions = [{ id: 'sale', at: '2026-11-05T10:00:00Z', net: 10_000 }, { at: '2026-12-10T10:00:00Z', type: 'chargeback', refundOf: 'sale', net: -0.01 }]
    expect(bonuses({ transactions: transactions.slice(0, 1), now: '2026-12-10T09:00:00Z' })).toEqual(['2026-11 500'])
    expect(bonuses({ transactions, now: '2026-12-10T10:00:00Z' })).toEqual([`2026-11 ${NOT_REACHED}`])
  })

  test('what was reached in the month and lost again by its end was not reached', () => {
    const transactions = [{ at: '2026-11-05T10:00:00Z', net: 12_000 }, { at: '2026-11-25T10:00:00Z', net: -3_000 }]
    expect(bonuses({ transactions: transactions.slice(0, 1), now: '2026-11-06T00:00:00Z' })).toEqual(['2026-11 500'])
    expect(bonuses({ transactions, now: '2026-12-01T00:00:00Z' })).toEqual([`2026-11 ${NOT_REACHED}`])
  })

  test('months are the program\'s: of the hour in which October 25 has two, and of the last one in October', () => {
    const coverage = [{ from: '2026-10-01T00:00:00+02:00' }]
    const at = (...instants: string[]) => bonuses({ coverage, versions: [plan({ threshold: 20 })], transactions: instants.map((instant) => ({ at: instant, net: 10 })), now: '2026-11-01T12:00:00Z' })
    expect(at('2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z')).toEqual(['2026-10 500'])
    expect(at('2026-10-25T00:30:00Z', '2026-10-31T22:59:59.999Z')).toEqual(['2026-10 500'])
    expect(at('2026-10-25T00:30:00Z', '2026-10-31T23:00:00.000Z')).toEqual([`2026-10 ${NOT_REACHED}`])
  })
})

describe('once, or in every period', () => {
  const transactions = ['2026-11-05', '2026-12-05', '2027-01-05'].map((day) => ({ at: `${day}T10:00:00Z`, net: 10_000 }))

  test('every period that reaches it pays, or only the first', () => {
    expect(bonuses({ versions: [plan({ repeats: 'every_period' })], transactions, now: '2027-02-02T00:00:00Z' })).toEqual(['2026-11 500', '2026-12 500', '2027-01 500'])
    expect(bonuses({ versions: [plan({ repeats: 'once' })], transactions, now: '2027-02-02T00:00:00Z' })).toEqual(['2026-11 500'])
    expect(bonuses({ transactions, now: '2027-02-02T00:00:00Z' })).toEqual(['2026-11 500'])
  })

  test('until then each period that has ended says that it was not reached', () => {
    expect(bonuses({ transactions: transactions.slice(2), now: '2027-02-02T00:00:00Z' })).toEqual([`2026-11 ${NOT_REACHED}`, `2026-12 ${NOT_REACHED}`, '2027-01 500'])
  })

  test('for all time it is reached once, by the transaction that completes it', () => {
    const sales = ['2026-11-05', '2026-12-05', '2026-12-07', '2026-12-09'].map((day) => ({ id: day, at: `${day}T10:00:00Z`, net: 4_000 }))
    const told = { versions: [plan({ window: 'lifetime' })], transactions: sales }
    expect(bonuses(told)).toEqual([`2026-11 ${NOT_REACHED}`, '2026-12 500'])
    expect(reckon(told)[1]?.transactionId).toBe(idOf('transaction', '2026-12-07'))
  })
})

describe('windows of days', () => {
  const ninety = plan({ window: { days: 31 }, repeats: 'every_period' })

  test('the days of 24 hours that end with the month: its first moment counts, the one before does not', () => {
    // November in Malta has 30 days of 24 hours, so the window begins at 23:00 UTC on October 30.
    const told = (first: string): Partial<ToldHistory> => ({
      versions: [ninety], transactions: [{ at: first, net: 9_000 }, { at: '2026-11-20T00:00:00Z', net: 1_000 }], now: '2026-12-01T00:00:00Z',
    })
    expect(bonuses(told('2026-10-30T23:00:00.000Z')).at(-1)).toBe('2026-11 500')
    expect(bonuses(told('2026-10-30T22:59:59.999Z')).at(-1)).toBe(`2026-11 ${NOT_REACHED}`)
  })

  test('a window that was full before the month began is earned at the beginning of the month', () => {
    const transactions = [{ at: '2026-10-31T10:00:00Z', net: 10_000 }, { at: '2026-11-20T00:00:00Z', net: 1 }]
    expect(reckon({ versions: [ninety], transactions, now: '2026-12-01T00:00:00Z' }).at(-1)).toMatchObject({ period: '2026-11', amountMinor: 50_000n, occurredAt: new Date('2026-10-31T23:00:00Z') })
  })
})

describe('metrics', () => {
  const CPA = { type: 'cpa', levels: [{ amount: 10, requirements: { minDepositTotal: 20 } }] }
  const three: readonly Told[] = ['anna', 'bert', 'cleo'].map((customer, index) => ({
    id: customer, customer, at: `2026-11-0${index + 2}T10:00:00Z`, deposit: 20, sale: 30, gross: 40, net: 10,
  }))

  test.each`
    metric                | reached | missed
    ${'net_revenue'}      | ${30}   | ${30.01}
    ${'gross_revenue'}    | ${120}  | ${120.01}
    ${'deposits'}         | ${60}   | ${60.01}
    ${'sales'}            | ${90}   | ${90.01}
    ${'ftd_count'}        | ${3}    | ${4}
    ${'qualified_count'}  | ${3}    | ${4}
    ${'sale_count'}       | ${3}    | ${4}
    ${'active_customers'} | ${3}    | ${4}
  `('$metric: three customers reach $reached, not $missed', ({ metric, reached, missed }) => {
    const of = (threshold: number) => bonuses({ versions: [plan({ metric, threshold }, CPA)], transactions: three, now: '2026-12-01T00:00:00Z' })
    expect(of(reached)).toEqual(['2026-11 500'])
    expect(of(missed)).toEqual([`2026-11 ${NOT_REACHED}`])
  })

  test('customers excluded from revenue shares count for nothing but qualification, those excluded from CPA for all else', () => {
    const of = (metric: string, exclusion: Partial<Told>) =>
      bonuses({ versions: [plan({ metric, threshold: 3 }, CPA)], transactions: three.map((told, index) => (index === 0 ? { ...told, ...exclusion } : told)), now: '2026-12-01T00:00:00Z' })
    expect(of('active_customers', { revShareExcluded: true })).toEqual([`2026-11 ${NOT_REACHED}`])
    expect(of('active_customers', { cpaExcluded: true })).toEqual(['2026-11 500'])
    expect(of('qualified_count', { revShareExcluded: true })).toEqual(['2026-11 500'])
    expect(of('qualified_count', { cpaExcluded: true })).toEqual([`2026-11 ${NOT_REACHED}`])
  })
})

describe('versions', () => {
  test('a month is judged by the version that is in force at its end, over the customers of all versions', () => {
    const versions = [plan({}), { ...plan({ amount: 700, threshold: 5_000 }), from: '2026-11-16T00:00:00+01:00' }]
    const transactions = [{ at: '2026-11-05T10:00:00Z', net: 3_000 }, { at: '2026-11-20T10:00:00Z', net: 2_000, version: 2 }]
    expect(bonuses({ versions, transactions, now: '2026-12-01T00:00:00Z' })).toEqual(['2026-11 700'])
    expect(reckon({ versions, transactions, now: '2026-12-01T00:00:00Z' })[0]?.versionId).toBe(idOf('version', '2'))
    expect(bonuses({ versions, transactions: transactions.slice(0, 1), now: '2026-11-15T00:00:00Z' })).toEqual([])
  })

  test('a version without the bonus ends it', () => {
    const versions = [plan({ repeats: 'every_period' }), { components: [{ type: 'percent_of_sale', rate: '10' }], from: '2026-12-01T00:00:00+01:00' }]
    const transactions = ['2026-11-05', '2026-12-05'].map((day) => ({ at: `${day}T10:00:00Z`, net: 10_000 }))
    expect(bonuses({ versions, transactions, now: '2027-01-02T00:00:00Z' })).toEqual(['2026-11 500'])
  })
})

test.each`
  field                           | json                                                  | path
  ${'no threshold'}               | ${{ threshold: undefined }}                           | ${'components.0.threshold'}
  ${'a threshold of 0'}           | ${{ threshold: 0 }}                                   | ${'components.0.threshold'}
  ${'half a customer'}            | ${{ metric: 'active_customers', threshold: 1.5 }}     | ${'components.0.threshold'}
  ${'an unknown metric'}          | ${{ metric: 'smiles' }}                               | ${'components.0.metric'}
  ${'an unknown window'}          | ${{ window: 'week' }}                                 | ${'components.0.window'}
  ${'a window of no days'}        | ${{ window: { days: 0 } }}                            | ${'components.0.window.days'}
  ${'all time in every period'}   | ${{ window: 'lifetime', repeats: 'every_period' }}    | ${'components.0.repeats'}
  ${'caps'}                       | ${{ caps: [] }}                                       | ${'components.0.caps'}
`('$field is refused at $path', ({ json, path }) => {
  expect(refusedPaths(json)).toEqual([path])
})

function refusedPaths(json: object): string[] {
  try {
    readComponents(plan(json).components, 'EUR', 'components')
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map((field) => field.path)
  }
}

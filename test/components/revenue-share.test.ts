import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { periodShares } from '../../src/domain/commissions/components/revenue-share/period-shares.ts'
import { reckonShares } from '../../src/domain/commissions/components/revenue-share/reckon-shares.ts'
import { reckonPlan } from '../../src/domain/commissions/reckoning/reckon-plan.ts'
import { rateRevenueShare, shareGroupKey } from '../../src/domain/commissions/rate-revenue-share.ts'
import { groupKeyText, type RatingState, type RatingStep } from '../../src/domain/commissions/rating-state.ts'
import type { RevenueShareComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { isDeposit } from '../../src/domain/commissions/count-customer.ts'
import type { TransactionRecord } from '../../src/domain/transactions/transaction-record.ts'
import { NIL_UUID } from '../../src/domain/ids.ts'
import type { Because } from '../../src/domain/commissions/explanation.ts'
import { divideHalfAwayFromZero } from '../../src/domain/money/amounts.ts'
import { minorDigits } from '../../src/domain/money/currencies.ts'
import { dose } from '../support/dose.ts'
import { idOf, inputOf, perPeriod, type Told, type ToldHistory } from './history.ts'

const FIVE_TEN = [{ from: 0, rate: '5' }, { from: 100, rate: '10' }]
const CPA_20 = { type: 'cpa', levels: [{ amount: 20, requirements: { minDepositTotal: 10 } }] }

/** A revenue share with tiers; 5 % up to 100, 10 % from there when nothing else is said. */
function tiered(tiers: object, rest: object = {}): object {
  return { type: 'revenue_share', tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: FIVE_TEN, ...tiers }, ...rest }
}

function flat(rate: string, rest: object = {}): object {
  return { type: 'revenue_share', rate, ...rest }
}

/** A day of 2026: `on('03-15')` is noon of March 15, UTC. */
function on(day: string): string {
  return `2026-${day}T12:00:00Z`
}

/** What a share pays in each period, in minor units. */
function paid(component: object, transactions: readonly Told[], told: Partial<ToldHistory> = {}): Record<string, bigint> {
  return perPeriod(awards([{ components: [component] }], transactions, told))
}

function awards(versions: ToldHistory['versions'], transactions: readonly Told[], told: Partial<ToldHistory> = {}) {
  return reckonShares(inputOf<RevenueShareComponent>('revenue_share', { versions, transactions, ...told }))
}

describe('what a period earns', () => {
  test.each`
    application   | net      | minor
    ${'marginal'} | ${150}   | ${1000n}
    ${'whole'}    | ${150}   | ${1500n}
    ${'marginal'} | ${100}   | ${500n}
    ${'whole'}    | ${100}   | ${1000n}
    ${'marginal'} | ${-100}  | ${-500n}
    ${'whole'}    | ${-100}  | ${-500n}
    ${'marginal'} | ${0}     | ${undefined}
  `('5 % up to 100, 10 % above, $application: $net earns $minor', ({ application, net, minor }) => {
    expect(paid(tiered({ application }), [{ at: on('03-15'), net }])['2026-03']).toBe(minor)
  })

  // In each currency the threshold is 100 of its major units; a minor unit of the base less, and more.
  test.each`
    currency | application   | below      | at         | above
    ${'EUR'} | ${'marginal'} | ${500n}    | ${500n}    | ${500n}
    ${'EUR'} | ${'whole'}    | ${500n}    | ${1000n}   | ${1000n}
    ${'JPY'} | ${'marginal'} | ${5n}      | ${5n}      | ${5n}
    ${'JPY'} | ${'whole'}    | ${5n}      | ${10n}     | ${10n}
    ${'KWD'} | ${'marginal'} | ${5000n}   | ${5000n}   | ${5000n}
    ${'KWD'} | ${'whole'}    | ${5000n}   | ${10000n}  | ${10000n}
  `('a threshold belongs to the band above it, to the minor unit: $currency, $application', ({ currency, application, below, at, above }) => {
    const step = 10 ** -minorDigits(currency)
    const earn = (net: number) => paid(tiered({ application }), [{ at: on('03-15'), net }], { currency })['2026-03']
    expect([earn(100 - step), earn(100), earn(100 + step)]).toEqual([below, at, above])
  })

  test('what many transactions bring is rounded once', () => {
    const cents = Array.from({ length: 3 }, () => ({ at: on('03-15'), net: 0.1 }))
    expect(paid(flat('5'), cents)['2026-03']).toBe(2n)
    expect(paid(flat('5'), cents.slice(0, 1))['2026-03']).toBe(1n)
  })

  test.each`
    base               | minor
    ${'net_revenue'}   | ${100n}
    ${'gross_revenue'} | ${200n}
    ${'net_deposit'}   | ${250n}
    ${'wager'}         | ${900n}
    ${'sale'}          | ${500n}
  `('10 % of the base $base', ({ base, minor }) => {
    const brought = { at: on('03-15'), net: 10, gross: 20, deposit: 30, withdrawal: 5, wager: 90, sale: 50 }
    expect(paid(flat('10', { base }), [brought])['2026-03']).toBe(minor)
  })

  test('a refund comes off the period of its sale', () => {
    const sale = { id: 's', at: on('03-31'), net: 150 }
    const refund = { at: on('04-02'), refundOf: 's', net: -100 }
    expect(paid(tiered({}), [sale, refund, { at: on('04-03'), net: 10 }])).toEqual({ '2026-03': 250n, '2026-04': 50n })
  })

  test('a month is the program time zone’s, also when clocks change in it', () => {
    // In Malta summer time begins on March 29: March has 743 hours, from February 28 23:00 to March 31 22:00 UTC.
    const transactions = ['2026-02-28T22:59:59Z', '2026-02-28T23:00:00Z', '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z'].map((at) => ({ at, net: 10 }))
    expect(paid(flat('10'), transactions, { timeZone: 'Europe/Malta' })).toEqual({ '2026-02': 100n, '2026-03': 200n, '2026-04': 100n })
  })

  test('excluded customers and supplied shares are no part of it, neither base nor metric', () => {
    const excluded = { at: on('03-01'), customer: 'anna', net: 500, revShareExcluded: true }
    const supplied = { at: on('03-02'), customer: 'ben', net: 500, suppliedRevShareMinor: 1n }
    expect(paid(tiered({}), [excluded, supplied, { at: on('03-03'), customer: 'cleo', net: 50 }])).toEqual({ '2026-03': 250n })
  })

  test('a rate of zero and a share that is rounded away say so', () => {
    const reasons = (component: object, net: number) => awards([{ components: [component] }], [{ at: on('03-15'), net }]).map(({ reason }) => reason)
    expect(reasons(tiered({ bands: [{ from: 0, rate: '0' }, { from: 100, rate: '10' }] }), 50)).toEqual(['tier_zero'])
    expect(reasons(flat('1'), 0.4)).toEqual(['rounded_to_zero'])
    expect(reasons(flat('1'), 1)).toEqual([null])
  })
})

test('the worked examples of the documents', () => {
  const both = ([['03-15', 99.99], ['03-15', 100], ['03-15', 150], ['03-15', -100]] as const).map(([day, net]) =>
    ['marginal', 'whole'].map((application) => paid(tiered({ application }), [{ at: on(day), net }])['2026-03']),
  )
  expect(both).toEqual([[500n, 500n], [500n, 1000n], [1000n, 1500n], [-500n, -500n]])
  const brought = [{ at: on('03-01'), net: 100 }, { at: on('04-01'), net: 10 }]
  expect([true, false].map((demotion) => paid(tiered({ demotion }), brought))).toEqual([{ '2026-03': 1000n, '2026-04': 50n }, { '2026-03': 1000n, '2026-04': 100n }])
  const months = [{ at: on('03-01'), net: 90 }, { at: on('04-01'), net: 10 }, { at: on('05-01'), net: 50 }]
  expect(paid(tiered({ window: 'lifetime' }), months)).toEqual({ '2026-03': 450n, '2026-04': 550n, '2026-05': 500n })
  const anna = [{ at: on('03-01'), deposit: 10 }, { at: on('03-02'), net: 190 }, { at: on('04-01'), net: 20 }, { at: on('05-01'), net: -5 }].map((told) => ({ ...told, customer: 'anna' }))
  expect(perPeriod(awards([{ components: [{ ...CPA_20, asAdvance: true }, flat('10')] }], anna))).toEqual({ '2026-03': 0n, '2026-04': 100n, '2026-05': -50n })
})

describe('what tiers are kept for', () => {
  const brought = [
    { at: on('03-01'), brand: 'bet', customer: 'anna', net: 90 },
    { at: on('03-02'), brand: 'shop', customer: 'ben', net: 90 },
    { at: on('03-03'), brand: 'shop', customer: 'cleo', net: 10 },
  ]

  test.each`
    scope               | minor
    ${'affiliate_plan'} | ${1900n}
    ${'brand'}          | ${450n + 1000n}
    ${'customer'}       | ${950n}
  `('$scope', ({ scope, minor }) => {
    expect(paid(tiered({ scope }), brought)).toEqual({ '2026-03': minor })
  })

  test('an award names the brand or the customer that it is of, and its version', () => {
    const of = (scope: string) => awards([{ components: [tiered({ scope })] }], brought).map(({ key, brandId, customerId }) => ({ key, brandId, customerId }))
    expect(of('affiliate_plan')).toEqual([{ key: '2026-03:v1', brandId: null, customerId: null }])
    expect(of('brand')[0]).toEqual({ key: `2026-03:v1:${idOf('brand', 'bet')}`, brandId: idOf('brand', 'bet'), customerId: null })
    expect(of('customer')[0]).toEqual({ key: `2026-03:v1:${idOf('customer', 'anna')}`, brandId: null, customerId: idOf('customer', 'anna') })
  })

  test('a refund without a customer belongs to its sale', () => {
    const sale = { id: 's', at: on('03-01'), sale: 150, net: 150 }
    expect(paid(tiered({ scope: 'customer' }), [sale, { at: on('03-05'), refundOf: 's', sale: -150, net: -150 }])).toEqual({ '2026-03': 0n })
  })
})

describe('what decides the tier', () => {
  const week = (metric: string, extra: object = {}) => tiered({ metric, bands: [{ from: 0, rate: '10' }, { from: 2, rate: '20' }], ...extra })

  test.each`
    metric             | reached
    ${'net_revenue'}   | ${{ net: 2 }}
    ${'gross_revenue'} | ${{ gross: 2 }}
    ${'deposits'}      | ${{ deposit: 2 }}
    ${'sales'}         | ${{ sale: 2 }}
  `('$metric: the rate changes when the amount is reached', ({ metric, reached }) => {
    // What is shared are 100.00 of wagers; the metric is on a transaction of its own.
    const rate = (told: object) => paid(week(metric, {}), [{ at: on('03-01'), net: 100 }, { at: on('03-02'), ...told }])['2026-03']
    const base = (told: object) => paid({ ...week(metric), base: 'wager' }, [{ at: on('03-01'), wager: 100 }, { at: on('03-02'), ...told }])['2026-03']
    expect(base(reached)).toBe(2000n)
    expect(base(Object.fromEntries(Object.keys(reached).map((name) => [name, 1.99])))).toBe(1000n)
    expect(rate({})).toBe(metric === 'net_revenue' || metric === 'gross_revenue' ? 2000n : 1000n)
  })

  test('ftd_count: first deposits of customers, each once', () => {
    const deposits = [{ at: on('03-01'), customer: 'anna', deposit: 5, wager: 100 }, { at: on('03-02'), customer: 'anna', deposit: 5 }]
    const component = { ...week('ftd_count'), base: 'wager' }
    expect(paid(component, deposits)['2026-03']).toBe(1000n)
    expect(paid(component, [...deposits, { at: on('03-03'), customer: 'ben', deposit: 5 }])['2026-03']).toBe(2000n)
  })

  test('sale_count: sales with an amount; a refund does not take its sale out of the count', () => {
    const sales = [{ id: 's', at: on('03-01'), sale: 50, net: 50 }, { at: on('03-02'), sale: 50, net: 50 }, { at: on('03-03'), refundOf: 's', sale: -50, net: -50 }]
    expect(paid(week('sale_count'), sales)['2026-03']).toBe(1000n)
    expect(paid(week('sale_count'), sales.slice(1, 2))['2026-03']).toBe(500n)
  })

  test('active_customers: customers with a transaction in the period, each once', () => {
    const component = week('active_customers')
    expect(paid(component, [{ at: on('03-01'), customer: 'anna', net: 50 }, { at: on('03-02'), customer: 'anna', net: 50 }])['2026-03']).toBe(1000n)
    expect(paid(component, [{ at: on('03-01'), customer: 'anna', net: 50 }, { at: on('03-02'), customer: 'ben', net: 50 }])['2026-03']).toBe(2000n)
    expect(paid(component, [{ at: on('03-01'), customer: 'anna', net: 50 }, { at: on('04-02'), customer: 'ben', net: 50 }])).toEqual({ '2026-03': 500n, '2026-04': 500n })
  })

  test('qualified_count: customers that reached a level of the CPA or brought one of their own, in the period of that event', () => {
    const components = [CPA_20, week('qualified_count')]
    const anna = { at: on('03-01'), customer: 'anna', deposit: 10, net: 50 }
    const ben = { at: on('03-02'), customer: 'ben', net: 50, suppliedCpaMinor: 100n }
    const cleo = { at: on('03-03'), customer: 'cleo', deposit: 9.99 }
    expect(perPeriod(awards([{ components }], [anna, ben, cleo]))).toEqual({ '2026-03': 2000n })
    expect(perPeriod(awards([{ components }], [anna, { ...ben, suppliedCpaMinor: 0n }, cleo]))).toEqual({ '2026-03': 1000n })
    // A chargeback that undoes the qualification takes the customer out.
    const chargeback = { at: on('03-09'), type: 'chargeback', customer: 'anna', deposit: -10 }
    expect(perPeriod(awards([{ components }], [anna, ben, cleo, chargeback]))).toEqual({ '2026-03': 1000n })
  })

  test('lifetime: what later periods reach re-rates earlier ones, and the later period has the difference', () => {
    expect(paid(tiered({ window: 'lifetime' }), [{ at: on('03-01'), net: 90 }, { at: on('04-01'), net: 10 }, { at: on('05-01'), net: 50 }])).toEqual({
      '2026-03': 450n, '2026-04': 550n, '2026-05': 500n,
    })
    expect(paid(tiered({ window: 'lifetime', application: 'marginal' }), [{ at: on('03-01'), net: 90 }, { at: on('04-01'), net: 60 }])).toEqual({ '2026-03': 450n, '2026-04': 550n })
  })

  test('rolling: the days of 24 hours that end with the period decide the tier of what the period brought', () => {
    const component = tiered({ window: { days: 40 } })
    // 40 days before April 30 24:00 begin on March 22.
    expect(paid(component, [{ at: '2026-03-22T00:00:00Z', net: 95 }, { at: on('04-10'), net: 5 }])).toEqual({ '2026-03': 475n, '2026-04': 50n })
    expect(paid(component, [{ at: '2026-03-21T23:59:59Z', net: 95 }, { at: on('04-10'), net: 5 }])).toEqual({ '2026-03': 475n, '2026-04': 25n })
  })

  test('rolling and marginal: the base earns the average rate that the window’s slices have', () => {
    // 95 + 105 = 200 in the window: 5 + 10 = 15.00 for 200, of which 105 has its part.
    expect(paid(tiered({ window: { days: 61 }, application: 'marginal' }), [{ at: on('03-10'), net: 95 }, { at: on('04-10'), net: 105 }])['2026-04']).toBe(788n)
  })

  test('rolling, counting customers: each once in the window', () => {
    const component = { ...week('active_customers', { window: { days: 61 } }) }
    const anna = (at: string) => ({ at, customer: 'anna', net: 10 })
    expect(paid(component, [anna(on('03-10')), anna(on('04-10'))])['2026-04']).toBe(100n)
    expect(paid(component, [anna(on('03-10')), anna(on('04-10')), { at: on('03-11'), customer: 'ben', net: 10 }])['2026-04']).toBe(200n)
  })

  test('without demotion a later window starts at the tier that an earlier one reached', () => {
    const good = [{ at: on('03-01'), net: 100 }, { at: on('04-01'), net: 10 }, { at: on('05-01'), net: -10 }]
    expect(paid(tiered({ demotion: true }), good)).toEqual({ '2026-03': 1000n, '2026-04': 50n, '2026-05': -50n })
    expect(paid(tiered({ demotion: false }), good)).toEqual({ '2026-03': 1000n, '2026-04': 100n, '2026-05': -100n })
    expect(paid(tiered({ demotion: false, application: 'marginal' }), [{ at: on('03-01'), net: 100 }, { at: on('04-01'), net: 110 }])).toEqual({ '2026-03': 500n, '2026-04': 1100n })
    // What comes to light late counts for the periods after it, never for those before.
    expect(paid(tiered({ demotion: false }), [{ at: on('03-01'), net: 10 }, { at: on('04-01'), net: 100 }])).toEqual({ '2026-03': 50n, '2026-04': 1000n })
  })
})

describe('tables of rates', () => {
  const component = flat('10', { rates: [{ countries: ['MT'], rate: '20' }, { countries: ['MT', 'DE'], brands: [idOf('brand', 'bet')], rate: '30' }] })

  test('each transaction has the rate of the first row that matches, and the total is rounded once', () => {
    const brought = [
      { at: on('03-01'), country: 'MT', brand: 'bet', net: 10 },
      { at: on('03-02'), country: 'DE', brand: 'bet', net: 10 },
      { at: on('03-03'), country: 'DE', brand: 'shop', net: 10 },
      { at: on('03-04'), brand: 'bet', net: 10 },
    ]
    expect(paid(component, brought)).toEqual({ '2026-03': 200n + 300n + 100n + 100n })
    expect(paid(component, [{ at: on('03-01'), country: 'MT', net: 0.02 }, { at: on('03-01'), net: 0.01 }])).toEqual({ '2026-03': 1n })
  })

  test('what a transaction does not name is looked up by its customer', () => {
    const told = { customers: { anna: { country: 'MT', device: 'mobile' } } }
    expect(paid(component, [{ at: on('03-01'), customer: 'anna', net: 10 }, { at: on('03-02'), customer: 'anna', country: 'FR', net: 10 }], told)).toEqual({ '2026-03': 300n })
  })

  test('another base of the period earns the average rate', () => {
    const [share] = periodShares(inputOf<RevenueShareComponent>('revenue_share', {
      versions: [{ components: [component] }], transactions: [{ at: on('03-01'), country: 'MT', net: 30 }, { at: on('03-02'), net: 10 }],
    }))
    expect([share?.amountMinor, share?.shareOf(40_000_000n), share?.shareOf(20_000_000n), share?.shareOf(0n)]).toEqual([700n, 700n, 350n, 0n])
  })
})

describe('which part of a customer’s revenue is shared', () => {
  test('after the CPA: what comes after the event that qualified the customer, in canonical order', () => {
    const components = [CPA_20, flat('10', { startsAfterCpa: true })]
    const brought = [
      { id: 'a', at: on('03-01'), customer: 'anna', net: 10 },
      { id: 'b', at: on('03-02'), customer: 'anna', deposit: 10, net: 10 },
      { id: 'c', at: on('03-02'), customer: 'anna', net: 10 },
      { id: 'd', at: on('03-02'), customer: 'ben', net: 10 },
      { id: 'e', at: on('03-03'), net: 10 },
    ]
    expect(perPeriod(awards([{ components }], brought))).toEqual({ '2026-03': 100n })
    // A refund counts where its sale does, whenever it comes.
    expect(perPeriod(awards([{ components }], [...brought, { id: 'f', at: on('03-09'), customer: 'anna', refundOf: 'a', net: -10 }]))).toEqual({ '2026-03': 100n })
    expect(perPeriod(awards([{ components }], [...brought, { id: 'f', at: on('03-09'), customer: 'anna', refundOf: 'c', net: -10 }]))).toEqual({ '2026-03': 0n })
  })

  test('in the first months from the registration, the end exclusive', () => {
    const component = flat('10', { duration: { months: 1 } })
    const told = { customers: { anna: { registeredAt: '2026-01-31T10:00:00Z' } } }
    expect(paid(component, [{ at: '2026-02-28T09:59:59Z', customer: 'anna', net: 10 }, { at: '2026-02-28T10:00:00Z', customer: 'anna', net: 10 }], told)).toEqual({ '2026-02': 100n })
  })

  test('in the first months from the first deposit; before it nothing has ended', () => {
    const component = flat('10', { duration: { months: 1, from: 'first_deposit' } })
    const brought = [{ at: on('02-01'), net: 10 }, { at: on('03-01'), deposit: 1, net: 10 }, { at: '2026-04-01T11:59:59Z', net: 10 }, { at: on('04-01'), net: 10 }]
    expect(paid(component, brought.map((told) => ({ ...told, customer: 'anna' })))).toEqual({ '2026-02': 100n, '2026-03': 100n, '2026-04': 100n })
  })

  test('what is not shared reaches no tier', () => {
    const component = tiered({}, { duration: { months: 1 } })
    const told = { customers: { anna: { registeredAt: '2026-01-01T00:00:00Z' }, ben: { registeredAt: '2026-03-01T00:00:00Z' } } }
    expect(paid(component, [{ at: on('03-02'), customer: 'anna', net: 100 }, { at: on('03-02'), customer: 'ben', net: 50 }], told)).toEqual({ '2026-03': 250n })
  })
})

describe('a CPA as an advance', () => {
  const components = [{ ...CPA_20, asAdvance: true }, flat('10')]
  const deposit = { at: on('03-01'), customer: 'anna', deposit: 10 }
  const total = (net: number) => Object.values(perPeriod(awards([{ components }], [deposit, { at: on('03-02'), customer: 'anna', net }]))).reduce((sum, minor) => sum + minor, 0n)

  test.each`
    net       | minor
    ${190}    | ${0n}
    ${199.9}  | ${0n}
    ${200}    | ${0n}
    ${200.1}  | ${1n}
    ${210}    | ${100n}
    ${-50}    | ${0n}
  `('CPA 20: a share of 10 % of $net pays $minor', ({ net, minor }) => {
    expect(total(net)).toBe(minor)
  })

  test('counted over all time: a period has what it adds', () => {
    const month = (at: string, net: number) => ({ at, customer: 'anna', net })
    expect(perPeriod(awards([{ components }], [deposit, month(on('03-02'), 190), month(on('04-02'), 20), month(on('05-02'), -5), month(on('06-02'), 100)]))).toEqual({
      '2026-03': 0n, '2026-04': 100n, '2026-05': -50n, '2026-06': 1000n,
    })
  })

  test('a CPA that comes later takes back what the share had paid, as far as that goes', () => {
    const late = { at: on('04-01'), customer: 'anna', deposit: 10 }
    expect(perPeriod(awards([{ components }], [{ at: on('03-02'), customer: 'anna', net: 150 }, late]))).toEqual({ '2026-03': 1500n, '2026-04': -1500n })
    expect(perPeriod(awards([{ components }], [{ at: on('03-02'), customer: 'anna', net: 250 }, late]))).toEqual({ '2026-03': 2500n, '2026-04': -2000n })
  })

  test('each customer by itself, with its own CPA; one without is shared from the first cent, and never below zero', () => {
    const brought = [deposit, { at: on('03-02'), customer: 'anna', net: 300 }, { at: on('03-02'), customer: 'ben', net: 50 }, { at: on('03-02'), customer: 'cleo', net: -500 }]
    expect(perPeriod(awards([{ components }], brought))).toEqual({ '2026-03': 1000n + 500n + 0n })
  })

  test('a CPA that was sent with a transaction is an advance too', () => {
    expect(perPeriod(awards([{ components }], [{ at: on('03-02'), customer: 'anna', net: 300, suppliedCpaMinor: 500n }]))).toEqual({ '2026-03': 2500n })
  })

  test('what a refund takes back of a CPA that was sent is no advance any more', () => {
    const sent = { name: 'sent', at: on('03-02'), customer: 'anna', sale: 50, suppliedCpaMinor: 500n }
    const refund = { at: on('03-09'), customer: 'anna', type: 'refund', refundOf: 'sent', sale: -50, suppliedCpaMinor: -500n }
    const revenue = { at: on('03-03'), customer: 'anna', net: 300 }
    expect(perPeriod(awards([{ components }], [sent, revenue, refund]))).toEqual({ '2026-03': 3000n })
  })

  test('what a cap has kept of the CPA was no advance', () => {
    const capped = [{ ...CPA_20, asAdvance: true, caps: [{ window: 'lifetime', amount: 5 }] }, flat('10')]
    expect(perPeriod(awards([{ components: capped }], [deposit, { at: on('03-02'), customer: 'anna', net: 100 }]))).toEqual({ '2026-03': 500n })
  })

  test('a share that is not above its advance says so', () => {
    expect(awards([{ components }], [deposit, { at: on('03-02'), customer: 'anna', net: 100 }]).map(({ reason }) => reason)).toEqual(['advance_not_reached'])
  })
})

describe('a floor', () => {
  const earned = (component: object, transactions: readonly Told[]) => {
    const input = inputOf('revenue_share', { versions: [{ components: [component] }], transactions, now: '2026-03-01T00:00:00Z' })
    const [share] = reckonPlan({ program: input.program, versions: input.versions, now: input.now }, [input.history], 'all')
    return perPeriod(share?.awards ?? [])
  }

  test('is what a period comes to at least when it has ended, after a negative was closed', () => {
    const component = flat('10', { floor: 10 })
    expect(earned(component, [{ at: on('01-05'), net: 50 }, { at: on('02-05'), net: -300 }])).toEqual({ '2026-01': 1000n, '2026-02': 1000n })
    expect(earned(component, [{ at: on('01-05'), net: 150 }])).toEqual({ '2026-01': 1500n, '2026-02': 1000n })
  })
})

describe('customers of several versions', () => {
  const versions = [{ components: [tiered({})] }, { from: '2026-03-10T00:00:00Z', components: [tiered({ bands: [{ from: 0, rate: '20' }, { from: 100, rate: '40' }] })] }]

  test('share the metric; each version rates its own base', () => {
    const brought = [{ at: on('03-01'), customer: 'anna', net: 60, version: 1 }, { at: on('03-15'), customer: 'ben', net: 40, version: 2 }]
    expect(awards(versions, brought).map(({ key, amountMinor }) => [key, amountMinor])).toEqual([['2026-03:v1', 600n], ['2026-03:v2', 1600n]])
  })

  test('a customer whose version changes in the middle of a month has each part at its own version’s rate', () => {
    const brought = [{ at: on('03-01'), customer: 'anna', net: 30, version: 1 }, { at: on('03-15'), customer: 'anna', net: 20, version: 2 }]
    expect(awards(versions, brought).map(({ key, amountMinor }) => [key, amountMinor])).toEqual([['2026-03:v1', 150n], ['2026-03:v2', 400n]])
  })

  test('marginal: the parts of the versions add up to what one version would earn', () => {
    const same = [{ components: [tiered({ application: 'marginal' })] }, { components: [tiered({ application: 'marginal' })] }]
    const brought = [{ at: on('03-01'), net: 50, version: 1 }, { at: on('03-15'), net: 100, version: 2 }]
    expect(awards(same, brought).map(({ amountMinor }) => amountMinor)).toEqual([333n, 667n])
  })

  test('of all time: a tier that another version’s customers reach re-rates what was earned before', () => {
    const lifetime = [{ components: [tiered({ window: 'lifetime' })] }, { components: [tiered({ window: 'lifetime' })] }]
    const brought = [{ at: on('03-01'), net: 60, version: 1 }, { at: on('04-15'), net: 40, version: 2 }]
    expect(awards(lifetime, brought).map(({ key, amountMinor }) => [key, amountMinor])).toEqual([['2026-03:v1', 300n], ['2026-04:v1', 300n], ['2026-04:v2', 400n]])
  })

  test('what versions measure differently is not added up', () => {
    const other = [{ components: [flat('5')] }, { components: [tiered({ metric: 'ftd_count', bands: [{ from: 0, rate: '10' }, { from: 2, rate: '20' }] })] }]
    const brought = [{ at: on('03-01'), net: 1_000, version: 1 }, { at: on('03-15'), customer: 'ben', deposit: 1, net: 100, version: 2 }]
    expect(awards(other, brought).map(({ amountMinor }) => amountMinor)).toEqual([5000n, 1000n])
  })
})

describe('what an award comes from', () => {
  test('its leaves are the base with its transactions, the metric where it is another, and each slice', () => {
    const [award] = awards([{ components: [tiered({ application: 'marginal' })] }], [{ at: on('03-01'), net: 120 }, { at: on('03-02'), net: 30 }])
    expect(award?.because().map(({ name }) => name)).toEqual(['period', 'netRevenueOfPeriod', 'share'])
    expect(award?.because()[2]?.because?.map(({ name, value }) => [name, 'units' in value ? value.units : null])).toEqual([['slice', 5n * 10n ** 12n], ['slice', 5n * 10n ** 12n]])
  })

  test('the metric is named where it is not the base, also when both come to the same; of a flat rate there is none', () => {
    const names = (component: object) => awards([{ components: [component] }], [{ at: on('03-01'), net: 120, wager: 120 }])[0]?.because().map(({ name }) => name)
    expect(names(tiered({}, { base: 'wager' }))).toEqual(['period', 'wageredOfPeriod', 'tierMetric', 'share'])
    expect(names(tiered({}))).toEqual(['period', 'netRevenueOfPeriod', 'share'])
    expect(names(flat('10', { base: 'wager' }))).toEqual(['period', 'wageredOfPeriod', 'share'])
  })

  test('the parts of an aggregate add up to its base, by customer, brand and product', () => {
    const [share] = periodShares(inputOf<RevenueShareComponent>('revenue_share', {
      versions: [{ components: [flat('10')] }],
      transactions: [
        { at: on('03-01'), customer: 'anna', brand: 'bet', product: 'slots', net: 10 },
        { at: on('03-02'), customer: 'anna', brand: 'bet', net: -30 },
        { at: on('03-03'), customer: 'ben', brand: 'bet', net: 5 },
        { at: on('03-04'), customer: 'anna', brand: 'bet', net: -5 },
      ],
    }))
    expect(share?.parts().map(({ customerId, productId, base }) => [customerId, productId, base])).toEqual([
      [idOf('customer', 'anna'), idOf('product', 'slots'), 10_000_000n],
      [idOf('customer', 'anna'), null, -35_000_000n],
      [idOf('customer', 'ben'), null, 5_000_000n],
    ])
  })
})

/** What the leaves of a share come to, in minor units of EUR: slices, or one rate, or a part of what the whole metric earns. */
function recomputed(share: Because): bigint {
  const parts = share.because ?? []
  const unitsOf = (name: string) => parts.filter((part) => part.name === name).map(({ value }) => ('units' in value ? value.units : 0n))
  const whole = parts.find(({ name }) => name === 'earnedByWholeMetric')
  if (whole === undefined) {
    const exact = [...unitsOf('slice'), ...unitsOf('beforeRounding')].reduce((sum, units) => sum + units, 0n)
    return divideHalfAwayFromZero(exact, 10n ** 10n)
  }
  const slices = (whole.because ?? []).reduce((sum, { value }) => sum + ('units' in value ? value.units : 0n), 0n)
  const [base, metric] = [unitsOf('base')[0] ?? 0n, unitsOf('metric')[0] ?? 1n]
  return divideHalfAwayFromZero(slices * base, metric * 10n ** 10n)
}

/** The paths and codes that components are refused for. */
function refused(...components: readonly object[]): string[] {
  try {
    readComponents(components, 'EUR', 'components')
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map(({ path, code }) => `${path.replace('components.', '')} ${code}`)
  }
}

describe('terms that are refused, with the field', () => {
  test.each`
    bands                                                        | refusal
    ${[]}                                                        | ${'0.tiers.bands out_of_range'}
    ${[{ from: 1, rate: '5' }]}                                  | ${'0.tiers.bands.0.from invalid_value'}
    ${[{ from: -1, rate: '5' }]}                                 | ${'0.tiers.bands.0.from out_of_range'}
    ${[{ from: 0, rate: '5' }, { from: 0, rate: '6' }]}          | ${'0.tiers.bands.1.from not_ascending'}
    ${[...FIVE_TEN, { from: 50, rate: '6' }]}                    | ${'0.tiers.bands.2.from not_ascending'}
    ${[{ from: 0, rate: '5' }, { from: 0.001, rate: '6' }]}      | ${'0.tiers.bands.1.from invalid_amount'}
    ${[{ from: 0, rate: '-5' }]}                                 | ${'0.tiers.bands.0.rate invalid_rate'}
    ${[{ from: 0, to: 100, rate: '5' }]}                         | ${'0.tiers.bands.0.to unknown_field'}
  `('bands that overlap, leave a gap or are negative: $refusal', ({ bands, refusal }) => {
    expect(refused(tiered({ bands }))).toContain(refusal)
  })

  test.each`
    cap                                                      | tiers                      | refusal
    ${{ window: 'month', count: 3 }}                         | ${{}}                      | ${['0.caps.0.count invalid_value']}
    ${{ window: 'day', amount: 3 }}                          | ${{}}                      | ${['0.caps.0.window invalid_value']}
    ${{ window: 'week', amount: 3 }}                         | ${{}}                      | ${['0.caps.0.window invalid_value']}
    ${{ window: 'month', amount: 3, per: 'customer' }}       | ${{}}                      | ${['0.caps.0.per invalid_value']}
    ${{ window: 'month', amount: 3, per: 'customer' }}       | ${{ scope: 'customer' }}   | ${[]}
    ${{ window: 'lifetime', amount: 3, per: 'plan' }}        | ${{}}                      | ${[]}
    ${{ window: 'month', amount: 3, per: 'affiliate' }}      | ${{ window: 'lifetime' }}  | ${[]}
  `('a cap that cannot be applied to totals: $cap, $tiers', ({ cap, tiers, refusal }) => {
    expect(refused(tiered(tiers, { caps: [cap] }))).toEqual(refusal)
  })

  test('what closes periods, where there are none to close', () => {
    const closing = { carryover: { mode: 'carry' }, highRollers: { threshold: 100 } }
    expect(refused(tiered({ window: 'lifetime' }, closing))).toEqual(['0.carryover invalid_value', '0.highRollers invalid_value'])
    expect(refused({ ...CPA_20, asAdvance: true }, flat('10', closing))).toEqual(['1.carryover invalid_value', '1.highRollers invalid_value'])
    expect(refused(tiered({ window: { days: 90 } }, closing))).toEqual([])
  })

  test.each`
    component                                                                      | refusal
    ${tiered({ window: { days: 0 } })}                                             | ${['0.tiers.window.days out_of_range']}
    ${tiered({ window: { days: 30, months: 1 } })}                                 | ${['0.tiers.window.months unknown_field']}
    ${tiered({}, { rates: [{ countries: ['MT'], rate: '5' }] })}                   | ${['0.rates invalid_value']}
    ${tiered({ metric: 'ftd_count', application: 'marginal' })}                    | ${['0.tiers.metric tier_metric_not_base']}
    ${flat('5', { startsAfterCpa: true })}                                         | ${['0.startsAfterCpa invalid_value']}
    ${flat('5', { duration: { months: 0 } })}                                      | ${['0.duration.months out_of_range']}
  `('$refusal', ({ component, refusal }) => {
    expect(refused(component)).toEqual(refusal)
  })
})

/** Transactions of four months, some of them with refunds, in any order of arrival. */
const TRANSACTIONS = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 24 * 120 }), customer: fc.constantFrom('anna', 'ben', 'cleo', undefined), brand: fc.constantFrom('bet', 'shop'),
    net: fc.integer({ min: -20_000, max: 40_000 }), deposit: fc.integer({ min: 0, max: 5_000 }), version: fc.integer({ min: 1, max: 2 }), isRefunded: fc.boolean(),
  }),
  { maxLength: 25 },
).map((list) =>
  list.flatMap(({ hour, net, deposit, isRefunded, customer, ...told }, index): Told[] => {
    const at = new Date(Date.UTC(2026, 0, 15, hour)).toISOString()
    const sale = { ...told, ...(customer === undefined ? {} : { customer }), id: `t${index}`, at, net: net / 100, deposit: deposit / 100 }
    return isRefunded ? [sale, { ...sale, id: `r${index}`, refundOf: sale.id, at: new Date(Date.UTC(2026, 0, 25, hour)).toISOString(), net: -sale.net, deposit: -sale.deposit / 2 }] : [sale]
  }),
)

const IN_FLIGHT_TIERS = fc.record({
  metric: fc.constantFrom('net_revenue', 'net_revenue', 'deposits', 'ftd_count'), window: fc.constantFrom('period', 'lifetime'), scope: fc.constantFrom('affiliate_plan', 'brand', 'customer'),
  application: fc.constantFrom('whole', 'marginal'), rate: fc.constantFrom('7', '10', '22.5'),
}).map(({ rate, application, ...tiers }) => {
  const isNet = tiers.metric === 'net_revenue'
  return tiered({ ...tiers, application: isNet ? application : 'whole', bands: [{ from: 0, rate: '5' }, { from: tiers.metric === 'ftd_count' ? 2 : 100, rate }] })
})

/** Two versions, which mostly count alike. */
const IN_FLIGHT = fc.oneof(IN_FLIGHT_TIERS.map((first) => [first, first]), fc.tuple(IN_FLIGHT_TIERS, IN_FLIGHT_TIERS)).map((list) => list.map((component) => ({ components: [component] })))

/** Shares that need all of history. */
const RECKONED = fc.oneof(
  fc.record({ days: fc.constantFrom(20, 45, 90), demotion: fc.boolean(), application: fc.constantFrom('whole', 'marginal') }).map(({ days, ...tiers }) => tiered({ ...tiers, window: { days } })),
  fc.record({ metric: fc.constantFrom('active_customers', 'sale_count'), window: fc.constantFrom('period', 'lifetime'), demotion: fc.boolean() }).map((tiers) =>
    tiered({ ...tiers, bands: [{ from: 0, rate: '5' }, { from: 2, rate: '10' }] }),
  ),
  fc.constant(flat('10', { rates: [{ brands: [idOf('brand', 'bet')], rate: '12.5' }] })),
).map((component) => [{ components: [component] }, { components: [component] }])

describe('whatever the order of arrival', () => {
  test('the awards are the same', () => {
    fc.assert(
      fc.property(IN_FLIGHT, TRANSACTIONS.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), (versions, [list, shuffled]) => {
        const amounts = (transactions: readonly Told[]) => awards(versions, transactions).map(({ key, amountMinor, occurredAt }) => [key, amountMinor, occurredAt])
        expect(amounts(shuffled)).toEqual(amounts(list))
      }),
      { numRuns: dose({ small: 50, short: 1_000, long: 10_000 }) },
    )
  })

  test('the leaves of every award recompute to it', () => {
    fc.assert(
      fc.property(fc.oneof(IN_FLIGHT, RECKONED), TRANSACTIONS, (versions, transactions) => {
        for (const { amountMinor, because } of awards(versions, transactions)) {
          const nodes = because()
          const minorOf = (name: string) => nodes.filter((node) => node.name === name).map(({ value }) => ('units' in value ? value.units : 0n))[0]
          const share = nodes.find(({ name }) => name === 'share')
          expect(share === undefined ? null : recomputed(share)).toBe(minorOf('share'))
          expect((minorOf('share') ?? 0n) - (minorOf('earnedBefore') ?? 0n)).toBe(amountMinor)
        }
      }),
      { numRuns: dose({ small: 50, short: 1_000, long: 10_000 }) },
    )
  })

  test('each aggregate comes to what the lines of its transactions come to when they are rated one by one', () => {
    fc.assert(
      fc.property(IN_FLIGHT, TRANSACTIONS.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), (versions, [list, arrived]) => {
        const input = inputOf<RevenueShareComponent>('revenue_share', { versions, transactions: list })
        const sums = new Map<string, bigint>()
        for (const share of periodShares(input)) {
          const key = `${share.terms.tiers.window === 'lifetime' ? 'lifetime' : share.period} ${share.scopeId} ${share.versionId}`
          sums.set(key, (sums.get(key) ?? 0n) + share.amountMinor)
        }
        const posted = ratedOneByOne(input, arrived)
        for (const [key, amount] of sums) expect([key, posted.get(key) ?? 0n]).toEqual([key, amount])
        for (const [key, amount] of posted) expect([key, sums.get(key) ?? 0n]).toEqual([key, amount])
      }),
      { numRuns: dose({ small: 100, short: 2_000, long: 20_000 }) },
    )
  })
})

/** Rates transactions as they arrive, and adds up the lines of each total. First deposits are those that history knows in the end. */
function ratedOneByOne(input: ReturnType<typeof inputOf<RevenueShareComponent>>, arrived: readonly Told[]): Map<string, bigint> {
  const byId = new Map(input.history.transactions.map((transaction) => [transaction.id, transaction]))
  const step = { program: { time_zone: input.program.timeZone, currency: input.program.currency } } as unknown as RatingStep
  const state: RatingState = { step, versions: new Map(input.versions.map((version) => [version.versionId, version])), groups: new Map(), customers: new Map(), standings: new Map(), lines: [] }
  const deposited = new Set<string>()
  const firsts = new Set(input.history.transactions.flatMap((transaction) => {
    if (transaction.customerId === null || !isDeposit(transaction) || deposited.has(transaction.customerId)) return []
    deposited.add(transaction.customerId)
    return [transaction.id]
  }))
  for (const { id } of arrived) {
    const transaction = byId.get(idOf('transaction', id ?? ''))
    const version = transaction === undefined ? undefined : state.versions.get(transaction.versionId)
    const terms = transaction === undefined ? undefined : input.termsOf(transaction.versionId)
    if (transaction === undefined || version === undefined || terms === undefined) throw new Error('a transaction that was not told')
    const record = { ...transaction, affiliateId: input.history.affiliateId, planVersionId: version.versionId, status: 'approved', unpaidReason: null } as unknown as TransactionRecord
    const key = shareGroupKey(step, record, version, terms)
    if (!state.groups.has(groupKeyText(key))) state.groups.set(groupKeyText(key), { ...key, totals: new Map(), changed: new Set(), wasNegative: false })
    rateRevenueShare(state, record, terms, firsts.has(transaction.id) ? 1n : 0n)
  }
  const sums = new Map<string, bigint>()
  for (const { windowKey, scopeId, planVersionId, amountMinor } of state.lines) {
    const key = `${windowKey} ${scopeId === NIL_UUID ? null : scopeId} ${planVersionId}`
    sums.set(key, (sums.get(key) ?? 0n) + amountMinor)
  }
  return sums
}

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award, ReckoningInput } from '../../src/domain/commissions/components/component.ts'
import { closesWithEveryTransaction, closings } from '../../src/domain/commissions/components/revenue-share/closings.ts'
import { reckonShares } from '../../src/domain/commissions/components/revenue-share/reckon-shares.ts'
import { carryOver, type PeriodTotal, sumOf } from '../../src/domain/commissions/rules/carryover.ts'
import type { Carryover, RevenueShareComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { periodEndExclusive, periodStart } from '../../src/domain/time/periods.ts'
import { dose } from '../support/dose.ts'
import { idOf, inputOf, perPeriod, type Told, type ToldHistory } from './history.ts'

const MAJOR = 1_000_000n

describe('the chain of one total', () => {
  const terms = (rest: Partial<Carryover> = {}): Carryover => ({ scope: 'plan', what: 'commission', mode: 'carry', cap: null, expiryMonths: null, ...rest })

  /** Totals at 10 %, by month; in major units. The last one is open when that is said. */
  function totals(own: Carryover, months: Record<number, number>, { isLastOpen = false } = {}): PeriodTotal[] {
    const entries = Object.entries(months)
    return entries.map(([month, base], index) => ({
      month: Number(month), isEnded: !isLastOpen || index < entries.length - 1, terms: own, base: BigInt(base) * MAJOR, amountMinor: BigInt(base) * 10n,
      earns: (other) => (other * 10n) / MAJOR,
    }))
  }

  const lines = (own: Carryover, months: Record<number, number>, options = {}) =>
    carryOver(totals(own, months, options), 'EUR').map(({ carryInMinor, closingMinor }) => [carryInMinor, closingMinor])
  const carriedOut = (own: Carryover, months: Record<number, number>) => carryOver(totals(own, months), 'EUR').map(({ carriedOut: lots }) => sumOf(lots))

  test.each(['base', 'commission'] as const)('what is carried (%s) comes off until it is used up', (what) => {
    expect(lines(terms({ what }), { 1: -100, 2: 30, 3: 50, 4: 50 })).toEqual([[0n, 1000n], [-300n, 0n], [-500n, 0n], [-200n, 0n]])
  })

  test.each`
    base      | closing
    ${-0.01}  | ${1n}
    ${0}      | ${0n}
    ${0.01}   | ${0n}
  `('a period that comes to $base cents is brought to zero with $closing', ({ base, closing }) => {
    const total = { month: 1, isEnded: true, base: BigInt(Math.round(base * 10_000_000)), amountMinor: BigInt(Math.round(base * 100)), earns: () => 0n }
    for (const own of [terms(), terms({ mode: 'reset' }), terms({ what: 'base' })]) expect(carryOver([{ ...total, terms: own }], 'EUR')[0]?.closingMinor).toBe(closing)
  })

  test('an open period is not closed, and what is carried comes off it already', () => {
    expect(lines(terms(), { 1: -100 }, { isLastOpen: true })).toEqual([[0n, 0n]])
    expect(lines(terms(), { 1: -100, 2: 30 }, { isLastOpen: true })).toEqual([[0n, 1000n], [-300n, 0n]])
  })

  test('negatives add up, and the oldest is used first', () => {
    const [, , third] = carryOver(totals(terms(), { 1: -100, 2: -50, 3: 120 }), 'EUR')
    expect(third?.carriedIn).toEqual([{ from: 1, amount: 1000n }, { from: 2, amount: 500n }])
    expect(third?.carriedOut).toEqual([{ from: 2, amount: 300n }])
  })

  test.each`
    expiryMonths | month | comesOff
    ${1}         | ${2}  | ${-500n}
    ${1}         | ${3}  | ${0n}
    ${3}         | ${4}  | ${-500n}
    ${3}         | ${5}  | ${0n}
    ${null}      | ${40} | ${-500n}
  `('a negative that expires after $expiryMonths periods takes $comesOff in the period $month after 1', ({ expiryMonths, month, comesOff }) => {
    expect(lines(terms({ expiryMonths }), { 1: -100, [month]: 50 })[1]?.[0]).toBe(comesOff)
  })

  test('what is still unpaid of a period when its time is over is forgotten', () => {
    const results = carryOver(totals(terms({ expiryMonths: 2 }), { 1: -100, 2: 30, 3: 30, 4: 90 }), 'EUR')
    expect(results.map(({ expired }) => expired)).toEqual([0n, 0n, 400n, 0n])
    expect(results.map(({ carryInMinor }) => carryInMinor)).toEqual([0n, -300n, -300n, 0n])
  })

  test.each`
    what            | cap                                   | kept
    ${'commission'} | ${{ amount: 4n * MAJOR }}             | ${400n}
    ${'commission'} | ${{ amount: 0n }}                     | ${0n}
    ${'commission'} | ${{ amount: 11n * MAJOR }}            | ${1000n}
    ${'base'}       | ${{ amount: 4n * MAJOR }}             | ${4n * MAJOR}
    ${'commission'} | ${{ averageMonthsPpm: 1_000_000n }}   | ${250n}
    ${'commission'} | ${{ averageMonthsPpm: 1_500_000n }}   | ${375n}
    ${'base'}       | ${{ averageMonthsPpm: 2_000_000n }}   | ${50n * MAJOR}
  `('after months of +30 and +20, −100 at 10 % with a cap of $cap carries $kept of $what', ({ what, cap, kept }) => {
    expect(carriedOut(terms({ what, cap }), { 1: 30, 2: 20, 3: -100 })[2]).toBe(kept)
  })

  test('an average of no months, or of a loss, is nothing: nothing is carried', () => {
    const own = terms({ cap: { averageMonthsPpm: 3_000_000n } })
    expect(carriedOut(own, { 1: -100 })).toEqual([0n])
    expect(carriedOut(own, { 1: 10, 2: -30, 3: -100 })).toEqual([0n, 300n, 0n])
  })

  test('all that is carried together is cut to the cap, the newest first', () => {
    const results = carryOver(totals(terms({ cap: { amount: 12n * MAJOR } }), { 1: -100, 2: -50 }), 'EUR')
    expect(results[1]).toMatchObject({ beyondCap: 300n, carriedOut: [{ from: 1, amount: 1000n }, { from: 2, amount: 200n }] })
  })

  test('terms that change from base to commission, or to a reset, carry nothing over', () => {
    const [base, commission] = [totals(terms({ what: 'base' }), { 1: -100 }), totals(terms(), { 2: 50 })]
    expect(carryOver([...base, ...commission], 'EUR')[1]?.carryInMinor).toBe(0n)
    expect(carryOver([...totals(terms(), { 1: -100 }), ...totals(terms({ mode: 'reset' }), { 2: 50 }), ...totals(terms(), { 3: 50 })], 'EUR').map(({ carryInMinor }) => carryInMinor)).toEqual([0n, 0n, 0n])
  })

  test('a negative base that earned nothing is carried; one that earned something is not', () => {
    const own = terms({ what: 'base' })
    const total = (amountMinor: bigint) => ({ month: 1, isEnded: true, terms: own, base: -100n, amountMinor, earns: () => 0n })
    expect([total(0n), total(5n), total(-5n)].map((one) => carryOver([one], 'EUR')[0]).map((one) => [one?.closingMinor, sumOf(one?.carriedOut ?? [])])).toEqual([[0n, 100n], [0n, 0n], [5n, 100n]])
  })

  test('a loss of a base that is not negative is forgotten: there is no base to carry', () => {
    const total = { month: 1, isEnded: true, terms: terms({ what: 'base' }), base: 100n, amountMinor: -5n, earns: () => 0n }
    expect(carryOver([total], 'EUR')[0]).toMatchObject({ closingMinor: 5n, carriedOut: [] })
  })
})

/** 30 % below 1500 of net revenue, 40 % of everything from there. */
const TIERED = { type: 'revenue_share', tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '30' }, { from: 1500, rate: '40' }] } }
const LOSS_THEN_GAIN: readonly Told[] = [
  { at: '2026-10-10T00:00:00Z', net: -1000, customer: 'a' },
  { at: '2026-11-10T00:00:00Z', net: 1500, customer: 'a' },
]

function input(component: object, transactions: readonly Told[], told: Partial<ToldHistory> = {}): ReckoningInput<RevenueShareComponent> {
  return inputOf<RevenueShareComponent>('revenue_share', { versions: [{ components: [component] }], transactions, now: '2026-12-01T00:00:00Z', ...told })
}

function allOf(own: ReckoningInput<RevenueShareComponent>): Award[] {
  return [...reckonShares(own), ...closings(own)]
}

describe('closings of a revenue share', () => {
  test.each`
    carryover                              | october | november | line
    ${{ mode: 'carry', what: 'base' }}       | ${0n}   | ${20000n} | ${'carry-in:2026-11 -40000'}
    ${{ mode: 'carry', what: 'commission' }} | ${0n}   | ${30000n} | ${'carry-in:2026-11 -30000'}
    ${{ mode: 'reset' }}                     | ${0n}   | ${60000n} | ${undefined}
  `('−1000 at 30 %, then +1500 at 40 %, $carryover: November pays $november', ({ carryover, october, november, line }) => {
    const own = input({ ...TIERED, carryover }, LOSS_THEN_GAIN)
    expect(perPeriod(allOf(own))).toEqual({ '2026-10': october, '2026-11': november })
    expect(closings(own).map(({ key, amountMinor }) => `${key} ${amountMinor}`)).toEqual([`${carryover.mode === 'reset' ? 'reset' : 'carry-out'}:2026-10 30000`, ...(line === undefined ? [] : [line])])
  })

  test('with marginal tiers too, the tier is that of the whole metric', () => {
    const marginal = { ...TIERED, tiers: { ...TIERED.tiers, application: 'marginal', bands: [{ from: 0, rate: '30' }, { from: 500, rate: '45' }] } }
    // 500 at 30 % and 1000 at 45 % are 40 % of 1500.
    expect(perPeriod(allOf(input({ ...marginal, carryover: { mode: 'carry', what: 'base' } }, LOSS_THEN_GAIN)))).toEqual({ '2026-10': 0n, '2026-11': 20000n })
  })

  test.each`
    now                           | keys
    ${'2026-10-31T22:59:59.999Z'} | ${[]}
    ${'2026-10-31T23:00:00.000Z'} | ${['reset:2026-10']}
  `('a period has ended with its last millisecond in the program’s time zone, at $now: $keys', ({ now, keys }) => {
    // Clocks in Malta were set back on October 25: the month has an hour more than its days, and ends an hour before UTC's.
    expect(closings(input(TIERED, LOSS_THEN_GAIN.slice(0, 1), { now, timeZone: 'Europe/Malta' })).map(({ key }) => key)).toEqual(keys)
  })

  test('what closes a period is its own, of its last millisecond; what is carried in is of the first one', () => {
    const awards = closings(input({ ...TIERED, carryover: { mode: 'carry' } }, LOSS_THEN_GAIN, { timeZone: 'Europe/Malta' }))
    expect(awards.map(({ period, occurredAt }) => [period, occurredAt.toISOString()])).toEqual([
      ['2026-10', '2026-10-31T22:59:59.999Z'],
      ['2026-11', '2026-10-31T23:00:00.000Z'],
    ])
  })

  test('the component’s terms override the program’s', () => {
    const program: Carryover = { mode: 'carry', scope: 'plan', what: 'base', cap: null, expiryMonths: null }
    expect(perPeriod(allOf(input(TIERED, LOSS_THEN_GAIN, { carryover: program })))['2026-11']).toBe(20000n)
    expect(perPeriod(allOf(input({ ...TIERED, carryover: { mode: 'reset' } }, LOSS_THEN_GAIN, { carryover: program })))['2026-11']).toBe(60000n)
  })

  test('what a program changes does not reach periods that had ended', () => {
    const reset: Carryover = { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null }
    const own = input(TIERED, LOSS_THEN_GAIN, { carryover: { ...reset, mode: 'carry' } })
    const changed = { ...own, program: { ...own.program, earlierCarryovers: [{ before: '2026-11', carryover: reset }] } }
    expect(closings(changed).map(({ key }) => key)).toEqual(['reset:2026-10'])
    expect(closings(own).map(({ key }) => key)).toEqual(['carry-out:2026-10', 'carry-in:2026-11'])
  })

  test.each`
    scope          | october                                       | total
    ${'plan'}      | ${[]}                                         | ${15000n}
    ${'affiliate'} | ${[]}                                         | ${15000n}
    ${'brand'}     | ${[`reset:2026-10:${idOf('brand', 'west')}`]} | ${30000n}
    ${'product'}   | ${[`reset:2026-10:${idOf('product', 'slots')}`]} | ${30000n}
  `('a negative is one of its $scope', ({ scope, october, total }) => {
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', net: 1000, brand: 'east', product: 'poker', customer: 'a' },
      { at: '2026-10-11T00:00:00Z', net: -500, brand: 'west', product: 'slots', customer: 'b' },
    ]
    const own = input({ type: 'revenue_share', rate: '30', carryover: { mode: 'reset', scope } }, transactions)
    expect(closings(own).map(({ key }) => key)).toEqual(october)
    expect(perPeriod(allOf(own))).toEqual({ '2026-10': total })
    expect(closings(own).every(({ brandId }) => brandId === (scope === 'brand' ? idOf('brand', 'west') : null))).toBe(true)
  })

  test('a brand’s negative base comes off its own later base only', () => {
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', net: -1000, brand: 'west' },
      { at: '2026-11-10T00:00:00Z', net: 1000, brand: 'east' },
      { at: '2026-11-11T00:00:00Z', net: 400, brand: 'west' },
    ]
    const own = input({ type: 'revenue_share', rate: '30', carryover: { mode: 'carry', scope: 'brand', what: 'base' } }, transactions)
    expect(perPeriod(allOf(own))).toEqual({ '2026-10': 0n, '2026-11': 30000n })
  })

  test('versions that say the same are one total, at their own rates; one that says otherwise is by itself', () => {
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', net: -1000, customer: 'a' },
      { at: '2026-10-11T00:00:00Z', net: 600, customer: 'b', version: 2 },
    ]
    const versions = (second: object) => [{ components: [{ type: 'revenue_share', rate: '30' }] }, { from: '2026-09-01T00:00:00Z', components: [{ type: 'revenue_share', rate: '40', ...second }] }]
    const closed = (second: object) => closings(input({}, transactions, { versions: versions(second) })).map(({ key, amountMinor }) => `${key} ${amountMinor}`)
    expect(closed({})).toEqual(['reset:2026-10 6000'])
    expect(closed({ carryover: { mode: 'carry' } })).toEqual(['reset:2026-10 30000'])
  })

  test('a carried base comes off the bases of several versions that are positive, in proportion', () => {
    const versions = [{ components: [{ type: 'revenue_share', rate: '30' }] }, { from: '2026-09-01T00:00:00Z', components: [{ type: 'revenue_share', rate: '40' }] }]
    const transactions: readonly Told[] = [
      { at: '2026-10-10T00:00:00Z', net: -300, customer: 'a' },
      { at: '2026-11-10T00:00:00Z', net: 200, customer: 'a' },
      { at: '2026-11-11T00:00:00Z', net: 400, customer: 'b', version: 2 },
    ]
    const carryover: Carryover = { mode: 'carry', what: 'base', scope: 'plan', cap: null, expiryMonths: null }
    // 100 off the 200 at 30 %, 200 off the 400 at 40 %.
    expect(perPeriod(allOf(input({}, transactions, { versions, carryover })))).toEqual({ '2026-10': 0n, '2026-11': 3000n + 8000n })
  })

  test('a share of all time, and one above an advance, carry by themselves', () => {
    const program: Carryover = { mode: 'carry', what: 'base', scope: 'plan', cap: null, expiryMonths: null }
    const cpa = { type: 'cpa', asAdvance: true, levels: [{ amount: 20, requirements: { minDepositTotal: 10 } }] }
    for (const components of [[{ ...TIERED, tiers: { ...TIERED.tiers, window: 'lifetime' } }], [cpa, { type: 'revenue_share', rate: '30' }]]) {
      expect(closings(input({}, LOSS_THEN_GAIN, { versions: [{ components }], carryover: program }))).toEqual([])
    }
  })

  test.each`
    what            | cap    | november
    ${'commission'} | ${100} | ${0n}
    ${'commission'} | ${400} | ${10000n}
    ${'base'}       | ${100} | ${10000n}
    ${'base'}       | ${400} | ${20000n}
  `('of what a cap of $cap leaves of 600.00, $november is paid after 300.00 (1000 of base) carried in as $what', ({ what, cap, november }) => {
    const own = input({ ...TIERED, carryover: { mode: 'carry', what } }, LOSS_THEN_GAIN)
    const capped = reckonShares(own).map((award) => (award.amountMinor > BigInt(cap) * 100n ? { ...award, amountMinor: BigInt(cap) * 100n } : award))
    expect(perPeriod([...capped, ...closings(own, capped)])).toEqual({ '2026-10': 0n, '2026-11': november })
  })

  test.each`
    own                                    | program                                | follows
    ${{}}                                  | ${{ mode: 'reset' }}                   | ${false}
    ${{}}                                  | ${{ mode: 'carry' }}                   | ${true}
    ${{ carryover: { mode: 'reset' } }}    | ${{ mode: 'carry' }}                   | ${false}
    ${{ carryover: { mode: 'carry' } }}    | ${{ mode: 'reset' }}                   | ${true}
    ${{ highRollers: { threshold: 5000 } }} | ${{ mode: 'reset' }}                  | ${true}
    ${{}}                                  | ${{ mode: 'reset', scope: 'brand' }}   | ${true}
    ${{ tiers: { ...TIERED.tiers, window: 'lifetime' } }} | ${{ mode: 'carry' }}    | ${false}
  `('a share with $own in a program with $program closes with every transaction: $follows', ({ own, program, follows }) => {
    const { versions, termsOf } = input({ ...TIERED, ...own }, [])
    const terms = termsOf(versions[0]?.versionId ?? '')
    const carryover = { scope: 'plan', what: 'commission', cap: null, expiryMonths: null, ...program }
    expect(terms !== undefined && closesWithEveryTransaction(terms, carryover)).toBe(follows)
  })

  test('a late event changes what was carried, like everything that follows from history', () => {
    const late: readonly Told[] = [...LOSS_THEN_GAIN, { at: '2026-10-30T00:00:00Z', net: 600, customer: 'a' }]
    expect(perPeriod(allOf(input({ ...TIERED, carryover: { mode: 'carry', what: 'base' } }, late)))).toEqual({ '2026-10': 0n, '2026-11': 44000n })
  })

  test('explanations tell what came in, what goes out, and what was forgotten', () => {
    const carryover = { mode: 'carry', what: 'commission', cap: { amount: 200 } }
    const [out, into] = closings(input({ ...TIERED, carryover }, LOSS_THEN_GAIN))
    const named = (award: Award | undefined) => Object.fromEntries((award?.because() ?? []).map(({ name, value, because }) => [name, because ?? ('units' in value ? value.units : value)]))
    expect(named(out)).toMatchObject({ shareOfPeriod: -30000n, cap: 20000n, forgottenBeyondCap: 10000n, carryOut: [{ name: 'of', value: { units: 20000n }, because: [{ value: { fact: '2026-10' } }] }] })
    expect(named(into)).toMatchObject({ carryInUsed: 20000n, shareOfPeriod: 60000n, shareAfterCarryIn: 40000n })
  })
})

describe('whatever happens', () => {
  const PERIODS = ['2026-07', '2026-08', '2026-09', '2026-10', '2026-11']
  const NAMES = ['x', 'y', 'z']
  const told = fc.record({
    at: fc.tuple(fc.constantFrom(...PERIODS), fc.integer({ min: 1, max: 28 })).map(([period, day]) => `${period}-${String(day).padStart(2, '0')}T10:00:00Z`),
    // Millionths, so that everything has to be rounded.
    net: fc.integer({ min: -900_000_000, max: 1_000_000_000 }).map((micros) => micros / 1_000_000),
    customer: fc.constantFrom(...NAMES), brand: fc.constantFrom(...NAMES), product: fc.constantFrom(...NAMES), version: fc.constantFrom(1, 2),
  })
  const histories = fc.array(told, { maxLength: 40 }).map((list) => list.map((one, index): Told => ({ ...one, id: `t${index}` })))
  const scopes = fc.constantFrom<Carryover['scope']>('plan', 'affiliate', 'brand', 'product')
  const tiers = fc.constantFrom(
    { rate: '33.3333' },
    { tiers: { metric: 'net_revenue', window: 'period', application: 'whole', bands: [{ from: 0, rate: '12.3457' }, { from: 300, rate: '30' }] } },
    { tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', scope: 'brand', bands: [{ from: 0, rate: '7.77' }, { from: 100, rate: '33.3' }] } },
    { tiers: { metric: 'active_customers', window: 'period', application: 'whole', scope: 'customer', bands: [{ from: 0, rate: '20' }, { from: 2, rate: '25' }] } },
  )
  const highRollers = fc.constantFrom(undefined, { threshold: 100 }, { threshold: 300, expiryMonths: 1 })
  const versionsOf = (first: object, second: object) => [
    { components: [{ type: 'revenue_share', ...first }] },
    { from: '2026-02-01T00:00:00Z', components: [{ type: 'revenue_share', ...second }] },
  ]
  const RUNS = { numRuns: dose({ small: 150, short: 1_000, long: 10_000 }) }

  test('with a reset no period that has ended is negative', () => {
    fc.assert(
      fc.property(histories, scopes, tiers, highRollers, (transactions, scope, terms, rollers) => {
        const component = { ...terms, carryover: { mode: 'reset', scope }, ...(rollers === undefined ? {} : { highRollers: rollers }) }
        const sums = perPeriod(allOf(input({}, transactions, { versions: versionsOf(component, component) })))
        for (const sum of Object.values(sums)) expect(sum).toBeGreaterThanOrEqual(0n)
      }),
      RUNS,
    )
  })

  test('carried, no period that has ended is negative either, and what is carried is never more than the cap', () => {
    fc.assert(
      fc.property(histories, scopes, tiers, fc.constantFrom('base', 'commission'), fc.integer({ min: 0, max: 300 }), (transactions, scope, terms, what, amount) => {
        const component = { ...terms, carryover: { mode: 'carry', scope, what, cap: { amount }, expiryMonths: 2 } }
        const awards = allOf(input({}, transactions, { versions: versionsOf(component, component) }))
        for (const sum of Object.values(perPeriod(awards))) expect(sum).toBeGreaterThanOrEqual(0n)
        for (const award of awards.filter(({ key }) => key.startsWith('carry-in'))) {
          const [carried] = award.because().filter(({ name }) => name === 'carryIn')
          if (carried?.value.as !== 'amount') throw new Error('no carry-in')
          expect(carried.value.units).toBeLessThanOrEqual(BigInt(amount) * 10n ** BigInt(carried.value.scale))
        }
      }),
      RUNS,
    )
  })

  test('commission that is carried without a limit is neither lost nor paid twice, once there is enough to pay it', () => {
    fc.assert(
      fc.property(histories, tiers, (transactions, terms) => {
        const component = { ...terms, carryover: { mode: 'carry', what: 'commission' } }
        const enough: Told = { id: 'enough', at: '2026-12-10T00:00:00Z', net: 1_000_000, customer: 'x', brand: 'x', version: 1 }
        const own = input({}, [...transactions, enough], { versions: versionsOf(component, component), now: '2027-01-01T00:00:00Z' })
        expect(closings(own).reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(0n)
      }),
      RUNS,
    )
  })

  test('the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(histories, scopes, tiers, highRollers, fc.constantFrom('base', 'commission'), (transactions, scope, terms, rollers, what) => {
        const component = { ...terms, carryover: { mode: 'carry', what, scope, cap: { averageMonths: 1.5 }, expiryMonths: 2 }, ...(rollers === undefined ? {} : { highRollers: rollers }) }
        const versions = versionsOf(component, component)
        const said = (list: readonly Told[]) => closings(input({}, list, { versions })).map(({ key, amountMinor, occurredAt }) => `${key} ${amountMinor} ${occurredAt.toISOString()}`).sort()
        expect(said([...transactions].reverse())).toEqual(said(transactions))
      }),
      RUNS,
    )
  })

  test('keys name an award once, and each is of its period', () => {
    fc.assert(
      fc.property(histories, scopes, tiers, highRollers, (transactions, scope, terms, rollers) => {
        const first = { ...terms, carryover: { mode: 'carry', what: 'base', scope }, ...(rollers === undefined ? {} : { highRollers: rollers }) }
        const awards = allOf(input({}, transactions, { versions: versionsOf(first, { rate: '20', carryover: { mode: 'carry', scope: 'brand' } }) }))
        expect(new Set(awards.map(({ key }) => key)).size).toBe(awards.length)
        for (const { period, occurredAt } of awards) expect(occurredAt >= periodStart(period, 'UTC') && occurredAt < periodEndExclusive(period, 'UTC')).toBe(true)
      }),
      RUNS,
    )
  })

  test('without negatives nothing is closed', () => {
    fc.assert(
      fc.property(histories, scopes, tiers, highRollers, (transactions, scope, terms, rollers) => {
        const component = { ...terms, carryover: { mode: 'carry', scope }, ...(rollers === undefined ? {} : { highRollers: rollers }) }
        const gains = transactions.map((one) => ({ ...one, net: Math.abs(one.net ?? 0) }))
        expect(closings(input({}, gains, { versions: versionsOf(component, component) }))).toEqual([])
      }),
      RUNS,
    )
  })
})

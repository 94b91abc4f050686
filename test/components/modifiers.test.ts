import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Award } from '../../src/domain/commissions/components/component.ts'
import { applyCaps } from '../../src/domain/commissions/components/modifiers/apply-caps.ts'
import { applyFloors } from '../../src/domain/commissions/components/modifiers/apply-floors.ts'
import { rowFor } from '../../src/domain/commissions/components/modifiers/rate-table.ts'
import type { Cap, RateRow } from '../../src/domain/commissions/rules/plan-terms.ts'
import { windowKeys } from '../../src/domain/time/calendar-windows.ts'
import { periodOf } from '../../src/domain/time/periods.ts'
import { reckonPlan } from '../../src/domain/commissions/reckoning/reckon-plan.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf } from './history.ts'

const ROW: RateRow = { countries: null, brands: null, products: null, trackers: null, devices: null, ratePpm: null, amountsMinor: [1n] }
const NOBODY = { country: null, brandId: null, productId: null, trackerId: null, device: null }

describe('tables of rates', () => {
  const german: RateRow = { ...ROW, countries: ['DE', 'AT'] }
  const germanPhones: RateRow = { ...ROW, countries: ['DE'], devices: ['mobile'] }
  const ofBrand: RateRow = { ...ROW, brands: ['b1'], products: ['p1'], trackers: ['t1'] }

  test.each([
    ['the country of a row', [german], { country: 'AT' }, german],
    ['no country of a row', [german], { country: 'FR' }, undefined],
    ['an unknown country is in no row that names countries', [german], { country: null }, undefined],
    ['the first row that matches, though a later one says more', [german, germanPhones], { country: 'DE', device: 'mobile' }, german],
    ['a row that says more, put first', [germanPhones, german], { country: 'DE', device: 'mobile' }, germanPhones],
    ['everything a row names must match: an unknown device does not', [germanPhones, german], { country: 'DE', device: null }, german],
    ['brand, product and tracker', [ofBrand], { brandId: 'b1', productId: 'p1', trackerId: 't1' }, ofBrand],
    ['another tracker', [ofBrand], { brandId: 'b1', productId: 'p1', trackerId: 't2' }, undefined],
    ['no rows: all others', [], { country: 'DE' }, undefined],
  ])('%s', (_case, rates, facts, expected) => {
    expect(rowFor(rates, { ...NOBODY, ...facts })).toBe(expected)
  })
})

const ZONE = { currency: 'EUR', timeZone: 'Europe/Malta' }
const CAP: Cap = { per: 'affiliate', window: 'day', count: null, amountMinor: null, action: 'zero' }

function award(key: string, at: string, amountMinor: bigint, more: Partial<Award> = {}): Award {
  const occurredAt = new Date(at)
  return {
    key, versionId: idOf('version', '1'), occurredAt, period: periodOf(occurredAt, ZONE.timeZone), brandId: null, customerId: null, transactionId: null,
    amountMinor, reason: null, because: () => [], ...more,
  }
}

/** `key amount reason`, in the order in which they were given. */
function capped(caps: readonly Partial<Cap>[], awards: readonly (Award | readonly [string, Award])[], program = ZONE): string[] {
  const entries = awards.map((entry) => ('key' in entry ? { affiliateId: 'a', award: entry } : { affiliateId: entry[0], award: entry[1] }))
  return applyCaps(entries, caps.map((cap) => ({ ...CAP, ...cap })), program).map(({ award: { key, amountMinor, reason } }) => `${key} ${amountMinor}${reason === null ? '' : ` ${reason}`}`)
}

describe('caps', () => {
  test('by count: the first so many of a window are paid, the others are nothing', () => {
    const day = [award('1', '2026-11-02T08:00:00Z', 10n), award('2', '2026-11-02T09:00:00Z', 10n), award('3', '2026-11-02T10:00:00Z', 10n), award('4', '2026-11-03T08:00:00Z', 10n)]
    expect(capped([{ count: 2 }], day)).toEqual(['1 10', '2 10', '3 0 cap_reached', '4 10'])
  })

  test('the action "reject" says so', () => {
    expect(capped([{ count: 1, action: 'reject' }], [award('1', '2026-11-02T08:00:00Z', 10n), award('2', '2026-11-02T09:00:00Z', 10n)])).toEqual(['1 10', '2 0 rejected_by_cap'])
  })

  test.each([
    ['one below', 24n, ['1 10', '2 10', '3 4 cap_reached', '4 0 cap_reached']],
    ['exactly', 30n, ['1 10', '2 10', '3 10', '4 0 cap_reached']],
    ['one above', 31n, ['1 10', '2 10', '3 10', '4 1 cap_reached']],
  ])('by amount, %s: the award that crosses the cap pays the rest', (_case, amountMinor, expected) => {
    const awards = ['1', '2', '3', '4'].map((key) => award(key, `2026-11-02T0${key}:00:00Z`, 10n))
    expect(capped([{ amountMinor, window: 'lifetime' }], awards)).toEqual(expected)
  })

  test('counted by time and then by key, whatever the order in which awards are given; the answer keeps that order', () => {
    const awards = [award('b', '2026-11-02T08:00:00Z', 10n), award('c', '2026-11-01T08:00:00Z', 10n), award('a', '2026-11-02T08:00:00Z', 10n)]
    expect(capped([{ count: 2, window: 'month' }], awards)).toEqual(['b 0 cap_reached', 'c 10', 'a 10'])
  })

  test('at the same moment by brand and external id, not by ids of ours that say in which order they came; what one event has earned stays as given', () => {
    const at = (key: string, brandId: string, externalId: string) => award(key, '2026-11-02T08:00:00Z', 10n, { brandId, externalId })
    expect(capped([{ count: 2 }], [at('1', 'b', 'a'), at('2', 'a', 'z'), at('3', 'a', 'y')])).toEqual(['1 0 cap_reached', '2 10', '3 10'])
    expect(capped([{ count: 2 }], [at('customer:9', 'a', 'x'), at('customer:10', 'a', 'x'), at('customer:11', 'a', 'x')])).toEqual(['customer:9 10', 'customer:10 10', 'customer:11 0 cap_reached'])
  })

  test.each([
    ['a day begins at local midnight', 'day', '2026-11-02T22:59:59Z', '2026-11-02T23:00:00Z'],
    ['the day on which the clock goes back has 25 hours', 'day', '2026-10-25T22:59:59Z', '2026-10-25T23:00:00Z'],
    ['the day on which the clock goes forward has 23 hours', 'day', '2026-03-29T21:59:59Z', '2026-03-29T22:00:00Z'],
    ['a week begins on Monday', 'week', '2026-11-08T22:59:59Z', '2026-11-08T23:00:00Z'],
    ['a week over the end of a year', 'week', '2027-01-03T22:59:59Z', '2027-01-03T23:00:00Z'],
    ['a month ends in winter time', 'month', '2026-10-31T22:59:59Z', '2026-10-31T23:00:00Z'],
    ['a month ends in summer time', 'month', '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z'],
  ] as const)('%s', (_case, window, last, first) => {
    const before = new Date(new Date(last).getTime() - 3_600_000).toISOString()
    expect(capped([{ count: 1, window }], [award('1', before, 1n), award('2', last, 1n), award('3', first, 1n)])).toEqual(['1 1', '2 0 cap_reached', '3 1'])
  })

  test('minutes that are repeated around midnight stay in the day that has begun', () => {
    const keyAt = windowKeys('day', 'America/St_Johns')
    // Until 2011 the clock was set back at 00:01, to 23:01 of the day before.
    expect(['2010-11-07T02:29:00Z', '2010-11-07T02:30:30Z', '2010-11-07T02:45:00Z', '2010-11-07T03:31:00Z'].map((at) => keyAt(new Date(at).getTime()))).toEqual(['2010-11-06', '2010-11-07', '2010-11-07', '2010-11-07'])
  })

  test('per customer: each has its own, and what is of no customer is not counted', () => {
    const of = (key: string, customerId: string | null) => award(key, `2026-11-02T0${key}:00:00Z`, 10n, { customerId })
    expect(capped([{ per: 'customer', count: 1 }], [of('1', 'anna'), of('2', 'ben'), of('3', 'anna'), of('4', null), of('5', null)])).toEqual(['1 10', '2 10', '3 0 cap_reached', '4 10', '5 10'])
  })

  test('per affiliate each has its own; per plan all of them share one, in order of time', () => {
    const awards = [['a', award('1', '2026-11-02T08:00:00Z', 10n)], ['b', award('2', '2026-11-02T07:00:00Z', 10n)], ['a', award('3', '2026-11-02T09:00:00Z', 10n)]] as const
    expect(capped([{ count: 1 }], awards)).toEqual(['1 10', '2 10', '3 0 cap_reached'])
    expect(capped([{ count: 1, per: 'plan' }], awards)).toEqual(['1 0 cap_reached', '2 10', '3 0 cap_reached'])
  })

  test('several caps hold together: the narrowest one says why, and what it took is not used up in the others', () => {
    const awards = ['1', '2', '3', '4'].map((key) => award(key, `2026-11-0${key}T08:00:00Z`, 10n))
    expect(capped([{ amountMinor: 8n, window: 'day' }, { amountMinor: 20n, window: 'month', action: 'reject' }], awards)).toEqual([
      '1 8 cap_reached', '2 8 cap_reached', '3 4 rejected_by_cap', '4 0 rejected_by_cap',
    ])
  })

  test('what is negative or zero is neither cut nor counted', () => {
    const awards = [award('1', '2026-11-02T01:00:00Z', -5n), award('2', '2026-11-02T02:00:00Z', 0n, { reason: 'not_qualified_yet' }), award('3', '2026-11-02T03:00:00Z', 5n), award('4', '2026-11-02T04:00:00Z', -5n)]
    expect(capped([{ count: 1 }], awards)).toEqual(['1 -5', '2 0 not_qualified_yet', '3 5', '4 -5'])
  })

  test('the explanation keeps what the award came from, and names the cap', () => {
    const because = () => [{ name: 'saleEarns', value: { as: 'fact', fact: 'x' } as const }]
    const entries = [award('1', '2026-11-02T01:00:00Z', 700n), award('2', '2026-11-02T02:00:00Z', 700n, { because })].map((entry) => ({ affiliateId: 'a', award: entry }))
    const cut = applyCaps(entries, [{ ...CAP, window: 'month', amountMinor: 1_000n }], ZONE)[1]
    expect(cut?.award.because()).toEqual([
      { name: 'saleEarns', value: { as: 'fact', fact: 'x' } },
      { name: 'beforeCap', value: { as: 'amount', units: 700n, scale: 2 } },
      {
        name: 'cap', value: { as: 'fact', fact: 'affiliate' }, because: [
          { name: 'window', value: { as: 'fact', fact: 'month 2026-11-01' } },
          { name: 'most', value: { as: 'amount', units: 1_000n, scale: 2 } },
          { name: 'usedBefore', value: { as: 'amount', units: 700n, scale: 2 } },
          { name: 'action', value: { as: 'fact', fact: 'zero' } },
        ],
      },
    ])
  })

  const START = Date.parse('2026-10-20T00:00:00Z')
  const anAward = fc.record({ hour: fc.integer({ min: 0, max: 900 }), amount: fc.bigInt({ min: -500n, max: 2_000n }), customer: fc.constantFrom('anna', 'ben', null), affiliate: fc.constantFrom('a', 'b') })
  const aCap = fc
    .record({
      per: fc.constantFrom('customer' as const, 'affiliate' as const, 'plan' as const), window: fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'lifetime' as const),
      isCount: fc.boolean(), most: fc.integer({ min: 1, max: 5_000 }), action: fc.constantFrom('reject' as const, 'zero' as const),
    })
    .map(({ per, window, isCount, most, action }): Cap => ({ per, window, action, count: isCount ? 1 + (most % 7) : null, amountMinor: isCount ? null : BigInt(most) }))

  test('no cap is ever exceeded, every award that was cut had met one, and the order of arrival changes nothing', () => {
    fc.assert(
      fc.property(fc.array(anAward, { maxLength: 60 }), fc.array(aCap, { minLength: 1, maxLength: 3 }), fc.integer(), (told, caps, seed) => {
        const entries = told.map(({ hour, amount, customer, affiliate }, index) => ({
          affiliateId: affiliate, award: award(`${index}`, new Date(START + hour * 3_600_000).toISOString(), amount, { customerId: customer }),
        }))
        const cut = applyCaps(entries, caps, ZONE)
        for (const cap of caps) {
          const keyAt = windowKeys(cap.window, ZONE.timeZone)
          const used = new Map<string, { count: number; amount: bigint }>()
          for (const { affiliateId, award: { occurredAt, customerId, amountMinor } } of cut) {
            const of = cap.per === 'customer' ? customerId : cap.per === 'affiliate' ? affiliateId : 'all'
            if (of === null || amountMinor <= 0n) continue
            const key = `${of} ${keyAt(occurredAt.getTime())}`
            const known = used.get(key) ?? { count: 0, amount: 0n }
            used.set(key, { count: known.count + 1, amount: known.amount + amountMinor })
          }
          for (const { count, amount } of used.values()) {
            if (cap.count !== null) expect(count).toBeLessThanOrEqual(cap.count)
            if (cap.amountMinor !== null) expect(amount <= cap.amountMinor).toBe(true)
          }
        }
        for (const [index, entry] of entries.entries()) {
          const after = cut[index]?.award
          expect(after?.amountMinor === entry.award.amountMinor || (after?.reason ?? '').includes('cap')).toBe(true)
        }
        const shuffled = [...entries].sort((a, b) => hash(a.award.key, seed) - hash(b.award.key, seed))
        const again = new Map(applyCaps(shuffled, caps, ZONE).map((entry) => [entry.award.key, entry.award.amountMinor]))
        expect(cut.map((entry) => again.get(entry.award.key))).toEqual(cut.map((entry) => entry.award.amountMinor))
      }),
    )
  })
})

function hash(text: string, seed: number): number {
  return Math.imul(Number(text) + 7, seed | 1) % 1_009
}

const sales = (rest: object) => ({ type: 'fixed_per_sale', amount: 10, ...rest })

describe('floors', () => {
  const floored = (awards: readonly Award[], told: Partial<Parameters<typeof inputOf>[1]> = {}) =>
    applyFloors(inputOf('fixed_per_sale', { versions: [{ components: [sales({ floor: 100 })] }], timeZone: ZONE.timeZone, coverage: [{ from: '2026-09-30T22:00:00Z' }], now: '2026-12-01T12:00:00Z', ...told }), awards)
      .filter(({ key }) => key.startsWith('floor'))
      .map(({ key, amountMinor, period }) => `${key} ${amountMinor} ${period}`)

  test('every period that has ended and in which the component was in force is raised to its floor; the open one is not yet', () => {
    expect(floored([award('1', '2026-10-15T10:00:00Z', 4_000n), award('2', '2026-12-01T10:00:00Z', 1n)])).toEqual(['floor:2026-10 6000 2026-10', 'floor:2026-11 10000 2026-11'])
  })

  test.each([
    ['one cent below', 9_999n, ['floor:2026-10 1 2026-10']],
    ['exactly', 10_000n, []],
    ['one cent above', 10_001n, []],
    ['a loss is made up for too', -500n, ['floor:2026-10 10500 2026-10']],
  ])('%s', (_case, amountMinor, expected) => {
    expect(floored([award('1', '2026-10-15T10:00:00Z', amountMinor)], { now: '2026-11-10T00:00:00Z' })).toEqual(expected)
  })

  test('a period ends at its last local moment', () => {
    expect([floored([], { now: '2026-10-31T22:59:59Z' }), floored([], { now: '2026-10-31T23:00:00Z' })]).toEqual([[], ['floor:2026-10 10000 2026-10']])
  })

  test('a plan that was in force for a part of a period has a floor for it; before and after, and before its first version, there is none', () => {
    const coverage = [{ from: '2026-01-01T00:00:00Z', until: '2026-09-02T00:00:00Z' }, { from: '2026-11-30T00:00:00Z' }]
    const versions = [{ from: '2026-08-20T00:00:00Z', components: [sales({ floor: 100 })] }]
    expect(floored([], { coverage, versions, now: '2027-01-01T00:00:00Z' })).toEqual(['floor:2026-08 10000 2026-08', 'floor:2026-09 10000 2026-09', 'floor:2026-11 10000 2026-11', 'floor:2026-12 10000 2026-12'])
  })

  test('the floor is that of the version that is in force when the period ends', () => {
    const versions = [{ components: [sales({ floor: 100 })] }, { from: '2026-11-15T00:00:00Z', components: [sales({ floor: 30 })] }, { from: '2026-12-10T00:00:00Z', components: [{ type: 'percent_of_sale', rate: '5' }] }]
    expect(floored([], { versions, now: '2027-02-01T00:00:00Z' })).toEqual(['floor:2026-10 10000 2026-10', 'floor:2026-11 3000 2026-11'])
  })

  test('floors are reached exactly, and nothing is added to what is above', () => {
    const told = fc.array(fc.record({ day: fc.integer({ min: 0, max: 91 }), amount: fc.bigInt({ min: -3_000n, max: 9_000n }) }), { maxLength: 30 })
    fc.assert(
      fc.property(told, (days) => {
        const awards = days.map(({ day, amount }, index) => award(`${index}`, new Date(Date.parse('2026-10-01T12:00:00Z') + day * 86_400_000).toISOString(), amount))
        const input = inputOf('fixed_per_sale', { versions: [{ components: [sales({ floor: 100 })] }], timeZone: ZONE.timeZone, coverage: [{ from: '2026-10-01T00:00:00Z' }], now: '2027-01-01T12:00:00Z' })
        const sum = (list: readonly Award[], period: string) => list.reduce((total, entry) => (entry.period === period ? total + entry.amountMinor : total), 0n)
        for (const period of ['2026-10', '2026-11', '2026-12']) {
          const before = sum(awards, period)
          expect(sum(applyFloors(input, awards), period)).toBe(before < 10_000n ? 10_000n : before)
        }
      }),
    )
  })
})

test('the worked example: rates, a cap and a floor of one component together', () => {
  const component = { type: 'fixed_per_sale', amount: 10, rates: [{ countries: ['DE'], amount: 25 }], caps: [{ window: 'day', amount: 60 }], floor: 100 }
  const sale = (id: string, hour: string, country: string) => ({ id, at: `2026-11-02T${hour}:00:00Z`, type: 'sale', customer: 'anna', sale: 80, country })
  const transactions = [sale('s1', '08', 'DE'), sale('s2', '09', 'DE'), sale('s3', '10', 'DE'), sale('s4', '11', 'FR')]
  const earned = (now: string) => {
    const { program, versions, history } = inputOf('fixed_per_sale', { versions: [{ from: '2026-11-01T00:00:00Z', components: [component] }], transactions })
    const [reckoned] = reckonPlan({ program, versions, now: new Date(now) }, [history], 'reckoned')
    return reckoned?.awards.map(({ key, amountMinor, reason }) => `${key.replace(/^transaction:.*/, 'sale')} ${minorToText(amountMinor, 'EUR')}${reason === null ? '' : ` ${reason}`}`)
  }
  const sales = ['sale 25', 'sale 25', 'sale 10 cap_reached', 'sale 0 cap_reached']
  expect(earned('2026-11-30T00:00:00Z')).toEqual(sales)
  expect(earned('2026-12-01T00:00:00Z')).toEqual([...sales, 'floor:2026-11 40'])
})

import { describe, expect, test } from 'vitest'
import type { Award, ClickTally } from '../../src/domain/commissions/components/component.ts'
import { cpc } from '../../src/domain/commissions/components/cpc/index.ts'
import { applyCaps } from '../../src/domain/commissions/components/modifiers/apply-caps.ts'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import type { CpcComponent } from '../../src/domain/commissions/rules/plan-terms.ts'
import { DomainError } from '../../src/domain/errors.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { idOf, inputOf } from './history.ts'

const [BRAND, OTHER_BRAND] = [idOf('brand', 'main'), idOf('brand', 'other')]
const [TRACKER, OTHER_TRACKER] = [idOf('tracker', 'main'), idOf('tracker', 'other')]
const PRODUCT = idOf('product', 'poker')
const [V1, V2] = [idOf('version', '1'), idOf('version', '2')]
const ZONE = 'Europe/Malta'

/** A cpc as a plan writes it; 0.10 when nothing is said. */
function written(json: object): object {
  return { type: 'cpc', amount: 0.1, ...json }
}

/** Clicks of a day up to noon (UTC). */
function clicks(day: string, unique: number, more: Partial<ClickTally> = {}): ClickTally {
  return {
    day, lastAt: new Date(`${day}T12:00:00Z`), versionId: V1, brandId: BRAND, productId: null, trackerId: TRACKER, country: null, device: null,
    unique, repeated: 0, invalid: 0, ...more,
  }
}

/** The awards under versions that each have a cpc, or none. */
function reckon(versions: readonly (object | null)[], tallies: readonly ClickTally[], options: { currency?: string; now?: string } = {}): readonly Award[] {
  const components = versions.map((json) => ({ components: [json === null ? { type: 'period_fee', amount: 1 } : written(json)] }))
  return cpc.reckon?.(inputOf<CpcComponent>('cpc', { versions: components, clicks: tallies, timeZone: ZONE, ...options })) ?? []
}

/** `day period amount reason` of each award. */
function paid(versions: readonly object[], tallies: readonly ClickTally[], currency = 'EUR'): string[] {
  return reckon(versions, tallies, { currency }).map(({ period, key, amountMinor, reason }) => `${key.slice(0, 10)} ${period} ${minorToText(amountMinor, currency)}${reason === null ? '' : ` ${reason}`}`)
}

describe('what clicks pay', () => {
  test('the worked example: 1,200 unique clicks at 0.10, 30 of them from Germany at 0.25, pay 124.50 for the day', () => {
    const component = { rates: [{ countries: ['DE'], amount: 0.25 }] }
    const tallies = [clicks('2026-11-02', 1_170, { country: 'FR', repeated: 310, invalid: 55 }), clicks('2026-11-02', 30, { country: 'DE', invalid: 5 })]
    expect(paid([component], tallies)).toEqual(['2026-11-02 2026-11 124.5'])
    const [award] = reckon([component], tallies)
    expect(award).toMatchObject({ key: `2026-11-02:${V1}:${BRAND}`, versionId: V1, brandId: BRAND, customerId: null, transactionId: null })
    expect(award?.because()).toEqual([
      { name: 'day', value: { as: 'fact', fact: '2026-11-02' } },
      {
        name: 'paidClicks', value: { as: 'amount', units: 11_700n, scale: 2 }, because: [
          { name: 'amountPerClick', value: { as: 'amount', units: 10n, scale: 2 } },
          {
            name: 'uniqueClicks', value: { as: 'count', count: 1_170n }, because: [
              { name: 'clicks', value: { as: 'count', count: 1_170n }, because: [{ name: 'trackerId', value: { as: 'fact', fact: TRACKER } }, { name: 'country', value: { as: 'fact', fact: 'FR' } }] },
            ],
          },
        ],
      },
      {
        name: 'paidClicks', value: { as: 'amount', units: 750n, scale: 2 }, because: [
          { name: 'amountPerClick', value: { as: 'amount', units: 25n, scale: 2 } },
          {
            name: 'uniqueClicks', value: { as: 'count', count: 30n }, because: [
              { name: 'clicks', value: { as: 'count', count: 30n }, because: [
                { name: 'trackerId', value: { as: 'fact', fact: TRACKER } }, { name: 'country', value: { as: 'fact', fact: 'DE' } },
                { name: 'rateRow', value: { as: 'count', count: 1n }, because: [{ name: 'country', value: { as: 'fact', fact: 'DE' } }] },
              ] },
            ],
          },
        ],
      },
      { name: 'repeatedClicks', value: { as: 'count', count: 310n } },
      { name: 'invalidClicks', value: { as: 'count', count: 60n } },
    ])
  })

  test.each`
    case                                 | tally                                       | expected
    ${'one click'}                       | ${clicks('2026-11-02', 1)}                  | ${'0.1'}
    ${'of two visitors'}                 | ${clicks('2026-11-02', 2, { repeated: 9 })} | ${'0.2'}
    ${'only of visitors that came back'} | ${clicks('2026-11-02', 0, { repeated: 1, invalid: 5 })} | ${'0 repeated_click'}
    ${'only of bots'}                    | ${clicks('2026-11-02', 0, { invalid: 1 })}  | ${'0 bot'}
  `('a day $case pays $expected', ({ tally, expected }) => {
    expect(paid([{}], [tally])).toEqual([`2026-11-02 2026-11 ${expected}`])
  })

  test.each`
    currency | amount   | expected
    ${'JPY'} | ${3}     | ${'21'}
    ${'EUR'} | ${0.03}  | ${'0.21'}
    ${'KWD'} | ${0.003} | ${'0.021'}
  `('seven clicks at $amount $currency pay $expected', ({ currency, amount, expected }) => {
    expect(paid([{ amount }], [clicks('2026-11-02', 7)], currency)).toEqual([`2026-11-02 2026-11 ${expected}`])
  })

  test('the first row of the table that fits is taken: by country, brand, product, tracker and device; what is not known fits none that asks for it', () => {
    const component = {
      amount: 0.01,
      rates: [
        { countries: ['DE'], devices: ['mobile'], amount: 0.5 }, { brands: [OTHER_BRAND], amount: 0.4 }, { products: [PRODUCT], amount: 0.3 },
        { trackers: [OTHER_TRACKER], amount: 0.2 }, { devices: ['mobile'], amount: 0.1 },
      ],
    }
    const of = (more: Partial<ClickTally>) => reckon([component], [clicks('2026-11-02', 1, more)])[0]?.amountMinor
    expect(of({ country: 'DE', device: 'mobile', brandId: OTHER_BRAND })).toBe(50n)
    expect(of({ country: 'DE', brandId: OTHER_BRAND, productId: PRODUCT })).toBe(40n)
    expect(of({ productId: PRODUCT, trackerId: OTHER_TRACKER })).toBe(30n)
    expect(of({ trackerId: OTHER_TRACKER, device: 'mobile' })).toBe(20n)
    expect(of({ country: 'FR', device: 'mobile' })).toBe(10n)
    expect(of({ country: 'DE' })).toBe(1n)
  })

  test('each day, brand and version is an award of its own; versions without the component pay nothing', () => {
    const versions = [{ amount: 0.1 }, { amount: 0.2 }, null]
    const tallies = [
      clicks('2026-11-30', 5), clicks('2026-11-30', 5, { versionId: V2 }), clicks('2026-11-30', 5, { brandId: OTHER_BRAND }), clicks('2026-11-30', 5, { versionId: idOf('version', '3') }),
      clicks('2026-12-01', 5, { versionId: V2 }),
    ]
    expect(reckon(versions, tallies).map(({ key, brandId, amountMinor }) => [key, brandId, amountMinor])).toEqual([
      [`2026-11-30:${V1}:${BRAND}`, BRAND, 50n], [`2026-11-30:${V2}:${BRAND}`, BRAND, 100n], [`2026-11-30:${V1}:${OTHER_BRAND}`, OTHER_BRAND, 50n], [`2026-12-01:${V2}:${BRAND}`, BRAND, 100n],
    ])
  })

  test('an award is earned with the last of its clicks; clicks after now do not count', () => {
    const later = new Date('2026-11-02T20:00:00.000Z')
    const tallies = [clicks('2026-11-02', 1), clicks('2026-11-02', 1, { country: 'DE', lastAt: later })]
    expect(reckon([{}], tallies)[0]).toMatchObject({ occurredAt: later, amountMinor: 20n })
    expect(reckon([{}], tallies, { now: '2026-11-02T19:59:59.999Z' })[0]).toMatchObject({ amountMinor: 10n })
  })

  test('of very many kinds of clicks an explanation names fifty and counts the others', () => {
    const tallies = Array.from({ length: 60 }, (_, index) => clicks('2026-11-02', 1, { trackerId: `t${index}` }))
    const uniqueClicks = reckon([{}], tallies)[0]?.because()[1]?.because?.[1]
    expect(uniqueClicks?.value).toEqual({ as: 'count', count: 60n })
    expect(uniqueClicks?.because).toHaveLength(51)
    expect(uniqueClicks?.because?.at(-1)).toEqual({ name: 'others', value: { as: 'count', count: 10n } })
  })
})

describe('caps by count count clicks', () => {
  const cap = (window: string, count: number, action = 'zero') => ({ caps: [{ per: 'affiliate', window, count, action }] })

  test.each`
    case              | unique | expected
    ${'one below'}    | ${99}  | ${'9.9'}
    ${'exactly'}      | ${100} | ${'10'}
    ${'one above'}    | ${101} | ${'10 cap_reached'}
  `('100 clicks a day: $case the cap pays $expected', ({ unique, expected }) => {
    expect(paid([cap('day', 100)], [clicks('2026-11-02', unique)])).toEqual([`2026-11-02 2026-11 ${expected}`])
  })

  test('within a day the tallies take what is left in their order, each at its amount', () => {
    const component = { ...cap('day', 10), rates: [{ countries: ['DE'], amount: 1 }] }
    const [award] = reckon([component], [clicks('2026-11-02', 8, { country: 'DE' }), clicks('2026-11-02', 8, { country: 'FR' }), clicks('2026-11-02', 8, { country: 'DE' })])
    expect(award).toMatchObject({ amountMinor: 820n, reason: 'cap_reached' })
    expect(award?.because()).toContainEqual({
      name: 'clicksBeyondCap', value: { as: 'count', count: 14n }, because: [
        {
          name: 'cap', value: { as: 'fact', fact: 'affiliate' }, because: [
            { name: 'window', value: { as: 'fact', fact: 'day' } }, { name: 'most', value: { as: 'count', count: 10n } }, { name: 'action', value: { as: 'fact', fact: 'zero' } },
          ],
        },
      ],
    })
  })

  test('a week begins on Monday, a month on its first, and a lifetime never again', () => {
    const days = ['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-06', '2026-12-07'].map((day) => clicks(day, 10))
    expect(paid([cap('week', 15)], days)).toEqual(['2026-11-29 2026-11 1', '2026-11-30 2026-11 1', '2026-12-01 2026-12 0.5 cap_reached', '2026-12-06 2026-12 0 cap_reached', '2026-12-07 2026-12 1'])
    expect(paid([cap('month', 15)], days)).toEqual(['2026-11-29 2026-11 1', '2026-11-30 2026-11 0.5 cap_reached', '2026-12-01 2026-12 1', '2026-12-06 2026-12 0.5 cap_reached', '2026-12-07 2026-12 0 cap_reached'])
    expect(paid([cap('lifetime', 25, 'reject')], days)).toEqual(['2026-11-29 2026-11 1', '2026-11-30 2026-11 1', '2026-12-01 2026-12 0.5 rejected_by_cap', '2026-12-06 2026-12 0 rejected_by_cap', '2026-12-07 2026-12 0 rejected_by_cap'])
  })

  test('a click that one cap leaves unpaid uses up none of the others', () => {
    const component = { caps: [{ window: 'month', count: 12 }, { window: 'day', count: 5 }] }
    expect(paid([component], ['2026-11-02', '2026-11-03', '2026-11-04'].map((day) => clicks(day, 8)))).toEqual([
      '2026-11-02 2026-11 0.5 cap_reached', '2026-11-03 2026-11 0.5 cap_reached', '2026-11-04 2026-11 0.2 cap_reached',
    ])
  })

  test('versions with the same caps are counted together, others each by itself', () => {
    const tallies = [clicks('2026-11-02', 8), clicks('2026-11-02', 8, { versionId: V2 })]
    expect(paid([cap('day', 10), { amount: 1, ...cap('day', 10) }], tallies)).toEqual(['2026-11-02 2026-11 0.8', '2026-11-02 2026-11 2 cap_reached'])
    expect(paid([cap('day', 10), { amount: 1, ...cap('day', 9) }], tallies)).toEqual(['2026-11-02 2026-11 0.8', '2026-11-02 2026-11 8'])
  })

  test('what is left is not cut once more by the number of its days', () => {
    const component = { caps: [{ window: 'month', count: 3 }] }
    const awards = reckon([component], ['2026-11-02', '2026-11-03', '2026-11-04'].map((day) => clicks(day, 1)))
    expect(cutBy(component, awards)).toEqual([10n, 10n, 10n])
  })
})

/** What the caps that every component has leave of awards. */
function cutBy(component: object, awards: readonly Award[]): bigint[] {
  const [read] = readComponents([written(component)], 'EUR', 'components')
  return applyCaps(awards.map((award) => ({ affiliateId: 'a1', award })), read?.caps ?? [], { currency: 'EUR', timeZone: ZONE }).map(({ award }) => award.amountMinor)
}

describe('caps by amount', () => {
  test.each`
    case             | amount  | expected
    ${'one below'}   | ${0.29} | ${'0.29 cap_reached'}
    ${'exactly'}     | ${0.3}  | ${'0.3'}
    ${'one above'}   | ${0.31} | ${'0.3'}
    ${'of one cent'} | ${0.01} | ${'0.01 cap_reached'}
  `('three clicks at 0.10 and a cap $case: $expected, the click that crosses it is paid the rest', ({ amount, expected }) => {
    expect(paid([{ caps: [{ window: 'day', amount }] }], [clicks('2026-11-02', 3)])).toEqual([`2026-11-02 2026-11 ${expected}`])
  })

  test('a click that is paid in part is one, and a click that is not paid is none', () => {
    const component = { caps: [{ window: 'day', amount: 0.15 }, { window: 'month', count: 3 }] }
    const awards = reckon([component], ['2026-11-02', '2026-11-03', '2026-11-04'].map((day) => clicks(day, 5)))
    expect(awards.map(({ amountMinor }) => amountMinor)).toEqual([15n, 10n, 0n])
    expect(cutBy(component, awards)).toEqual([15n, 10n, 0n])
    expect(awards[0]?.because().slice(2, 4)).toEqual([
      { name: 'paidInPart', value: { as: 'amount', units: 5n, scale: 2 }, because: [expect.objectContaining({ name: 'cap' })] },
      { name: 'clicksBeyondCap', value: { as: 'count', count: 3n }, because: [expect.objectContaining({ name: 'cap' })] },
    ])
  })

  test('over all affiliates: each first to itself, then all together in order of time', () => {
    const component = { caps: [{ per: 'plan', window: 'day', amount: 0.5 }] }
    const [mine, yours] = [reckon([component], [clicks('2026-11-02', 4)]), reckon([component], [clicks('2026-11-02', 9, { lastAt: new Date('2026-11-02T13:00:00Z') })])]
    expect([...mine, ...yours].map(({ amountMinor }) => amountMinor)).toEqual([40n, 50n])
    expect(cutBy(component, [...mine, ...yours])).toEqual([40n, 10n])
  })
})

test('days of a month in which the clock changes are the program\'s', () => {
  // Malta turns back on October 25, 2026: that day has 25 hours.
  const component = { caps: [{ window: 'day', count: 1 }] }
  const of = (day: string, lastAt: string) => clicks(day, 2, { lastAt: new Date(lastAt) })
  expect(paid([component], [of('2026-10-24', '2026-10-24T21:59:59.999Z'), of('2026-10-25', '2026-10-25T22:59:59.999Z'), of('2026-10-26', '2026-10-25T23:00:00.000Z')])).toEqual([
    '2026-10-24 2026-10 0.1 cap_reached', '2026-10-25 2026-10 0.1 cap_reached', '2026-10-26 2026-10 0.1 cap_reached',
  ])
})

test.each`
  field                | json                                                                   | path
  ${'no amount'}       | ${{ amount: undefined }}                                               | ${'components.0.amount'}
  ${'an amount of 0'}  | ${{ amount: 0 }}                                                       | ${'components.0.amount'}
  ${'a negative one'}  | ${{ amount: -1 }}                                                      | ${'components.0.amount'}
  ${'a finer one'}     | ${{ amount: 0.001 }}                                                   | ${'components.0.amount'}
  ${'another field'}   | ${{ rate: 5 }}                                                         | ${'components.0.rate'}
  ${'a cap per customer'} | ${{ caps: [{ per: 'customer', window: 'day', count: 1 }] }}         | ${'components.0.caps.0.per'}
  ${'a count over all affiliates'} | ${{ caps: [{ per: 'plan', window: 'day', count: 1 }] }}    | ${'components.0.caps.0.count'}
  ${'an unknown device'} | ${{ rates: [{ devices: ['watch'], amount: 1 }] }}                    | ${'components.0.rates.0.devices.0'}
`('$field is refused at $path', ({ json, path }) => {
  expect(refusedPaths(json)).toContain(path)
})

function refusedPaths(json: object): string[] {
  try {
    readComponents([written(json)], 'EUR', 'components')
    return []
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return error.errors.map((field) => field.path)
  }
}

import { describe, expect, test } from 'vitest'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { DomainError } from '../../src/domain/errors.ts'

const MAJOR = 1_000_000n
const ALWAYS = { firstOnly: false, months: null, count: null }
const PLAIN = { holdDays: null, rates: [], caps: [], floorMinor: null }
const WHOLE_SHARE = { ...PLAIN, highRollers: null, startsAfterCpa: false, duration: null, isAboveCpa: false }

/** "code path:code path:code": what a list of components is refused for, or "fine". */
function verdict(json: unknown, currency = 'EUR'): string {
  try {
    readComponents(json, currency, 'components')
    return 'fine'
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return [error.code, ...error.errors.map(({ path, code }) => `${path.replace(/^components\.?/, '') || '(all)'}:${code}`)].join(' ')
  }
}

describe('components as they are written', () => {
  test('a hybrid of CPA levels and a marginal revenue share', () => {
    const components = readComponents(
      [
        {
          type: 'cpa',
          levels: [
            { amount: 50, requirements: { minDepositTotal: 20, minWager: 40, withinDays: 30, withinFrom: 'registration' } },
            { amount: 80, requirements: { minNetRevenue: 100 } },
          ],
        },
        {
          type: 'revenue_share',
          base: 'net_revenue',
          tiers: {
            metric: 'net_revenue',
            window: 'period',
            application: 'marginal',
            bands: [
              { from: 0, rate: '25' },
              { from: 1000, rate: '35' },
            ],
          },
          carryover: { mode: 'reset' },
        },
      ],
      'EUR',
      'version.components',
    )
    const first = { minDepositTotal: 20n * MAJOR, minWager: 40n * MAJOR, withinDays: 30, withinFrom: 'registration' }
    expect(components).toEqual([
      {
        key: 'cpa',
        type: 'cpa',
        levels: [
          { amountMinor: 5000n, requirements: first },
          { amountMinor: 8000n, requirements: { ...first, minNetRevenue: 100n * MAJOR } },
        ],
        asAdvance: false,
        ...PLAIN,
      },
      {
        key: 'revenue_share',
        type: 'revenue_share',
        base: 'net_revenue',
        tiers: {
          metric: 'net_revenue',
          window: 'period',
          application: 'marginal',
          scope: 'affiliate_plan',
          hasDemotion: true,
          bands: [
            { from: 0n, ratePpm: 250_000n },
            { from: 1000n * MAJOR, ratePpm: 350_000n },
          ],
        },
        carryover: { mode: 'reset', scope: 'plan', what: 'commission', cap: null, expiryMonths: null },
        ...WHOLE_SHARE,
      },
    ])
  })

  test('flat rates, sales, and a second component of a type', () => {
    const components = readComponents(
      [
        { type: 'revenue_share', base: 'gross_revenue', rate: '30' },
        { type: 'percent_of_sale', rate: '10', recurring: { months: 12 } },
        { type: 'percent_of_sale', steps: [{ rate: '40', count: 3 }, { rate: '20' }] },
        { type: 'fixed_per_sale', amount: 15, recurring: false },
      ],
      'EUR',
      'components',
    )
    const flat = {
      metric: 'gross_revenue',
      window: 'period',
      application: 'whole',
      scope: 'affiliate_plan',
      hasDemotion: true,
      bands: [{ from: 0n, ratePpm: 300_000n }],
    }
    expect(components).toEqual([
      { key: 'revenue_share', type: 'revenue_share', base: 'gross_revenue', tiers: flat, carryover: null, ...WHOLE_SHARE },
      {
        key: 'percent_of_sale',
        type: 'percent_of_sale',
        steps: [{ ratePpm: 100_000n, count: null }],
        recurring: { ...ALWAYS, months: 12 },
        ...PLAIN,
      },
      {
        key: 'percent_of_sale.2',
        type: 'percent_of_sale',
        steps: [
          { ratePpm: 400_000n, count: 3 },
          { ratePpm: 200_000n, count: null },
        ],
        recurring: ALWAYS,
        ...PLAIN,
      },
      { key: 'fixed_per_sale', type: 'fixed_per_sale', amountMinor: 1500n, recurring: { ...ALWAYS, firstOnly: true }, ...PLAIN },
    ])
  })

  test('a level has the requirements of the lower ones: the higher minimum, the common countries, its own window if it has one', () => {
    const [component] = readComponents(
      [
        {
          type: 'cpa',
          levels: [
            { amount: 10, requirements: { minDepositTotal: 50, minDeposits: 3, countries: ['MT', 'IT'], verified: true, withinDays: 7 } },
            {
              amount: 20,
              requirements: { minDepositTotal: 20, minDeposits: 1, countries: ['IT', 'DE'], withinDays: 90, withinFrom: 'click' },
            },
            { amount: 30 },
          ],
        },
      ],
      'EUR',
      'components',
    )
    const second = { minDepositTotal: 50n * MAJOR, minDeposits: 3, countries: ['IT'], verified: true, withinDays: 90, withinFrom: 'click' }
    expect(component?.type === 'cpa' && component.levels.slice(1).map((level) => level.requirements)).toEqual([second, second])
  })
})

const cpa = (level: object) => [{ type: 'cpa', levels: [{ amount: 50, ...level }] }]
const share = (rest: object) => [{ type: 'revenue_share', base: 'net_revenue', ...rest }]
const TIERS = { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }] }
const tiers = (rest: object, base = 'net_revenue') => share({ base, tiers: { ...TIERS, ...rest } })
const T = '0.tiers'

describe('components that are refused', () => {
  test.each([
    ['no list', { type: 'cpa' }, 'invalid_request (all):invalid_type'],
    ['nothing', undefined, 'invalid_request (all):required'],
    ['an empty list', [], 'invalid_request (all):out_of_range'],
    ['a text', ['cpa'], 'invalid_request 0.type:required'],
    ['an unknown type', [{ type: 'rev_share' }], 'invalid_request 0.type:invalid_value'],
    ['an unknown field', [{ type: 'fixed_per_sale', amount: 15, amout: 1 }], 'invalid_request 0.amout:unknown_field'],
    ['no amount', [{ type: 'fixed_per_sale' }], 'invalid_request 0.amount:required'],
    ['an amount of 0', [{ type: 'fixed_per_sale', amount: 0 }], 'invalid_request 0.amount:out_of_range'],
    ['an amount as text', [{ type: 'fixed_per_sale', amount: '15' }], 'invalid_request 0.amount:invalid_type'],
    ['half a cent', [{ type: 'fixed_per_sale', amount: 0.005 }], 'invalid_request 0.amount:invalid_amount'],
    ['an amount beyond all bounds', [{ type: 'fixed_per_sale', amount: Number('1e400') }], 'invalid_request 0.amount:invalid_amount'],
    ['neither rate nor steps', [{ type: 'percent_of_sale' }], 'invalid_request 0.rate:invalid_value'],
    ['both rate and steps', [{ type: 'percent_of_sale', rate: '1', steps: [{ rate: '1' }] }], 'invalid_request 0.rate:invalid_value'],
    ['a rate as a number', [{ type: 'percent_of_sale', rate: 10 }], 'invalid_request 0.rate:invalid_rate'],
    [
      'an open step before the last',
      [{ type: 'percent_of_sale', steps: [{ rate: '1' }, { rate: '2' }] }],
      'invalid_request 0.steps.0.count:required',
    ],
    ['0 months', [{ type: 'percent_of_sale', rate: '1', recurring: { months: 0 } }], 'invalid_request 0.recurring.months:out_of_range'],
    ['half a sale', [{ type: 'percent_of_sale', rate: '1', recurring: { count: 1.5 } }], 'invalid_request 0.recurring.count:invalid_type'],
    ['no levels', [{ type: 'cpa', levels: [] }], 'invalid_request 0.levels:out_of_range'],
    [
      'levels that do not rise',
      [{ type: 'cpa', levels: [{ amount: 50 }, { amount: 50 }] }],
      'invalid_request 0.levels.1.amount:not_ascending',
    ],
    [
      'levels without a common country',
      [
        {
          type: 'cpa',
          levels: [
            { amount: 1, requirements: { countries: ['MT'] } },
            { amount: 2, requirements: { countries: ['IT'] } },
          ],
        },
      ],
      'invalid_request 0.levels.1.requirements.countries:invalid_value',
    ],
    ['an unknown requirement', cpa({ requirements: { minBets: 1 } }), 'invalid_request 0.levels.0.requirements.minBets:unknown_field'],
    ['a negative minimum', cpa({ requirements: { minWager: -1 } }), 'invalid_request 0.levels.0.requirements.minWager:out_of_range'],
    [
      'a minimum of half a cent',
      cpa({ requirements: { minWager: 0.005 } }),
      'invalid_request 0.levels.0.requirements.minWager:invalid_amount',
    ],
    ['verified: false', cpa({ requirements: { verified: false } }), 'invalid_request 0.levels.0.requirements.verified:invalid_value'],
    [
      'a country by name',
      cpa({ requirements: { countries: ['malta'] } }),
      'invalid_request 0.levels.0.requirements.countries.0:invalid_value',
    ],
    [
      'a window without days',
      cpa({ requirements: { withinFrom: 'click' } }),
      'invalid_request 0.levels.0.requirements.withinDays:required',
    ],
    ['neither rate nor tiers', share({}), 'invalid_request 0.rate:invalid_value'],
    ['both rate and tiers', share({ rate: '1', tiers: TIERS }), 'invalid_request 0.rate:invalid_value'],
    ['an unknown base', share({ rate: '1', base: 'revenue' }), 'invalid_request 0.base:invalid_value'],
    ['no application', tiers({ application: undefined }), `invalid_request ${T}.application:required`],
    ['no window', tiers({ window: undefined }), `invalid_request ${T}.window:required`],
    ['an unknown metric', tiers({ metric: 'ngr' }), `invalid_request ${T}.metric:invalid_value`],
    ['marginal by deposits', tiers({ metric: 'deposits' }), `tier_metric_not_base ${T}.metric:tier_metric_not_base`],
    ['marginal by first deposits', tiers({ metric: 'ftd_count' }), `tier_metric_not_base ${T}.metric:tier_metric_not_base`],
    ['marginal by active customers', tiers({ metric: 'active_customers' }), `tier_metric_not_base ${T}.metric:tier_metric_not_base`],
    ['marginal, gross against net', tiers({}, 'gross_revenue'), `tier_metric_not_base ${T}.metric:tier_metric_not_base`],
    ['no bands', tiers({ bands: [] }), `invalid_request ${T}.bands:out_of_range`],
    ['a first band above 0', tiers({ bands: [{ from: 1, rate: '1' }] }), `invalid_request ${T}.bands.0.from:invalid_value`],
    [
      'bands that do not rise',
      tiers({
        bands: [
          { from: 0, rate: '1' },
          { from: 0, rate: '2' },
        ],
      }),
      `invalid_request ${T}.bands.1.from:not_ascending`,
    ],
    [
      'a band from half a cent',
      tiers({
        bands: [
          { from: 0, rate: '1' },
          { from: 0.005, rate: '2' },
        ],
      }),
      `invalid_request ${T}.bands.1.from:invalid_amount`,
    ],
    [
      'half a first deposit',
      tiers({
        application: 'whole',
        metric: 'ftd_count',
        bands: [
          { from: 0, rate: '1' },
          { from: 1.5, rate: '2' },
        ],
      }),
      `invalid_request ${T}.bands.1.from:invalid_type`,
    ],
  ])('%s', (_case, json, expected) => {
    expect(verdict(json)).toBe(expected)
  })

  test('everything that is wrong is said at once, and then the metric is one error among them', () => {
    expect(verdict([...tiers({ metric: 'deposits' }), { type: 'fixed_per_sale', amount: 0.001 }])).toBe(
      `invalid_request ${T}.metric:tier_metric_not_base 1.amount:invalid_amount`,
    )
  })

  test('the minor unit is that of the plan’s currency', () => {
    const amount = (value: number) => [{ type: 'fixed_per_sale', amount: value }]
    expect([verdict(amount(15.5), 'JPY'), verdict(amount(15), 'JPY'), verdict(amount(0.125), 'KWD')]).toEqual([
      'invalid_request 0.amount:invalid_amount',
      'fine',
      'fine',
    ])
  })

  test.each(['__proto__', 'constructor', 'toString'])('a component cannot be of the type %s', (type) => {
    expect(verdict([JSON.parse(`{"type":"${type}"}`)])).toBe('invalid_request 0.type:invalid_value')
  })

  test('more than ten components are too many', () => {
    expect(verdict(Array.from({ length: 11 }, () => ({ type: 'fixed_per_sale', amount: 1 })))).toBe('invalid_request (all):out_of_range')
  })
})

describe('components that are fine', () => {
  test.each([
    [
      'whole tiers by first deposits',
      tiers({
        application: 'whole',
        metric: 'ftd_count',
        bands: [
          { from: 0, rate: '20' },
          { from: 10, rate: '30' },
        ],
      }),
    ],
    [
      'whole tiers by deposits, for life, per brand',
      tiers({ application: 'whole', metric: 'deposits', window: 'lifetime', scope: 'brand' }),
    ],
    ['demotion, said', tiers({ demotion: true })],
    ['the only carryover there is', share({ rate: '30', carryover: { mode: 'reset' } })],
    ['a CPA without requirements', cpa({})],
    ['nulls for what is not said', [{ type: 'percent_of_sale', rate: '10', steps: null, recurring: null, caps: null }]],
    ['a rate of 0', share({ rate: '0' })],
  ])('%s', (_case, json) => {
    expect(verdict(json)).toBe('fine')
  })
})

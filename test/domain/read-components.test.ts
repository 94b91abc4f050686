import { describe, expect, test } from 'vitest'
import { readComponents } from '../../src/domain/commissions/components/read-components.ts'
import { COMPONENT_TYPES } from '../../src/domain/commissions/components/registry.ts'
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

const MODIFIERS = { holdDays: 14, floor: 100, caps: [{ per: 'customer', window: 'week', count: 3, action: 'reject' }, { window: 'month', amount: 500 }] }
const ID = '019abc00-0000-7000-8000-000000000001'
const SCOPE = { countries: ['DE', 'AT'], brands: [ID], products: [ID], trackers: [ID], devices: ['mobile', 'tablet'] }
const REQUIREMENTS = {
  minDepositSingle: 1, minDepositTotal: 2, minNetDeposit: 3, minWager: 4, minNetRevenue: 5, minDeposits: 6, countries: ['MT'], verified: true, withinDays: 7, withinFrom: 'click',
}

/** Every component with every field that it can have at once. */
const COMPLETE: Readonly<Record<string, Record<string, unknown>>> = {
  cpa: { levels: [{ amount: 10, requirements: REQUIREMENTS }, { amount: 20, requirements: {} }], asAdvance: false, ...MODIFIERS, rates: [{ ...SCOPE, amounts: [30, 40] }] },
  cpl: { amount: 3, requirements: REQUIREMENTS, ...MODIFIERS, rates: [{ ...SCOPE, amount: 5 }] },
  cpc: { amount: 0.1, ...MODIFIERS, caps: [{ per: 'affiliate', window: 'day', count: 3 }, { per: 'plan', window: 'month', amount: 5 }], rates: [{ ...SCOPE, amount: 0.2 }] },
  revenue_share: {
    base: 'net_revenue', rate: '25', carryover: { mode: 'carry', scope: 'brand', what: 'base', cap: { averageMonths: 1.5 }, expiryMonths: 6 }, highRollers: { threshold: 5000, expiryMonths: 3 },
    startsAfterCpa: false, duration: { months: 12, from: 'first_deposit' }, ...MODIFIERS, caps: [{ per: 'affiliate', window: 'month', amount: 500, action: 'reject' }, { window: 'lifetime', amount: 9000 }],
    rates: [{ ...SCOPE, rate: '30' }],
  },
  percent_of_sale: { rate: '10', recurring: { firstOnly: false, months: 12, count: 6 }, ...MODIFIERS, rates: [{ ...SCOPE, rate: '12.5' }] },
  fixed_per_sale: { amount: 15, recurring: { firstOnly: true }, ...MODIFIERS, rates: [{ ...SCOPE, amount: 20 }] },
  period_fee: { amount: 500, proration: false, holdDays: 3 },
  sub_affiliate: { base: 'commission', levels: [{ rate: '10' }, { rate: '5' }], months: 12, negativesPropagate: true, clawbacksPropagate: false, holdDays: 3,
    caps: [{ per: 'affiliate', window: 'month', amount: 500, action: 'reject' }, { per: 'plan', window: 'lifetime', amount: 9000 }], floor: 10,
  },
  bonus: { amount: 100, metric: 'ftd_count', window: { days: 30 }, threshold: 10, repeats: 'every_period', holdDays: 3 },
}

/** A complete component with one field replaced; undefined takes it away. */
function faulty(type: string, path: string, value: unknown): unknown {
  const component: Record<string, unknown> = structuredClone({ type, ...COMPLETE[type] })
  const names = path.split('.')
  const last = names.pop() ?? ''
  const holder = names.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], component) as Record<string, unknown>
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return component
}

type Fault = readonly [path: string, value: unknown, code: string, at?: string]
const unknown = (path: string): Fault => [`${path}${path === '' ? '' : '.'}nosuchfield`, 1, 'unknown_field']
const anAmount = (path: string): readonly Fault[] => [
  [path, undefined, 'required'], [path, '15', 'invalid_type'], [path, 0, 'out_of_range'], [path, -1, 'out_of_range'], [path, 0.001, 'invalid_amount'], [path, 1e13, 'invalid_amount'],
]
const optionalAmount = (path: string): readonly Fault[] => anAmount(path).slice(1)
const minimum = (path: string): readonly Fault[] => [[path, '1', 'invalid_type'], [path, -0.01, 'out_of_range'], [path, 0.001, 'invalid_amount'], [path, 1e13, 'invalid_amount']]
const aRate = (path: string): readonly Fault[] => [
  [path, undefined, 'required'], [path, 25, 'invalid_rate'], [path, '', 'invalid_rate'], [path, '-1', 'invalid_rate'], [path, '25 %', 'invalid_rate'], [path, '0.00001', 'invalid_rate'], [path, '1000.0001', 'out_of_range'],
]
const whole = (path: string, max: number, min = 1): readonly Fault[] => [[path, '1', 'invalid_type'], [path, 1.5, 'invalid_type'], [path, min - 1, 'out_of_range'], [path, max + 1, 'out_of_range']]
const choice = (path: string): readonly Fault[] => [[path, 'nosuchword', 'invalid_value'], [path, 1, 'invalid_value']]
const flag = (path: string): readonly Fault[] => [[path, 'true', 'invalid_type'], [path, 1, 'invalid_type']]
const list = (path: string, max: number, entry: unknown): readonly Fault[] => [
  [path, {}, 'invalid_type'], [path, 'x', 'invalid_type'], [path, [], 'out_of_range'], [path, Array.from({ length: max + 1 }, () => entry), 'out_of_range'], [`${path}.0`, 'x', 'invalid_type'], [`${path}.0`, [], 'invalid_type'],
]
const object = (path: string): readonly Fault[] => [[path, 'x', 'invalid_type'], [path, [], 'invalid_type'], unknown(path)]
const texts = (path: string, max: number, good: string): readonly Fault[] => [
  [path, good, 'invalid_type'], [path, [], 'out_of_range'], [path, Array.from({ length: max + 1 }, () => good), 'out_of_range'], [path, [1], 'invalid_value', `${path}.0`], [path, ['no such thing'], 'invalid_value', `${path}.0`],
  [path, [good, good], 'invalid_value', `${path}.1`],
]

const hold = whole('holdDays', 3_650, 0)
const scopes: readonly Fault[] = [
  ...list('rates', 300, {}), unknown('rates.0'), ...texts('rates.0.countries', 250, 'DE'), ...texts('rates.0.devices', 4, 'mobile'),
  ...['brands', 'products', 'trackers'].flatMap((name) => texts(`rates.0.${name}`, 500, ID)),
]
const caps: readonly Fault[] = [
  ...list('caps', 10, {}), unknown('caps.0'), ...choice('caps.0.per'), ...choice('caps.0.window'), ['caps.0.window', undefined, 'required'], ...choice('caps.0.action'),
]
const counted = [...caps, ...whole('caps.0.count', 1_000_000), ['caps.0.count', undefined, 'invalid_value'], ['caps.0.amount', 5, 'invalid_value', 'caps.0.count'], ...optionalAmount('caps.1.amount')] as const satisfies readonly Fault[]
const modifiers: readonly Fault[] = [...hold, ...optionalAmount('floor'), ...scopes, ...counted]
const requirements = (path: string): readonly Fault[] => [
  ...object(path), ...['minDepositSingle', 'minDepositTotal', 'minNetDeposit', 'minWager', 'minNetRevenue'].flatMap((name) => minimum(`${path}.${name}`)), ...whole(`${path}.minDeposits`, 1_000_000),
  ...texts(`${path}.countries`, 250, 'MT'), [`${path}.verified`, false, 'invalid_value'], [`${path}.verified`, 'yes', 'invalid_value'], ...whole(`${path}.withinDays`, 3_650), ...choice(`${path}.withinFrom`),
  [`${path}.withinDays`, undefined, 'required'],
]
const recurring: readonly Fault[] = [...object('recurring'), ['recurring', 1, 'invalid_type'], ...flag('recurring.firstOnly'), ...whole('recurring.months', 1_200), ...whole('recurring.count', 1_000_000)]

const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  cpa: [
    unknown(''), ...list('levels', 20, {}), ['levels', undefined, 'required'], unknown('levels.0'), ...anAmount('levels.0.amount'), ['levels.1.amount', 10, 'not_ascending'], ['levels.1.amount', 9.99, 'not_ascending'],
    ...requirements('levels.0.requirements'), ...flag('asAdvance'), ['asAdvance', true, 'invalid_value'], ...modifiers,
    ...list('rates.0.amounts', 2, 1).slice(0, 4), ['rates.0.amounts', undefined, 'required'], ['rates.0.amounts', [30], 'out_of_range'], ['rates.0.amounts.1', 30, 'not_ascending'], ...optionalAmount('rates.0.amounts.0'),
    ['rates.0.amount', 5, 'unknown_field'], ['rates.0.rate', '5', 'unknown_field'],
  ],
  cpl: [unknown(''), ...anAmount('amount'), ...requirements('requirements'), ...modifiers, ...anAmount('rates.0.amount'), ['rates.0.rate', '5', 'unknown_field']],
  cpc: [unknown(''), ...anAmount('amount'), ...hold, ...optionalAmount('floor'), ...scopes, ...counted, ['caps.0.per', 'customer', 'invalid_value'], ['caps.0.per', 'plan', 'invalid_value', 'caps.0.count'], ...anAmount('rates.0.amount')],
  revenue_share: [
    unknown(''), ...choice('base'), ...aRate('rate').slice(1), ['rate', undefined, 'invalid_value'], ...hold, ...optionalAmount('floor'), ...scopes, ...caps, ...aRate('rates.0.rate'), ['rates.0.amount', 1, 'unknown_field'],
    ['caps.0', { window: 'month', count: 3 }, 'invalid_value', 'caps.0.count'], ['caps.0.window', 'day', 'invalid_value'], ['caps.0.per', 'customer', 'invalid_value'],
    ...object('carryover'), ...choice('carryover.mode'), ['carryover.mode', undefined, 'required'], ...choice('carryover.scope'), ...choice('carryover.what'), ...object('carryover.cap'), ['carryover.cap', {}, 'invalid_value'],
    ['carryover.cap.averageMonths', 0, 'out_of_range'], ['carryover.cap.averageMonths', 120.01, 'out_of_range'], ['carryover.cap.averageMonths', 1.005, 'out_of_range'], ['carryover.cap', { amount: -1 }, 'out_of_range', 'carryover.cap.amount'],
    ['carryover.cap.amount', 1, 'invalid_value', 'carryover.cap'], ...whole('carryover.expiryMonths', 1_200), ['carryover.mode', 'reset', 'invalid_value', 'carryover'],
    ...object('highRollers'), ...anAmount('highRollers.threshold'), ...whole('highRollers.expiryMonths', 1_200), ...flag('startsAfterCpa'), ['startsAfterCpa', true, 'invalid_value'],
    ...object('duration'), ...whole('duration.months', 1_200), ['duration.months', undefined, 'required'], ...choice('duration.from'),
  ],
  percent_of_sale: [unknown(''), ...aRate('rate').slice(1), ['rate', undefined, 'invalid_value'], ['steps', [{ rate: '1' }], 'invalid_value', 'rate'], ...recurring, ...modifiers, ...aRate('rates.0.rate'), ['rates.0.amount', 1, 'unknown_field']],
  fixed_per_sale: [unknown(''), ...anAmount('amount'), ...recurring, ...modifiers, ...anAmount('rates.0.amount'), ['rates.0.rate', '5', 'unknown_field']],
  period_fee: [unknown(''), ...anAmount('amount'), ...flag('proration'), ...hold, ['caps', [], 'unknown_field'], ['rates', [], 'unknown_field'], ['floor', 1, 'unknown_field']],
  sub_affiliate: [
    unknown(''), ...choice('base'), ...list('levels', 10, {}), ['levels', undefined, 'required'], unknown('levels.0'), ...aRate('levels.0.rate'), ...whole('months', 1_200), ...flag('negativesPropagate'), ...flag('clawbacksPropagate'), ...hold,
    ['levels.0.amount', 1, 'unknown_field'], ['rates', [], 'unknown_field'], ...optionalAmount('floor'), ...caps, ['caps.0.per', 'customer', 'invalid_value'], ['caps.0.window', 'day', 'invalid_value'],
    ['caps.0', { window: 'month', count: 3 }, 'invalid_value', 'caps.0.count'],
  ],
  bonus: [
    unknown(''), ...anAmount('amount'), ...choice('metric'), ['metric', undefined, 'required'], ['window', 'week', 'invalid_value'], ...whole('window.days', 3_650), ['window.days', undefined, 'required'], unknown('window'),
    ['threshold', undefined, 'required'], ['threshold', '1', 'invalid_type'], ['threshold', 0, 'out_of_range'], ['threshold', -1, 'out_of_range'], ['threshold', 1.5, 'invalid_type'], ['threshold', 1_000_001, 'out_of_range'],
    ...choice('repeats'), ['window', 'lifetime', 'invalid_value', 'repeats'], ...hold,
  ],
}

describe('every field of every component', () => {
  test.each(Object.keys(COMPLETE))('%s with all of its fields is fine', (type) => {
    expect(verdict([{ type, ...COMPLETE[type] }])).toBe('fine')
  })

  test('every kind of component is in this table', () => {
    expect(Object.keys(FAULTS).sort()).toEqual([...COMPONENT_TYPES].sort())
  })

  test.each(Object.entries(FAULTS).flatMap(([type, faults]) => faults.map(([path, value, code, at]) => [type, path, JSON.stringify(value)?.slice(0, 60) ?? 'nothing', code, at ?? path, value] as const)))(
    '%s: %s = %s is refused: %s at %s',
    (type, path, _text, code, at, value) => {
      const named = verdict([faulty(type, path, value)]).split(' ')
      expect(named[0]).toBe('invalid_request')
      expect(named).toContain(`0.${at}:${code}`)
    },
  )

  test.each([
    ['a row that names nothing', percent({ rates: [{ rate: '5' }] }), '0.rates.0:required'],
    ['a row twice', percent({ rates: [{ countries: ['DE', 'AT'], rate: '5' }, { countries: ['AT', 'DE'], rate: '6' }] }), '0.rates.1:invalid_value'],
    ['a row behind a wider one', percent({ rates: [{ countries: ['DE', 'AT'], rate: '5' }, { countries: ['DE'], devices: ['mobile'], rate: '6' }] }), '0.rates.1:invalid_value'],
    ['a cap twice', percent({ caps: [{ window: 'day', count: 5 }, { per: 'affiliate', window: 'day', count: 9, action: 'reject' }] }), '0.caps.1:invalid_value'],
    ['rates of their own and steps', [{ type: 'percent_of_sale', steps: [{ rate: '5' }], rates: [{ countries: ['DE'], rate: '5' }] }], '0.rates:invalid_value'],
    ['rates of their own and tiers', tiers({}).map((entry) => ({ ...entry, rates: [{ countries: ['DE'], rate: '5' }] })), '0.rates:invalid_value'],
    ['rates of a CPA without levels', [{ type: 'cpa', levels: [], rates: [{ countries: ['DE'], amounts: [1] }] }], '0.levels:out_of_range'],
    ['two advances', [{ ...cpa({})[0], asAdvance: true }, { ...cpa({})[0], asAdvance: true }, ...share({ rate: '30' })], '1.asAdvance:invalid_value'],
    ['an advance of nothing', [{ ...cpa({})[0], asAdvance: true }], '0.asAdvance:invalid_value'],
    ['an advance that is capped over all affiliates', [{ ...cpa({})[0], asAdvance: true, caps: [{ per: 'plan', window: 'day', amount: 9 }] }, ...share({ rate: '30' })], '0.caps.0.per:invalid_value'],
    ['slices of all time that never fall', tiers({ window: 'lifetime', demotion: false }), `${T}.demotion:invalid_value`],
    ['an advance, and a share that starts after it', [{ ...cpa({})[0], asAdvance: true }, ...share({ rate: '30', startsAfterCpa: true })], '1.startsAfterCpa:invalid_value'],
    ['an advance of tiers over all customers', [{ ...cpa({})[0], asAdvance: true }, ...tiers({ bands: [{ from: 0, rate: '5' }, { from: 9, rate: '6' }] })], '1.tiers.scope:invalid_value'],
    ['a step of a wrong rate, and one without', [{ type: 'percent_of_sale', steps: [{ rate: 5, count: 1 }, {}] }], '0.steps.0.rate:invalid_rate 0.steps.1.rate:required'],
    ['too many steps', [{ type: 'percent_of_sale', steps: Array.from({ length: 21 }, () => ({ rate: '1', count: 1 })) }], '0.steps:out_of_range'],
    ['a step of too many sales', [{ type: 'percent_of_sale', steps: [{ rate: '1', count: 1_000_001 }] }], '0.steps.0.count:out_of_range'],
    ['an unknown field of a step', [{ type: 'percent_of_sale', steps: [{ rate: '1', months: 1 }] }], '0.steps.0.months:unknown_field'],
    ['an unknown field of tiers and of a band', tiers({ scopes: 1, bands: [{ from: 0, rate: '1', to: 5 }] }), `${T}.scopes:unknown_field ${T}.bands.0.to:unknown_field`],
    ['too many bands', tiers({ bands: Array.from({ length: 51 }, (_, index) => ({ from: index, rate: '1' })) }), `${T}.bands:out_of_range`],
    ['demotion as text', tiers({ demotion: 'no' }), `${T}.demotion:invalid_type`],
    ['a window of no days', tiers({ window: { days: 0 } }), `${T}.window.days:out_of_range`],
    ['recruits: an amount for each customer where there should be a rate', [{ type: 'sub_affiliate', levels: [{ amount: 5 }] }], '0.levels.0.amount:unknown_field 0.levels.0.rate:required'],
    ['recruits: a rate where there should be an amount', [{ type: 'sub_affiliate', base: 'qualified_customer', levels: [{ rate: '5' }] }], '0.levels.0.rate:unknown_field 0.levels.0.amount:required'],
  ])('%s', (_case, json, expected) => {
    expect(verdict(json)).toBe(`invalid_request ${expected}`)
  })

  test.each([
    ['a narrow row before a wider one', percent({ rates: [{ countries: ['DE'], devices: ['mobile'], rate: '6' }, { countries: ['DE', 'AT'], rate: '5' }] })],
    ['rows that share a country', percent({ rates: [{ countries: ['DE', 'AT'], rate: '5' }, { countries: ['DE', 'CH'], rate: '6' }] })],
    ['a count and an amount for the same window', percent({ caps: [{ window: 'day', count: 5 }, { window: 'day', amount: 5 }] })],
    ['one level: a row has one amount', [{ ...cpa({})[0], rates: [{ countries: ['DE'], amount: 60 }] }]],
    ['a hold of no days', percent({ holdDays: 0 })],
    ['an advance of a share of each customer', [{ ...cpa({})[0], asAdvance: true }, ...tiers({ scope: 'customer', bands: [{ from: 0, rate: '5' }, { from: 9, rate: '6' }] })]],
  ])('fine: %s', (_case, json) => {
    expect(verdict(json)).toBe('fine')
  })
})

function percent(rest: object): object[] {
  return [{ type: 'percent_of_sale', rate: '10', ...rest }]
}

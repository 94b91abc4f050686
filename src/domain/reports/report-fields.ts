/** The tables of days, and what each is told apart by. */
export const DAY_TABLES = {
  click_daily: ['day', 'week', 'month', 'affiliate', 'brand', 'product', 'tracker', 'country'],
  customer_daily: ['day', 'week', 'month', 'affiliate', 'brand', 'product', 'tracker', 'country'],
  transaction_daily: ['day', 'week', 'month', 'affiliate', 'brand', 'product', 'tracker', 'country', 'type'],
  commission_daily: ['day', 'week', 'month', 'affiliate', 'brand', 'product', 'tracker', 'country', 'component'],
} as const

export type DayTableName = keyof typeof DAY_TABLES
export const DIMENSIONS = ['day', 'week', 'month', 'affiliate', 'brand', 'product', 'tracker', 'country', 'type', 'component'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** The SQL of a dimension: text, '' or the nil uuid where there is none. Fixed texts: nothing of a request becomes SQL. */
export const DIMENSION_SQL: Readonly<Record<Dimension, string>> = {
  day: 'day',
  week: `to_char(date_trunc('week', day::date), 'YYYY-MM-DD')`,
  month: 'left(day, 7)',
  affiliate: 'affiliate_id::text',
  brand: 'brand_id::text',
  product: 'product_id::text',
  tracker: 'tracker_id::text',
  country: 'country',
  type: 'type',
  component: 'component',
}

/** What can be asked for, and how it is told: a count, an amount in millionths or in minor units, or a percentage of two others. */
export type Measure = SummedMeasure | RatioMeasure

interface SummedMeasure {
  readonly unit: 'count' | 'micros' | 'minor'
  readonly table: DayTableName
  readonly sql: string
}

interface RatioMeasure {
  readonly unit: 'percent'
  readonly of: MeasureName
  readonly by: MeasureName
}

const clicks = (column: string) => ({ unit: 'count', table: 'click_daily', sql: column }) as const
const customers = (column: string) => ({ unit: 'count', table: 'customer_daily', sql: column }) as const
const amount = (column: string) => ({ unit: 'micros', table: 'transaction_daily', sql: column }) as const
const commission = (sql: string) => ({ unit: 'minor', table: 'commission_daily', sql }) as const

export const MEASURES = {
  clicks: clicks('clicks'),
  uniqueClicks: clicks('unique_clicks'),
  validClicks: clicks('valid_clicks'),
  flaggedClicks: clicks('flagged_clicks'),
  registrations: customers('registrations'),
  firstDeposits: customers('first_deposits'),
  firstDepositAmount: { unit: 'micros', table: 'customer_daily', sql: 'first_deposit_amount' },
  qualified: customers('qualified'),
  transactions: { unit: 'count', table: 'transaction_daily', sql: 'transactions' },
  deposits: amount('deposit'),
  withdrawals: amount('withdrawal'),
  sales: amount('sale'),
  wagers: amount('wager'),
  bonuses: amount('bonus'),
  grossRevenue: amount('gross'),
  netRevenue: amount('net'),
  /** What customers brought, however their operator counts it: net revenue of the one, sales of the other. */
  revenue: amount('net + sale'),
  commissionLines: { unit: 'count', table: 'commission_daily', sql: 'lines' },
  commission: commission('pending_minor + payable_minor'),
  commissionPending: commission('pending_minor'),
  commissionPayable: commission('payable_minor'),
  commissionRejected: commission('rejected_minor'),
  registrationRate: { unit: 'percent', of: 'registrations', by: 'uniqueClicks' },
  depositRate: { unit: 'percent', of: 'firstDeposits', by: 'registrations' },
} as const satisfies Readonly<Record<string, SummedMeasure | { readonly unit: 'percent'; readonly of: string; readonly by: string }>>

export type MeasureName = keyof typeof MEASURES
export const MEASURE_NAMES = Object.keys(MEASURES) as [MeasureName, ...MeasureName[]]

/** What a report can be narrowed to. */
export const FILTERS = { affiliateId: 'affiliate', brandId: 'brand', productId: 'product', trackerId: 'tracker', country: 'country', type: 'type', component: 'component' } as const satisfies Readonly<Record<string, Dimension>>
export type FilterName = keyof typeof FILTERS
export const FILTER_NAMES = Object.keys(FILTERS) as [FilterName, ...FilterName[]]

/** The tables that a measure is read from: a ratio from those of its two parts. */
export function tablesOf(name: MeasureName): DayTableName[] {
  return partsOf(name).map((part) => {
    const measure: Measure = MEASURES[part]
    if (measure.unit === 'percent') throw new Error('a ratio of ratios')
    return measure.table
  })
}

/** The measures that are summed up for one: itself, or the two parts of a ratio. */
export function partsOf(name: MeasureName): MeasureName[] {
  const measure: Measure = MEASURES[name]
  return measure.unit === 'percent' ? [measure.of, measure.by] : [name]
}

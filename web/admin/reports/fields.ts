import type { ReportMeasures, SavedReport } from '../../api/operator-api.ts'

export type Dimension = SavedReport['definition']['dimensions'][number]
export type Measure = keyof ReportMeasures

type Facts = 'clicks' | 'customers' | 'transactions' | 'commissions'
type Unit = 'count' | 'money' | 'percent'

/** What each measure counts, how it is told, and in which group of the choice it stands. As src/domain/reports/report-fields.ts has them. */
export const MEASURES: Readonly<Record<Measure, { readonly facts: readonly Facts[]; readonly unit: Unit; readonly group: Facts }>> = {
  clicks: { facts: ['clicks'], unit: 'count', group: 'clicks' },
  uniqueClicks: { facts: ['clicks'], unit: 'count', group: 'clicks' },
  validClicks: { facts: ['clicks'], unit: 'count', group: 'clicks' },
  flaggedClicks: { facts: ['clicks'], unit: 'count', group: 'clicks' },
  registrations: { facts: ['customers'], unit: 'count', group: 'customers' },
  registrationRate: { facts: ['customers', 'clicks'], unit: 'percent', group: 'customers' },
  firstDeposits: { facts: ['customers'], unit: 'count', group: 'customers' },
  depositRate: { facts: ['customers'], unit: 'percent', group: 'customers' },
  firstDepositAmount: { facts: ['customers'], unit: 'money', group: 'customers' },
  qualified: { facts: ['customers'], unit: 'count', group: 'customers' },
  transactions: { facts: ['transactions'], unit: 'count', group: 'transactions' },
  revenue: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  netRevenue: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  grossRevenue: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  sales: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  deposits: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  withdrawals: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  wagers: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  bonuses: { facts: ['transactions'], unit: 'money', group: 'transactions' },
  commission: { facts: ['commissions'], unit: 'money', group: 'commissions' },
  commissionPending: { facts: ['commissions'], unit: 'money', group: 'commissions' },
  commissionPayable: { facts: ['commissions'], unit: 'money', group: 'commissions' },
  commissionRejected: { facts: ['commissions'], unit: 'money', group: 'commissions' },
  commissionLines: { facts: ['commissions'], unit: 'count', group: 'commissions' },
}

export const MEASURE_NAMES = Object.keys(MEASURES).filter(isMeasure)
export const GROUPS: readonly Facts[] = ['clicks', 'customers', 'transactions', 'commissions']
export const DIMENSIONS: readonly Dimension[] = [
  'day',
  'week',
  'month',
  'affiliate',
  'brand',
  'product',
  'tracker',
  'country',
  'type',
  'component',
]

export const MOST_DIMENSIONS = 4
export const MOST_MEASURES = 12
export const USUAL_DIMENSIONS = 'affiliate'
export const USUAL_MEASURES = 'clicks,registrations,firstDeposits,revenue,commission'

export function isMeasure(name: string): name is Measure {
  return Object.hasOwn(MEASURES, name)
}

export function isDimension(name: string): name is Dimension {
  return DIMENSIONS.some((one) => one === name)
}

/** Facts that alone are told apart by a dimension; others are by all facts. */
const ONLY_BY: Readonly<Partial<Record<Dimension, Facts>>> = { type: 'transactions', component: 'commissions' }

/** Whether a measure can be told apart by a dimension: only transactions have a type, only commissions a component. */
export function fits(measure: Measure, dimension: Dimension): boolean {
  const only = ONLY_BY[dimension]
  return only === undefined || MEASURES[measure].facts.every((facts) => facts === only)
}

/** A list as it stands in the address; names that are none of ours are left out. */
export function readNames<Name extends string>(text: string, isName: (name: string) => name is Name, most: number): Name[] {
  return [...new Set(text.split(',').filter(isName))].slice(0, most)
}

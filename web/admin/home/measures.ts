import type { OverviewTotals } from '../../api/operator-api.ts'
import { formatAmount, formatCount, toCurrencyDigits } from '../../ui/amount.tsx'
import { numberFormat } from '../../ui/intl-formats.ts'
import type { Language } from '../../ui/words.ts'

/** The numbers of the first page, in the order in which they follow from one another. */
export const MEASURES = [
  'clicks',
  'registrations',
  'firstDeposits',
  'revenue',
  'commission',
  'payable',
] as const satisfies readonly (keyof OverviewTotals)[]
export type HomeMeasure = (typeof MEASURES)[number]

const MONEY: ReadonlySet<HomeMeasure> = new Set(['revenue', 'commission', 'payable'])

/** A value of a measure as text: money with its currency, counts without. */
export function formatMeasure(measure: HomeMeasure, value: number, currency: string, language: Language): string {
  return MONEY.has(measure) ? formatAmount(toCurrencyDigits(value, currency), currency, language) : formatCount(value, language)
}

/** For axes: few digits. */
export function formatShort(measure: HomeMeasure, value: number, currency: string, language: Language): string {
  const money = MONEY.has(measure) ? ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const) : {}
  return numberFormat(language, { ...money, notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

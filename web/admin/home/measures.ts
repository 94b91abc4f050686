import type { OverviewTotals } from '../../api/operator-api.ts'
import { formatAmount, formatCount } from '../../ui/amount.tsx'
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
  return MONEY.has(measure) ? formatAmount(rounded(value, currency), currency, language) : formatCount(value, language)
}

/** Revenue is known finer than its currency; a page that is glanced at shows it in the currency's own digits. */
export function rounded(value: number, currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return Number(value.toFixed(digits))
}

/** For axes: few digits. */
export function formatShort(measure: HomeMeasure, value: number, currency: string, language: Language): string {
  const money = MONEY.has(measure) ? ({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const) : {}
  return new Intl.NumberFormat(language, { ...money, notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

import { Amount, Count, formatAmount, formatCount, formatShare } from '../../ui/amount.tsx'
import { type Language, useLanguage } from '../../ui/words.ts'
import { type Measure, MEASURES } from './fields.ts'

/** Revenue is known finer than its currency; on the screen it has the currency's own digits, in files all of them. */
function rounded(value: number, currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
  return Number(value.toFixed(digits))
}

/** A measure as text; percentages come in hundred. */
export function formatValue(measure: Measure, value: number, currency: string, language: Language): string {
  const { unit } = MEASURES[measure]
  if (unit === 'money') return formatAmount(rounded(value, currency), currency, language)
  return unit === 'percent' ? formatShare(value / 100, language) : formatCount(value, language)
}

export function Value({
  measure,
  value,
  currency,
}: {
  readonly measure: Measure
  readonly value: number | null | undefined
  readonly currency: string
}) {
  const language = useLanguage()
  const { unit } = MEASURES[measure]
  if (unit === 'money')
    return <Amount value={value === null || value === undefined ? value : rounded(value, currency)} currency={currency} />
  if (unit === 'count' || value === null || value === undefined) return <Count value={value} />
  return <span className="whitespace-nowrap tabular-nums">{formatShare(value / 100, language)}</span>
}

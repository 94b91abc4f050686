import { Amount, Count, formatAmount, formatCount, formatShare, toCurrencyDigits } from '../../ui/amount.tsx'
import { type Language, useLanguage } from '../../ui/words.ts'
import { type Measure, MEASURES } from './fields.ts'

/** A measure as text; percentages come in hundred. */
export function formatValue(measure: Measure, value: number, currency: string, language: Language): string {
  const { unit } = MEASURES[measure]
  if (unit === 'money') return formatAmount(toCurrencyDigits(value, currency), currency, language)
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
    return <Amount value={value === null || value === undefined ? value : toCurrencyDigits(value, currency)} currency={currency} />
  if (unit === 'count' || value === null || value === undefined) return <Count value={value} />
  return <span className="whitespace-nowrap tabular-nums">{formatShare(value / 100, language)}</span>
}

import { classNames } from './class-names.ts'
import { numberFormat } from './intl-formats.ts'
import { type Language, useLanguage } from './words.ts'

const MONEY = { style: 'currency', currencyDisplay: 'narrowSymbol' } as const

/** How many digits behind the point a currency has. */
function digitsOf(currency: string): number {
  return numberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}

/** A value that is known finer than its currency, such as revenue, in the currency's own digits: for what is glanced at. */
export function toCurrencyDigits(value: number, currency: string): number {
  return Number(value.toFixed(digitsOf(currency)))
}

/** An amount in major units as text, for charts and exports on screen. */
export function formatAmount(value: number, currency: string, language: Language): string {
  // A value that the currency's own digits would round is shown whole: what is on the screen is what is in the books.
  const isFiner = toCurrencyDigits(value, currency) !== value
  return numberFormat(language, { ...MONEY, currency, ...(isFiner && { maximumFractionDigits: 6 }) }).format(value)
}

/** The one way to show money: `value` in major units, as the API gives it. Negative ones are red as well as signed. */
export function Amount({
  value,
  currency,
  className,
  isPlain = false,
}: {
  readonly value: number | null | undefined
  readonly currency: string
  readonly className?: string
  readonly isPlain?: boolean
}) {
  const language = useLanguage()
  if (value === null || value === undefined) return <span className="text-soft">–</span>
  return (
    <span className={classNames('whitespace-nowrap tabular-nums', value < 0 && !isPlain && 'text-bad', className)}>
      {formatAmount(value, currency, language)}
    </span>
  )
}

/** A count or another plain number. */
export function Count({ value, className }: { readonly value: number | null | undefined; readonly className?: string }) {
  const language = useLanguage()
  if (value === null || value === undefined) return <span className="text-soft">–</span>
  return <span className={classNames('whitespace-nowrap tabular-nums', className)}>{formatCount(value, language)}</span>
}

export function formatCount(value: number, language: Language): string {
  return numberFormat(language, { maximumFractionDigits: 2 }).format(value)
}

/** A share of one as a percentage with at most one decimal: 0.125 → 12.5 %. */
export function formatShare(share: number, language: Language): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}

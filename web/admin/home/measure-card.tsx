import { ArrowDownRight, ArrowRight, ArrowUpRight } from 'lucide-react'
import { formatShare } from '../../ui/amount.tsx'
import { Sparkline } from '../../ui/charts/sparkline.tsx'
import { classNames } from '../../ui/class-names.ts'
import { useLanguage, useWords } from '../../ui/words.ts'
import { formatMeasure, type HomeMeasure } from './measures.ts'
import { homeWords } from './words.ts'

interface CardProps {
  readonly measure: HomeMeasure
  readonly label: string
  readonly hint?: string | undefined
  readonly value: number
  /** Null: nothing to compare with. */
  readonly before: number | null
  readonly days: readonly number[]
  readonly currency: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  /** In place of the comparison. */
  readonly below?: string | undefined
}

/** One number with where it comes from and where it goes; pressed, it is the one that the chart shows. */
export function MeasureCard({ measure, label, hint, value, before, days, currency, isChosen, onChoose, below }: CardProps) {
  const t = useWords(homeWords)
  const language = useLanguage()
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      title={hint}
      className={classNames(
        'grid min-w-0 content-start gap-1 border-b-2 bg-surface px-4 pt-3 pb-2 text-left hover:bg-raised',
        isChosen ? 'border-accent' : 'border-transparent',
      )}
    >
      <span className="truncate text-soft">{label}</span>
      <span className="truncate text-xl font-semibold tracking-tight tabular-nums">
        {formatMeasure(measure, value, currency, language)}
      </span>
      <span className="min-h-4 text-xs">
        {below === undefined ? (
          before !== null && <Change value={value} before={before} told={formatMeasure(measure, before, currency, language)} />
        ) : (
          <span className="text-soft">{below}</span>
        )}
      </span>
      <Sparkline values={days} label={t('trend', { measure: label })} height={28} />
    </button>
  )
}

/** How much more or less than before: told by an arrow and in words, not by colour alone. */
function Change({ value, before, told }: { readonly value: number; readonly before: number; readonly told: string }) {
  const t = useWords(homeWords)
  const language = useLanguage()
  if (before === 0) return <span className="text-soft">{value === 0 ? t('unchanged') : t('fromNothing')}</span>
  const change = (value - before) / Math.abs(before)
  const share = formatShare(Math.abs(change), language)
  const isEven = Math.abs(change) < 0.0005
  const Arrow = isEven ? ArrowRight : change > 0 ? ArrowUpRight : ArrowDownRight
  return (
    <span
      className={classNames('inline-flex items-center gap-0.5 tabular-nums', isEven ? 'text-soft' : change > 0 ? 'text-good' : 'text-bad')}
      title={t('before', { value: told })}
    >
      <Arrow className="size-3.5" aria-hidden="true" />
      <span aria-hidden="true">{share}</span>
      <span className="sr-only">{isEven ? t('unchanged') : t(change > 0 ? 'up' : 'down', { share })}</span>
    </span>
  )
}

import { CalendarDays, Check, ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import { Popover } from '../overlay.tsx'
import { useLanguage, useWords } from '../words.ts'
import type { Day, DayRange } from './calendar-days.ts'
import { COMPARISONS, type DateRangeValue, daysOf, PRESETS } from './date-range.ts'
import { dateRangeWords } from './words.ts'
import { dateFormat } from '../intl-formats.ts'

type Props = {
  readonly value: DateRangeValue
  readonly onChange: (value: DateRangeValue) => void
  /** The program's day now (`dayInZone`). */
  readonly today: Day
  /** false: without a comparison, for pages that cannot compare. */
  readonly comparing?: boolean | undefined
}

const TRIGGER = 'inline-flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-sm text-ink hover:bg-raised'
const FIELD = 'h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2 text-sm text-ink'

/** The period that a page shows and what it is compared with. Presets apply at once; days of one's own when they are entered. */
export function DateRangePicker({ value, onChange, today, comparing = true }: Props) {
  const t = useWords(dateRangeWords)
  const language = useLanguage()
  const days = daysOf(value.range, today)
  return (
    <Popover
      label={t('period')}
      align="end"
      className="w-80 p-1.5"
      trigger={
        <button type="button" className={TRIGGER}>
          <CalendarDays className="size-4 text-soft" aria-hidden="true" />
          <span>{typeof value.range === 'string' ? t(value.range) : shownDays(days, language)}</span>
          {comparing && value.comparison !== 'none' && <span className="hidden text-soft sm:inline">· {t(value.comparison)}</span>}
          <ChevronDown className="size-3.5 text-soft" aria-hidden="true" />
        </button>
      }
    >
      {(close) => {
        const choose = (range: DateRangeValue['range']) => {
          onChange({ ...value, range })
          close()
        }
        return (
          <>
            <PresetChoice chosen={value.range} choose={choose} today={today} />
            <OwnDays key={`${days.from}${days.to}`} days={days} choose={choose} />
            {comparing && <ComparisonChoice value={value} onChange={onChange} />}
          </>
        )
      }}
    </Popover>
  )
}

function PresetChoice({
  chosen,
  choose,
  today,
}: {
  readonly chosen: DateRangeValue['range']
  readonly choose: (range: DateRangeValue['range']) => void
  readonly today: Day
}) {
  const t = useWords(dateRangeWords)
  const language = useLanguage()
  return (
    <fieldset>
      <legend className="sr-only">{t('period')}</legend>
      {PRESETS.map((preset) => (
        <button
          key={preset}
          type="button"
          aria-pressed={chosen === preset}
          onClick={() => choose(preset)}
          className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left hover:bg-raised focus-visible:-outline-offset-2"
        >
          <span className="flex-1">{t(preset)}</span>
          <span className="text-xs text-soft tabular-nums">{shownDays(daysOf(preset, today), language)}</span>
          <Check className={`size-3.5 ${chosen === preset ? 'text-accent' : 'invisible'}`} aria-hidden="true" />
        </button>
      ))}
    </fieldset>
  )
}

function OwnDays({ days, choose }: { readonly days: DayRange; readonly choose: (range: DayRange) => void }) {
  const t = useWords(dateRangeWords)
  const [from, setFrom] = useState(days.from)
  const [to, setTo] = useState(days.to)
  const problem = useId()
  const isBackwards = from !== '' && to !== '' && from > to
  return (
    <form
      className="mt-1 grid grid-cols-2 gap-2 border-t border-line px-2 pt-2.5 pb-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (from !== '' && to !== '' && !isBackwards) choose({ from, to })
      }}
    >
      <DayField label={t('from')} value={from} onChange={setFrom} />
      <DayField label={t('to')} value={to} onChange={setTo} problem={isBackwards ? problem : undefined} />
      {isBackwards && (
        <p id={problem} role="alert" className="col-span-2 text-xs text-bad">
          {t('backwards')}
        </p>
      )}
      <button
        type="submit"
        disabled={isBackwards}
        className="col-span-2 h-8 rounded-md bg-accent text-accent-ink hover:brightness-95 disabled:opacity-50"
      >
        {t('apply')}
      </button>
    </form>
  )
}

function DayField({
  label,
  value,
  onChange,
  problem,
}: {
  readonly label: string
  readonly value: Day
  readonly onChange: (day: Day) => void
  readonly problem?: string | undefined
}) {
  return (
    <label className="grid min-w-0 gap-1 text-xs text-soft">
      {label}
      <input
        type="date"
        required
        min="1970-01-01"
        max="9999-12-31"
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={problem}
        onChange={(event) => onChange(event.currentTarget.value)}
        className={FIELD}
      />
    </label>
  )
}

function ComparisonChoice({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const t = useWords(dateRangeWords)
  const name = useId()
  return (
    <fieldset className="border-t border-line px-2 pt-2.5 pb-1.5">
      <legend className="sr-only">{t('compareWith')}</legend>
      <p className="mb-1 text-xs text-soft" aria-hidden="true">
        {t('compareWith')}
      </p>
      {COMPARISONS.map((comparison) => (
        <label key={comparison} className="flex min-h-7 items-center gap-2">
          <input
            type="radio"
            name={name}
            checked={value.comparison === comparison}
            onChange={() => onChange({ ...value, comparison })}
            className="accent-accent"
          />
          {t(comparison)}
        </label>
      ))}
    </fieldset>
  )
}

function shownDays(days: DayRange, language: string): string {
  const format = dateFormat(language, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' })
  const [from, to] = [Date.parse(`${days.from}T00:00:00Z`), Date.parse(`${days.to}T00:00:00Z`)]
  return days.from === days.to ? format.format(from) : format.formatRange(from, to)
}

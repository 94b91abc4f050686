import { operatorApi } from '../../api/client.ts'
import { instantOfLocal } from '../../ui/date-range/local-time.ts'
import { classNames } from '../../ui/class-names.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { useTimeZone } from '../../ui/time-zone.tsx'
import { useWords } from '../../ui/words.ts'
import { pickWords } from './words.ts'

const MOST_BRANDS = 200

/** A filter by brand; none where there is only one. */
export function BrandFilter({ value, onChange }: { readonly value: string; readonly onChange: (id: string) => void }) {
  const t = useWords(pickWords)
  const { rows } = operatorApi.useList('GET /brand', { query: { limit: MOST_BRANDS } })
  if (rows.length < 2) return null
  return <FilterSelect label={t('anyBrand')} value={value} onChange={onChange} options={rows.map(({ id, name }) => [id, name])} />
}

/** First and last day, by the program's clock. */
export function DayFilters({
  from,
  to,
  onChange,
}: {
  readonly from: string
  readonly to: string
  readonly onChange: (days: { from?: string; to?: string }) => void
}) {
  const t = useWords(pickWords)
  const look = (value: string) =>
    classNames('h-8 w-34 rounded-md border bg-surface px-2', value === '' ? 'border-line text-soft' : 'border-accent')
  return (
    <div className="flex items-center gap-1">
      <input
        type="date"
        aria-label={t('from')}
        title={t('from')}
        value={from}
        max={to || undefined}
        onChange={(event) => onChange({ from: event.target.value })}
        className={look(from)}
      />
      <span aria-hidden="true" className="text-soft">
        –
      </span>
      <input
        type="date"
        aria-label={t('to')}
        title={t('to')}
        value={to}
        min={from || undefined}
        onChange={(event) => onChange({ to: event.target.value })}
        className={look(to)}
      />
    </div>
  )
}

/** The days as the API takes them: instants, the end exclusive. */
export function useInstants({ from, to }: { readonly from: string; readonly to: string }): {
  readonly from: string | undefined
  readonly to: string | undefined
} {
  const zone = useTimeZone()
  return {
    from: isDay(from) ? instantOfLocal(`${from}T00:00`, zone) : undefined,
    to: isDay(to) ? instantOfLocal(`${dayAfter(to)}T00:00`, zone) : undefined,
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
}

import { operatorApi } from '../../api/client.ts'
import { FilterSelect } from '../../ui/filter-select.tsx'
import { usePeriodName } from './parts.tsx'

const MOST_PERIODS = 200

/** A filter by period; those that are closed, newest first. */
export function PeriodFilter({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly onChange: (period: string) => void
}) {
  const nameOf = usePeriodName()
  const { rows } = operatorApi.useList('GET /period', { query: { limit: MOST_PERIODS } })
  return (
    <FilterSelect
      label={label}
      value={value}
      onChange={onChange}
      options={rows.filter(({ status }) => status === 'review' || status === 'sealed').map(({ id }) => [id, nameOf(id)])}
    />
  )
}

import { classNames } from './class-names.ts'
import type { Option } from './form.tsx'

/** A plain select outside of forms: filters. */
export function FilterSelect({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly onChange: (value: string) => void
}) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={classNames('h-8 max-w-56 rounded-md border border-line bg-surface px-2', value !== '' && 'border-accent')}
    >
      <option value="">{label}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {text}
        </option>
      ))}
    </select>
  )
}

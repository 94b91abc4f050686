import type { ReactNode } from 'react'
import { ChartEmpty } from './chart-empty.tsx'
import { heatOf } from './geometry.ts'

export type HeatRow = { readonly key: string; readonly label: string; readonly values: readonly (number | null)[] }

/**
 * A table whose cells are coloured by their values: cohorts by month, weekdays by hour. It is a real table, so it needs no other form. With
 * `dense` the numbers are only told on hover and to screen readers. Colours stay pale enough for the text above them.
 */
export function HeatMap({
  label,
  cornerLabel,
  columns,
  rows,
  format,
  dense = false,
  empty,
}: {
  readonly label: string
  readonly cornerLabel: string
  readonly columns: readonly string[]
  readonly rows: readonly HeatRow[]
  readonly format: (value: number) => string
  readonly dense?: boolean | undefined
  readonly empty: ReactNode
}) {
  const most = Math.max(0, ...rows.flatMap((row) => row.values.map((value) => value ?? 0)))
  if (most === 0) return <ChartEmpty height={160}>{empty}</ChartEmpty>
  return (
    // A region that scrolls sideways has to be reachable by keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className="relative min-w-0 overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className="w-full border-separate border-spacing-0.5 text-xs tabular-nums">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="text-soft">
            <th scope="col" className="px-1 text-left font-normal">
              {cornerLabel}
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" className="px-0.5 font-normal">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="px-1 text-left font-normal whitespace-nowrap text-soft">
                {row.label}
              </th>
              {columns.map((column, index) => (
                <Cell key={column} value={row.values[index] ?? null} title={`${row.label}, ${column}`} {...{ most, format, dense }} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cell({
  value,
  most,
  format,
  dense,
  title,
}: {
  readonly value: number | null
  readonly most: number
  readonly format: (value: number) => string
  readonly dense: boolean
  readonly title: string
}) {
  const heat = heatOf(value, most)
  const strength = heat * (dense ? 10 : 4.5)
  const background = heat === 0 ? 'var(--color-bg)' : `color-mix(in oklab, var(--chart-1) ${strength}%, var(--color-surface))`
  const told = value === null ? '' : format(value)
  return (
    <td
      className={`rounded-sm text-center ${dense ? 'h-5 min-w-3' : 'h-8 min-w-10 px-1'}`}
      style={{ background }}
      title={`${title}: ${told || '–'}`}
    >
      {dense ? <span className="sr-only">{told}</span> : told}
    </td>
  )
}

import { type ChartSeries, colourOf } from './chart-data.ts'

/** Which colour is what. A comparison is the same colours, dashed. */
export function ChartLegend<K extends string>({
  series,
  comparisonLabel,
}: {
  readonly series: readonly ChartSeries<K>[]
  readonly comparisonLabel?: string | undefined
}) {
  return (
    <ul className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft" aria-hidden="true">
      {series.map((one, index) => (
        <li key={one.key} className="flex items-center gap-1.5">
          <span className="size-2 rounded-full" style={{ background: colourOf(series, index) }} />
          {one.label}
        </li>
      ))}
      {comparisonLabel !== undefined && (
        <li className="flex items-center gap-1.5">
          <span className="w-3 border-t-2 border-dotted border-current" />
          {comparisonLabel}
        </li>
      )}
    </ul>
  )
}

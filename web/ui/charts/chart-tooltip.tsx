import { type ChartRow, type ChartSeries, colourOf, valueOf } from './chart-data.ts'
import { changeOf } from './geometry.ts'

const TOOLTIP =
  'pointer-events-none absolute top-2 z-10 max-w-64 rounded-md border border-line bg-surface px-3 py-2 text-xs text-ink shadow-pop'

/** What the crosshair stands on. It keeps to the half of the chart that the pointer is not in, so that it never hides the point. */
export function ChartTooltip<K extends string>({
  row,
  before,
  series,
  format,
  showX,
  at,
  width,
}: {
  readonly row: ChartRow<K>
  readonly before: ChartRow<K> | undefined
  readonly series: readonly ChartSeries<K>[]
  readonly format: (value: number) => string
  readonly showX: (x: string) => string
  readonly at: number
  readonly width: number
}) {
  const side = at < width / 2 ? { left: at + 12 } : { right: width - at + 12 }
  return (
    <div className={TOOLTIP} style={side} aria-hidden="true">
      <p className="mb-1 font-medium">{showX(row.x)}</p>
      <ul className="space-y-0.5">
        {series.map((one, index) => (
          <li key={one.key} className="flex items-baseline gap-2 tabular-nums">
            <span className="size-2 shrink-0 rounded-full" style={{ background: colourOf(series, index) }} />
            <span className="text-soft">{one.label}</span>
            <span className="ml-auto pl-3 font-medium">{told(valueOf(row, one.key), format)}</span>
          </li>
        ))}
      </ul>
      {before !== undefined && <Before row={row} before={before} series={series} format={format} showX={showX} />}
    </div>
  )
}

function Before<K extends string>({
  row,
  before,
  series,
  format,
  showX,
}: {
  readonly row: ChartRow<K>
  readonly before: ChartRow<K>
  readonly series: readonly ChartSeries<K>[]
  readonly format: (value: number) => string
  readonly showX: (x: string) => string
}) {
  return (
    <div className="mt-1.5 border-t border-line pt-1.5 text-soft">
      <p className="mb-0.5">{showX(before.x)}</p>
      {series.map((one) => (
        <p key={one.key} className="flex justify-between gap-3 tabular-nums">
          <span>{told(valueOf(before, one.key), format)}</span>
          <Change of={changeOf(valueOf(row, one.key), valueOf(before, one.key))} />
        </p>
      ))}
    </div>
  )
}

function Change({ of }: { readonly of: number | null }) {
  if (of === null) return null
  return (
    <span className={of < 0 ? 'text-bad' : 'text-good'}>
      {of > 0 ? '+' : ''}
      {Math.round(of * 100)} %
    </span>
  )
}

function told(value: number | null, format: (value: number) => string): string {
  return value === null ? '–' : format(value)
}

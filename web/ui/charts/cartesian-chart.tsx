import { type ReactNode, useId, useState } from 'react'
import { ChartEmpty } from './chart-empty.tsx'
import { type ChartRow, type ChartSeries, hasValues, valueOf } from './chart-data.ts'
import { ChartLegend } from './chart-legend.tsx'
import { ChartTable } from './chart-table.tsx'
import { ChartTooltip } from './chart-tooltip.tsx'
import { formatX, type XLength } from './format-x.ts'
import { bandX, labelledRows, nearestBand, nearestPoint, type Plot, pointX, type ValueScale, valueScale } from './geometry.ts'
import { useWidth } from './use-width.ts'
import { useLanguage } from '../words.ts'

/** What every chart with an x and a y axis is given. */
export type CartesianProps<K extends string> = {
  /** What the chart shows, in a sentence: it is the chart's name for screen readers. */
  readonly label: string
  readonly rows: readonly ChartRow<K>[]
  readonly series: readonly ChartSeries<K>[]
  /** The rows of an earlier time, by place: the first is compared with the first. */
  readonly comparison?: readonly ChartRow<K>[] | undefined
  readonly comparisonLabel?: string | undefined
  readonly format: (value: number) => string
  /** Shorter numbers for the axis; the same as `format` when left out. */
  readonly formatTick?: ((value: number) => string) | undefined
  /** What x is called, above its column of the table. */
  readonly xLabel: string
  readonly showX?: ((x: string, length: XLength) => string) | undefined
  readonly height?: number | undefined
  /** What is said, or what leads on, when there are no values. */
  readonly empty: ReactNode
}

type Drawn<K extends string> = CartesianProps<K> & {
  readonly place: 'point' | 'band'
  /** All values that the axis has to hold. */
  readonly extent: readonly (number | null)[]
  readonly marks: (plot: Plot, scale: ValueScale, active: number | null) => ReactNode
}

const LABEL_HEIGHT = 24
const TOP = 8
const LETTER = 6.6
const X_GAP = 72

/** Axes, crosshair, tooltip, keyboard and table of a chart; what is drawn between the axes are the caller's marks. */
export function CartesianChart<K extends string>(props: Drawn<K>) {
  const { label, rows, series, comparison, comparisonLabel, format, xLabel, height = 240, empty } = props
  const language = useLanguage()
  if (!hasValues(rows, series)) return <ChartEmpty height={height}>{empty}</ChartEmpty>
  const showX = props.showX ?? ((x: string, length: XLength) => formatX(x, length, language))
  return (
    <figure className="min-w-0">
      {(series.length > 1 || comparison !== undefined) && <ChartLegend series={series} comparisonLabel={comparison && comparisonLabel} />}
      <ChartPlot {...props} height={height} showX={showX} />
      <ChartTable caption={label} {...{ xLabel, rows, series, comparison, comparisonLabel, format }} showX={(x) => showX(x, 'long')} />
    </figure>
  )
}

function ChartPlot<K extends string>(
  props: Drawn<K> & { readonly height: number; readonly showX: (x: string, length: XLength) => string },
) {
  const { label, rows, series, comparison, format, formatTick = format, height, place, extent, marks, showX } = props
  const [ref, width] = useWidth<HTMLDivElement>()
  const [at, setAt] = useState<number | null>(null)
  const active = at === null ? null : Math.min(at, rows.length - 1)
  const scale = valueScale(extent, { top: TOP, height: height - TOP - LABEL_HEIGHT })
  const left = Math.ceil(Math.max(...scale.ticks.map((tick) => formatTick(tick).length)) * LETTER) + 12
  const plot = { left, top: TOP, width: Math.max(0, width - left - 8), height: height - TOP - LABEL_HEIGHT }
  const xOf = (index: number) => (place === 'point' ? pointX : bandX)(index, rows.length, plot)
  const nearest = place === 'point' ? nearestPoint : nearestBand
  const row = active === null ? undefined : rows[active]
  return (
    <div
      ref={ref}
      className="relative touch-pan-y rounded-md has-focus-visible:outline-2 has-focus-visible:outline-accent"
      style={{ height }}
      onPointerMove={(event) => setAt(nearest(event.clientX - event.currentTarget.getBoundingClientRect().left, rows.length, plot))}
      onPointerLeave={() => setAt(null)}
    >
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} className="block overflow-visible">
          <Axes {...{ plot, scale, formatTick, rows, xOf, showX }} />
          {marks(plot, scale, active)}
          {active !== null && place === 'point' && <Hair x={xOf(active)} plot={plot} />}
        </svg>
      )}
      <Crosshair
        label={label}
        count={rows.length}
        active={active}
        move={setAt}
        told={(index) => sentence(rows[index], series, format, showX)}
      />
      {row !== undefined && active !== null && (
        <ChartTooltip
          row={row}
          before={comparison?.[active]}
          showX={(x) => showX(x, 'long')}
          at={xOf(active)}
          {...{ series, format, width }}
        />
      )}
    </div>
  )
}

function Hair({ x, plot }: { readonly x: number; readonly plot: Plot }) {
  return <line x1={x} x2={x} y1={plot.top} y2={plot.top + plot.height} stroke="var(--color-soft)" strokeDasharray="2 3" />
}

/** The crosshair for the keyboard: an invisible slider over the plot, which says where it stands as it is moved. */
function Crosshair({
  label,
  count,
  active,
  move,
  told,
}: {
  readonly label: string
  readonly count: number
  readonly active: number | null
  readonly move: (index: number | null) => void
  readonly told: (index: number) => string
}) {
  const id = useId()
  const index = active ?? count - 1
  return (
    <input
      id={id}
      type="range"
      min={0}
      max={Math.max(0, count - 1)}
      value={index}
      aria-label={label}
      aria-valuetext={told(index)}
      className="pointer-events-none absolute inset-0 size-full cursor-default opacity-0"
      onChange={(event) => move(event.currentTarget.valueAsNumber)}
      onFocus={(event) => event.currentTarget.matches(':focus-visible') && move(index)}
      onBlur={() => move(null)}
      onKeyDown={(event) => event.key === 'Escape' && move(null)}
    />
  )
}

function Axes<K extends string>({
  plot,
  scale,
  formatTick,
  rows,
  xOf,
  showX,
}: {
  readonly plot: Plot
  readonly scale: ValueScale
  readonly formatTick: (value: number) => string
  readonly rows: readonly ChartRow<K>[]
  readonly xOf: (index: number) => number
  readonly showX: (x: string, length: XLength) => string
}) {
  const bottom = plot.top + plot.height
  return (
    <g className="text-xs tabular-nums">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <path d={`M${plot.left} ${scale.y(tick)}h${plot.width}`} stroke="var(--color-line)" strokeWidth={tick === 0 ? 1.5 : 1} />
          <text x={plot.left - 8} y={scale.y(tick)} dy="0.32em" textAnchor="end" className="fill-soft">
            {formatTick(tick)}
          </text>
        </g>
      ))}
      {labelledRows(rows.length, plot.width, X_GAP).map((index) => (
        <text key={index} x={xOf(index)} y={bottom + 18} textAnchor="middle" className="fill-soft">
          {showX(rows[index]?.x ?? '', 'short')}
        </text>
      ))}
    </g>
  )
}

function sentence<K extends string>(
  row: ChartRow<K> | undefined,
  series: readonly ChartSeries<K>[],
  format: (value: number) => string,
  showX: (x: string, length: XLength) => string,
): string {
  if (row === undefined) return ''
  const values = series.map((one) => {
    const value = valueOf(row, one.key)
    return `${one.label} ${value === null ? '–' : format(value)}`
  })
  return `${showX(row.x, 'long')}: ${values.join(', ')}`
}

import { type CartesianProps, CartesianChart } from './cartesian-chart.tsx'
import { type ChartRow, type ChartSeries, colourOf, valueOf } from './chart-data.ts'
import { bandX, barsInBand, type Plot, stackEnds, stackRow, type ValueScale } from './geometry.ts'

/** Values as bars: beside each other, or `stacked`. Of an earlier time bars stand beside in the same colour, pale. */
export function BarChart<K extends string>(props: CartesianProps<K> & { readonly stacked?: boolean | undefined }) {
  const { rows, series, comparison, stacked = false } = props
  const all = [...rows, ...(comparison ?? [])]
  const extent = stacked ? stackEnds(all, series) : all.flatMap((row) => series.map((one) => valueOf(row, one.key)))
  const times = comparison === undefined ? [rows] : [comparison, rows]
  const marks = (plot: Plot, scale: ValueScale, active: number | null) => {
    const bars = barsInBand(plot.width / Math.max(1, rows.length), (stacked ? 1 : series.length) * times.length)
    return rows.map((row, index) => (
      <g key={row.x} opacity={active === null || active === index ? 1 : 0.55}>
        {times.map((time, era) => (
          <g key={time === rows ? 'now' : 'before'} opacity={time === rows ? 1 : 0.4}>
            {rectsOf(time[index], series, stacked).map((rect) => {
              const x = bandX(index, rows.length, plot) + (bars.offsets[stacked ? era : rect.place * times.length + era] ?? 0)
              return <Bar key={rect.key} rect={rect} x={x} width={bars.width} scale={scale} colour={colourOf(series, rect.place)} />
            })}
          </g>
        ))}
      </g>
    ))
  }
  return <CartesianChart {...props} place="band" extent={extent} marks={marks} />
}

type Rect = { readonly key: string; readonly from: number; readonly to: number; readonly place: number }

function rectsOf<K extends string>(row: ChartRow<K> | undefined, series: readonly ChartSeries<K>[], stacked: boolean): Rect[] {
  if (row === undefined) return []
  const segments = stacked ? stackRow(row, series) : series.flatMap((one) => stackRow(row, [one]))
  return segments.map((segment) => ({ ...segment, place: series.findIndex((one) => one.key === segment.key) }))
}

function Bar({
  rect: { from, to },
  x,
  width,
  scale,
  colour,
}: {
  readonly rect: Rect
  readonly x: number
  readonly width: number
  readonly scale: ValueScale
  readonly colour: string
}) {
  const [top, bottom] = [scale.y(Math.max(from, to)), scale.y(Math.min(from, to))]
  const gap = width > 4 ? 1 : 0
  return <rect x={x + gap / 2} y={top} width={width - gap} height={Math.max(1, bottom - top)} rx={Math.min(2, width / 4)} fill={colour} />
}

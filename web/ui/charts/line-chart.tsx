import { useId } from 'react'
import { type CartesianProps, CartesianChart } from './cartesian-chart.tsx'
import { type ChartRow, colourOf, valueOf } from './chart-data.ts'
import { areaPath, linePath, type Plot, type Point, pointX, type ValueScale } from './geometry.ts'

/** Values over time as lines; the first with a soft area below it unless `area` is false. An earlier time is dotted beside it. */
export function LineChart<K extends string>(props: CartesianProps<K> & { readonly area?: boolean | undefined }) {
  const { rows, series, comparison = [], area = series.length === 1 } = props
  const shade = useId()
  const extent = [...rows, ...comparison].flatMap((row) => series.map((one) => valueOf(row, one.key)))
  const marks = (plot: Plot, scale: ValueScale, active: number | null) => (
    <>
      {series.map((one, index) => {
        const colour = colourOf(series, index)
        const points = pointsOf(rows, one.key, plot, scale, rows.length)
        const earlier = pointsOf(comparison.slice(0, rows.length), one.key, plot, scale, rows.length)
        const here = active === null ? undefined : points[active]
        return (
          <g key={one.key} fill="none" strokeLinejoin="round" strokeLinecap="round">
            {area && index === 0 && <Shade id={`${shade}${index}`} colour={colour} path={areaPath(points, scale.y(0))} />}
            {earlier.length > 0 && <path d={linePath(earlier)} stroke={colour} strokeWidth={1.5} strokeDasharray="1 4" />}
            <path d={linePath(points)} stroke={colour} strokeWidth={2} />
            {rows.length === 1 && <Dot at={points[0]} colour={colour} />}
            <Dot at={here} colour={colour} />
          </g>
        )
      })}
    </>
  )
  return <CartesianChart {...props} place="point" extent={extent} marks={marks} />
}

function Dot({ at, colour }: { readonly at: Point | undefined; readonly colour: string }) {
  if (at === undefined || at.y === null) return null
  return <circle cx={at.x} cy={at.y} r={4} fill={colour} stroke="var(--color-surface)" strokeWidth={2} />
}

function Shade({ id, colour, path }: { readonly id: string; readonly colour: string; readonly path: string }) {
  return (
    <>
      <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stopColor={colour} stopOpacity={0.18} />
        <stop offset="1" stopColor={colour} stopOpacity={0.02} />
      </linearGradient>
      <path d={path} fill={`url(#${id})`} stroke="none" />
    </>
  )
}

function pointsOf<K extends string>(rows: readonly ChartRow<K>[], key: K, plot: Plot, scale: ValueScale, count: number): Point[] {
  return rows.map((row, index) => {
    const value = valueOf(row, key)
    return { x: pointX(index, count, plot), y: value === null ? null : scale.y(value) }
  })
}

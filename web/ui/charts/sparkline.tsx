import { areaPath, linePath, pointX, valueScale } from './geometry.ts'
import { useWidth } from './use-width.ts'

/** A line as high as a line of text, without axes: which way it goes. Its numbers stand beside it, so to screen readers it is `label`. */
export function Sparkline({
  values,
  label,
  colour = 'var(--chart-1)',
  height = 32,
}: {
  readonly values: readonly (number | null)[]
  readonly label: string
  readonly colour?: string | undefined
  readonly height?: number | undefined
}) {
  const [ref, width] = useWidth<HTMLDivElement>()
  const plot = { left: 1, top: 2, width: Math.max(0, width - 2), height: height - 4 }
  const scale = valueScale(values, plot)
  const points = values.map((value, index) => ({ x: pointX(index, values.length, plot), y: value === null ? null : scale.y(value) }))
  return (
    <div ref={ref} className="min-w-0" style={{ height }}>
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={label} className="block">
          <path d={areaPath(points, scale.y(0))} fill={colour} fillOpacity={0.1} />
          <path d={linePath(points)} fill="none" stroke={colour} strokeWidth={1.5} strokeLinejoin="round" strokeLinecap="round" />
        </svg>
      )}
    </div>
  )
}

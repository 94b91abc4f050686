import { area, curveBumpX, curveMonotoneX, line } from 'd3-shape'
import { type ChartRow, type ChartSeries, valueOf } from './chart-data.ts'

/** The plot inside of a chart, in pixels of the chart. */
export type Plot = { readonly left: number; readonly top: number; readonly width: number; readonly height: number }
export type Point = { readonly x: number; readonly y: number | null }
export type ValueScale = { readonly y: (value: number) => number; readonly ticks: readonly number[] }

const PIXELS_PER_TICK = 48
/** How much of a funnel's step goes by on the way from, and to, the next. */
const SLOPE = 0.18

/** Values to pixels, from the bottom up: zero is always in it, and the ends are round numbers. */
export function valueScale(values: readonly (number | null)[], plot: Pick<Plot, 'top' | 'height'>): ValueScale {
  const known = values.filter((value) => value !== null)
  const low = Math.min(0, ...known)
  const high = Math.max(0, ...known)
  const ticks = low === high ? [0] : roundTicks(low, high, Math.max(2, Math.round(plot.height / PIXELS_PER_TICK)))
  const [from, to] = low === high ? [0, 1] : [ticks[0] ?? 0, ticks.at(-1) ?? 1]
  return { ticks, y: (value) => plot.top + (plot.height * (to - value)) / (to - from) }
}

/** About `count` multiples of 1, 2 or 5 times a power of ten, the first at or below `low`, the last at or above `high`. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((times) => rough <= power * times * 1.2) ?? 10)
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)]
  // Rounded, because 3 × 0.1 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}

/** Where the row of an index stands when rows are points of a line: the first at the left end, the last at the right one. */
export function pointX(index: number, count: number, plot: Pick<Plot, 'left' | 'width'>): number {
  return count < 2 ? plot.left + plot.width / 2 : plot.left + (plot.width * index) / (count - 1)
}

/** The same when rows are bars: each has a band of its own, and this is its middle. */
export function bandX(index: number, count: number, plot: Pick<Plot, 'left' | 'width'>): number {
  return plot.left + (plot.width * (index + 0.5)) / Math.max(1, count)
}

/** Which row a pixel is nearest to; always one that exists (0 when there is none). */
export function nearestPoint(pixel: number, count: number, plot: Pick<Plot, 'left' | 'width'>): number {
  if (count < 2 || plot.width <= 0) return 0
  return clamp(Math.round(((pixel - plot.left) / plot.width) * (count - 1)), 0, count - 1)
}

export function nearestBand(pixel: number, count: number, plot: Pick<Plot, 'left' | 'width'>): number {
  if (count < 2 || plot.width <= 0) return 0
  return clamp(Math.floor(((pixel - plot.left) / plot.width) * count), 0, count - 1)
}

/** Which rows have a label below the axis: evenly spaced, at least `gap` pixels apart, the first among them. */
export function labelledRows(count: number, width: number, gap: number): number[] {
  if (count <= 0) return []
  const room = Math.max(1, Math.floor(width / gap))
  const step = Math.max(1, Math.ceil(count / room))
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step)
}

export function linePath(points: readonly Point[]): string {
  return (
    line<Point>()
      .defined(isKnown)
      .x((point) => point.x)
      .y(heightOf)
      .curve(curveMonotoneX)([...points]) ?? ''
  )
}

export function areaPath(points: readonly Point[], baseline: number): string {
  return (
    area<Point>()
      .defined(isKnown)
      .x((point) => point.x)
      .y0(baseline)
      .y1(heightOf)
      .curve(curveMonotoneX)([...points]) ?? ''
  )
}

export type Segment<K extends string> = { readonly key: K; readonly from: number; readonly to: number }

/** Bars on top of each other: what is positive upwards from zero, what is negative downwards. Nothing for zero and unknown. */
export function stackRow<K extends string>(row: ChartRow<K>, series: readonly ChartSeries<K>[]): Segment<K>[] {
  let up = 0
  let down = 0
  return series.flatMap(({ key }) => {
    const value = valueOf(row, key)
    if (value === null || value === 0) return []
    const from = value > 0 ? up : down
    if (value > 0) up += value
    else down += value
    return [{ key, from, to: from + value }]
  })
}

/** The ends of all stacks, which the value axis has to hold. */
export function stackEnds<K extends string>(rows: readonly ChartRow<K>[], series: readonly ChartSeries<K>[]): number[] {
  return rows.flatMap((row) => stackRow(row, series).map((segment) => segment.to))
}

/** Left edges and width of bars that stand beside each other in one band; never thinner than a pixel, never wider than 40. */
export function barsInBand(band: number, groups: number): { readonly width: number; readonly offsets: readonly number[] } {
  const inner = band * (band > 8 ? 0.72 : 0.9)
  const width = clamp(inner / Math.max(1, groups), 1, 40)
  const start = (-width * groups) / 2
  return { width, offsets: Array.from({ length: groups }, (_, index) => start + index * width) }
}

/** The band of a funnel, mirrored around its middle: as high at each step as the step is of the largest; steps meet in curves. */
export function funnelPath(values: readonly number[], width: number, height: number): string {
  const largest = Math.max(...values, 0)
  if (values.length === 0 || largest <= 0) return ''
  const step = width / values.length
  const last = values.length - 1
  const knots = values.flatMap((value, index) => {
    const half = Math.max(1, ((Math.max(0, value) / largest) * height) / 2)
    const [before, after] = [index === 0 ? 0 : SLOPE, index === last ? 0 : SLOPE]
    return [
      { x: step * (index + before), half },
      { x: step * (index + 1 - after), half },
    ]
  })
  const middle = height / 2
  const band = area<{ x: number; half: number }>()
    .x((knot) => knot.x)
    .y0((knot) => middle + knot.half)
    .y1((knot) => middle - knot.half)
  return band.curve(curveBumpX)(knots) ?? ''
}

/** How strongly a heat map colours a value, in steps of a tenth, so that equal looks equal: 0 for nothing, 10 for the most. */
export function heatOf(value: number | null, most: number): number {
  if (value === null || value <= 0 || most <= 0) return 0
  return clamp(Math.ceil((value / most) * 10), 1, 10)
}

/** The change from one value to another in parts of the first; null where there is nothing to compare with. */
export function changeOf(now: number | null, before: number | null): number | null {
  if (now === null || before === null || before === 0) return null
  return (now - before) / Math.abs(before)
}

function isKnown(point: Point): boolean {
  return point.y !== null
}

function heightOf(point: Point): number {
  return point.y ?? 0
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}

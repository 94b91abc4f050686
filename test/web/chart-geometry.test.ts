import { expect, test } from 'vitest'
import { hasValues } from '../../web/ui/charts/chart-data.ts'
import { formatX } from '../../web/ui/charts/format-x.ts'
import {
  areaPath, bandX, barsInBand, changeOf, funnelPath, heatOf, labelledRows, linePath, nearestBand, nearestPoint, pointX, roundTicks, stackRow, valueScale,
} from '../../web/ui/charts/geometry.ts'

const plot = { left: 50, top: 10, width: 300, height: 100 }

test.each`
  values              | low     | high
  ${[3, 97]}          | ${0}    | ${100}
  ${[-20, 35]}        | ${-20}  | ${40}
  ${[-5, -1]}         | ${-5}   | ${0}
  ${[0, 0, null]}     | ${0}    | ${1}
  ${[]}               | ${0}    | ${1}
  ${[null, 0.004]}    | ${0}    | ${0.004}
`('an axis for $values begins at or below $low, has zero in it and reaches $high', ({ values, low, high }) => {
  const { y, ticks } = valueScale(values, plot)
  expect(y(low)).toBeLessThanOrEqual(plot.top + plot.height + 1e-9)
  expect(y(high)).toBeGreaterThanOrEqual(plot.top - 1e-9)
  expect(ticks).toContain(0)
  expect(Math.min(...ticks.map((tick) => y(tick)))).toBeGreaterThanOrEqual(plot.top - 1e-9)
})

test.each`
  low       | high         | count | ticks
  ${0}      | ${97}        | ${5}  | ${[0, 20, 40, 60, 80, 100]}
  ${0}      | ${1}         | ${3}  | ${[0, 0.5, 1]}
  ${0}      | ${0.3}       | ${3}  | ${[0, 0.1, 0.2, 0.3]}
  ${-20}    | ${35}        | ${3}  | ${[-20, 0, 20, 40]}
  ${-6}     | ${0}         | ${2}  | ${[-10, -5, 0]}
  ${0}      | ${7}         | ${5}  | ${[0, 2, 4, 6, 8]}
  ${0}      | ${123456789} | ${4}  | ${[0, 50000000, 100000000, 150000000]}
`('from $low to $high there are $ticks', ({ low, high, count, ticks }) => {
  expect(roundTicks(low, high, count)).toEqual(ticks)
})

test('ticks are never far from as many as wanted, whatever the range', () => {
  for (let exponent = -6; exponent <= 12; exponent++) {
    for (let times = 1; times < 10; times += 0.37) {
      const ticks = roundTicks(0, times * 10 ** exponent, 5)
      expect(ticks.length, `${times}e${exponent}`).toBeGreaterThanOrEqual(3)
      expect(ticks.length, `${times}e${exponent}`).toBeLessThanOrEqual(8)
    }
  }
})

test('every row is nearest to where it is drawn, and there is always a nearest one', () => {
  for (const count of [1, 2, 7, 365]) {
    for (let index = 0; index < count; index++) {
      expect(nearestPoint(pointX(index, count, plot), count, plot)).toBe(index)
      expect(nearestBand(bandX(index, count, plot), count, plot)).toBe(index)
    }
  }
  expect([-1e9, 1e9].map((pixel) => nearestPoint(pixel, 30, plot))).toEqual([0, 29])
  expect([-1e9, 1e9].map((pixel) => nearestBand(pixel, 30, plot))).toEqual([0, 29])
  expect([nearestPoint(60, 0, plot), nearestBand(60, 5, { left: 0, width: 0 })]).toEqual([0, 0])
})

test('labels keep their distance, and a wide chart names every row', () => {
  expect(labelledRows(5, 500, 72)).toEqual([0, 1, 2, 3, 4])
  expect(labelledRows(30, 300, 72)).toEqual([0, 8, 16, 24])
  expect(labelledRows(30, 10, 72)).toEqual([0])
  expect(labelledRows(0, 300, 72)).toEqual([])
})

test('a line has a gap where nothing is known', () => {
  const path = linePath([{ x: 0, y: 1 }, { x: 1, y: 2 }, { x: 2, y: null }, { x: 3, y: 1 }, { x: 4, y: 0 }])
  expect(path.match(/M/g)).toHaveLength(2)
  expect(linePath([])).toBe('')
  expect(areaPath([{ x: 0, y: 1 }, { x: 1, y: 2 }], 10)).toMatch(/Z$/)
})

test('stacks go up from zero and down from zero', () => {
  const series = [{ key: 'cpa', label: 'CPA' }, { key: 'share', label: 'Share' }, { key: 'back', label: 'Back' }, { key: 'none', label: 'None' }] as const
  expect(stackRow({ x: 'a', cpa: 3, share: 2, back: -4, none: null }, series)).toEqual([
    { key: 'cpa', from: 0, to: 3 },
    { key: 'share', from: 3, to: 5 },
    { key: 'back', from: 0, to: -4 },
  ])
})

test('bars stand in the middle of their band, in it, and can be seen', () => {
  for (const [band, groups] of [[100, 1], [100, 3], [12, 2], [3, 1]] as const) {
    const { width, offsets } = barsInBand(band, groups)
    expect(offsets).toHaveLength(groups)
    expect((offsets[0] ?? 0) + (offsets.at(-1) ?? 0) + width).toBeCloseTo(0)
    expect(width * groups).toBeLessThanOrEqual(band)
    expect(width).toBeGreaterThanOrEqual(1)
  }
})

test('a funnel keeps to its box, and is nothing without a first step', () => {
  const numbers = (funnelPath([1000, 120, 0], 300, 90).match(/-?\d+(\.\d+)?/g) ?? []).map(Number)
  expect(Math.max(...numbers)).toBe(300)
  expect(Math.min(...numbers)).toBe(0)
  expect([funnelPath([], 300, 90), funnelPath([0, 0], 300, 90)]).toEqual(['', ''])
})

test('heat and change', () => {
  expect([heatOf(0, 50), heatOf(1, 50), heatOf(25, 50), heatOf(50, 50), heatOf(null, 50), heatOf(-3, 50)]).toEqual([0, 1, 5, 10, 0, 0])
  expect([changeOf(150, 100), changeOf(50, 100), changeOf(-50, -100), changeOf(5, 0), changeOf(null, 3)]).toEqual([0.5, -0.5, 0.5, null, null])
})

test('days and months are told as days and months, in whatever zone the reader is', () => {
  expect([formatX('2026-11-01', 'short', 'en'), formatX('2026-11', 'long', 'en'), formatX('Meta Ads', 'short', 'en')]).toEqual(['Nov 1', 'November 2026', 'Meta Ads'])
  expect(formatX('2026-11-01', 'long', 'es')).toContain('1 nov 2026')
})

test('zeros are something to show, unknown values are not', () => {
  const series = [{ key: 'clicks', label: 'Clicks' }] as const
  expect(hasValues([{ x: '2026-11-01', clicks: 0 }], series)).toBe(true)
  expect(hasValues([{ x: '2026-11-01', clicks: null }], series)).toBe(false)
  expect(hasValues([], series)).toBe(false)
})

import assert from 'node:assert/strict'
import { divideHalfAwayFromZero, type Micros, microsPerMinor } from '../../money/amounts.ts'
import { PPM } from '../../money/rates.ts'
import type { TierBand, Tiers } from './plan-terms.ts'

/** An exact amount in millionths of a major unit. The denominator is positive. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

/**
 * The share that the aggregates of a window earn, in minor units, rounded once. A line is the difference of two such totals, so that the
 * lines of a window add up to the share of its final aggregates (docs/commission-rules.md, "Revenue share").
 * `base` is what this version's customers brought; `metric` is the tier metric over all versions (millionths, or a count).
 */
export function shareOf(tiers: Tiers, base: Micros, metric: bigint, currency: string): bigint {
  const { numerator, denominator } = exactShareOf(tiers, base, metric)
  return divideHalfAwayFromZero(numerator, denominator * microsPerMinor(currency))
}

/** The same share before rounding. */
export function exactShareOf(tiers: Tiers, base: Micros, metric: bigint): Fraction {
  const { bands } = tiers
  if (tiers.application === 'whole' || bands.length === 1 || metric <= 0n) {
    return { numerator: base * bandOf(tiers, metric).ratePpm, denominator: PPM }
  }
  const sliced = sumOfSlices(bands, metric)
  // When several versions share the metric, each rates its own base at the average rate that its bands give the whole metric.
  return base === metric ? { numerator: sliced, denominator: PPM } : { numerator: sliced * base, denominator: PPM * metric }
}

/** The band that a metric has reached, `[from, next from)`. Below 0 that is the first one. */
export function bandOf(tiers: Tiers, metric: bigint): TierBand {
  let reached = tiers.bands[0]
  assert(reached !== undefined, 'tiers have a first band')
  for (const band of tiers.bands) {
    if (band.from > metric) break
    reached = band
  }
  return reached
}

function sumOfSlices(bands: readonly TierBand[], metric: bigint): bigint {
  let sum = 0n
  for (const [index, band] of bands.entries()) {
    if (band.from >= metric) break
    const next = bands[index + 1]
    const end = next === undefined || next.from > metric ? metric : next.from
    sum += (end - band.from) * band.ratePpm
  }
  return sum
}

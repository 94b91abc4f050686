import { isUuid } from '../../../ids.ts'
import { divideHalfAwayFromZero, type Micros } from '../../../money/amounts.ts'
import type { RatePpm } from '../../../money/rates.ts'
import type { Because } from '../../explanation.ts'

/** What is read of an explanation tree. Values that are not there are nothing: stored explanations outlive the code that made them. */
export type Leaves = readonly Because[]

/** The first with a name, or along names: `levelWorth.levelAmount`. */
export function find(leaves: Leaves, path: string): Because | undefined {
  let found: Because | undefined
  let level: Leaves = leaves
  for (const name of path.split('.')) {
    found = level.find((leaf) => leaf.name === name)
    level = found?.because ?? []
  }
  return found
}

/** All with a name, side by side. */
export function named(leaves: Leaves, name: string): Leaves {
  return leaves.filter((leaf) => leaf.name === name)
}

/** All with a name, at any depth. */
export function deep(leaves: Leaves, name: string): Because[] {
  return leaves.flatMap((leaf) => [...(leaf.name === name ? [leaf] : []), ...deep(leaf.because ?? [], name)])
}

/** An amount in millionths; what is finer is rounded, half away from zero. */
export function amountOf(leaf: Because | undefined): Micros {
  if (leaf?.value.as !== 'amount') return 0n
  const { units, scale } = leaf.value
  return scale > MICRO_SCALE ? divideHalfAwayFromZero(units, 10n ** BigInt(scale - MICRO_SCALE)) : units * 10n ** BigInt(MICRO_SCALE - scale)
}

const MICRO_SCALE = 6

export function amountAt(leaves: Leaves, path: string): Micros {
  return amountOf(find(leaves, path))
}

export function countOf(leaf: Because | undefined): bigint {
  return leaf?.value.as === 'count' ? leaf.value.count : 0n
}

export function countAt(leaves: Leaves, path: string): bigint {
  return countOf(find(leaves, path))
}

export function rateOf(leaf: Because | undefined): RatePpm {
  return leaf?.value.as === 'rate' ? leaf.value.ratePpm : 0n
}

/** A fact as text; null where there is none, and for ids, which say nothing to people. */
export function textOf(leaf: Because | undefined): string | null {
  return leaf?.value.as === 'fact' && typeof leaf.value.fact === 'string' && !isUuid(leaf.value.fact) ? leaf.value.fact : null
}

export function textAt(leaves: Leaves, path: string): string | null {
  return textOf(find(leaves, path))
}

export function isTrueAt(leaves: Leaves, path: string): boolean {
  const leaf = find(leaves, path)
  return leaf?.value.as === 'fact' && leaf.value.fact === true
}

export function instantAt(leaves: Leaves, path: string): Date | null {
  const leaf = find(leaves, path)
  return leaf?.value.as === 'instant' ? leaf.value.instant : null
}

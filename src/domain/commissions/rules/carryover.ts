import { type Micros, microsPerMinor } from '../../money/amounts.ts'
import { PPM } from '../../money/rates.ts'
import type { Carryover } from './plan-terms.ts'

/** What one total came to in one period, by itself. */
export interface PeriodTotal {
  /** Periods are counted: the next one's number is one more. */
  readonly month: number
  readonly isEnded: boolean
  readonly terms: Carryover
  readonly base: Micros
  /** What it earned, in minor units. */
  readonly amountMinor: bigint
  /** What it would earn with less base, at the same tier. Minor units. */
  earns(base: Micros): bigint
}

/** A part of what is carried, and the period that it is from. Millionths of base, or minor units of commission. */
export interface CarriedLot {
  readonly from: number
  readonly amount: bigint
}

/** What became of a total in a period. Amounts that are carried are positive: millionths of base, or minor units of commission. */
export interface PeriodCarryover {
  readonly month: number
  readonly terms: Carryover
  readonly carriedIn: readonly CarriedLot[]
  /** How much of it came off the period. */
  readonly used: bigint
  /** What that takes away, zero or negative. Minor units. */
  readonly carryInMinor: bigint
  /** What brings the ended period to zero, zero or positive: it was forgotten, or is carried instead. Minor units. */
  readonly closingMinor: bigint
  /** The most that may be carried; null where there is no limit, and where nothing was added. */
  readonly cap: bigint | null
  readonly beyondCap: bigint
  readonly expired: bigint
  readonly carriedOut: readonly CarriedLot[]
}

/**
 * Follows a total through its periods, ascending: what earlier negatives left comes off a positive period; when a negative one has ended,
 * it is brought to zero, and forgotten or carried. Source: docs/commission-rules.md, "Carryover".
 */
export function carryOver(totals: readonly PeriodTotal[], currency: string): PeriodCarryover[] {
  let lots: readonly CarriedLot[] = []
  let what: Carryover['what'] | null = null
  return totals.map((total, index) => {
    const isSame = total.terms.mode === 'carry' && total.terms.what === what
    what = total.terms.what
    const result = carryThrough(total, isSame ? lots : [], totals.slice(0, index), currency)
    lots = result.carriedOut
    return result
  })
}

function carryThrough(total: PeriodTotal, before: readonly CarriedLot[], earlier: readonly PeriodTotal[], currency: string): PeriodCarryover {
  const { month, terms, isEnded } = total
  const carriedIn = before.filter((lot) => isAlive(lot, terms, month))
  const used = least(sumOf(carriedIn), roomFor(total))
  const amountMinor = used === 0n ? total.amountMinor : terms.what === 'base' ? total.earns(total.base - used) : total.amountMinor - used
  const carryInMinor = amountMinor - total.amountMinor
  const left = taken(carriedIn, used)
  const result = { month, terms, carriedIn, used, carryInMinor }
  if (!isEnded) return { ...result, closingMinor: 0n, cap: null, beyondCap: 0n, expired: 0n, carriedOut: [] }
  const kept = left.filter((lot) => isAlive(lot, terms, month + 1))
  const negative = negativeOf(total)
  const cap = negative === 0n ? null : capOf(terms, earlier, currency)
  const carriedOut = limited(negative === 0n ? kept : [...kept, { from: month, amount: negative }], cap)
  return {
    ...result,
    closingMinor: amountMinor < 0n ? -amountMinor : 0n,
    cap,
    beyondCap: sumOf(kept) + negative - sumOf(carriedOut),
    expired: sumOf(left) - sumOf(kept),
    carriedOut,
  }
}

function isAlive({ from }: CarriedLot, { expiryMonths }: Carryover, month: number): boolean {
  return expiryMonths === null || month <= from + expiryMonths
}

/** How much of a period can be used up by what is carried into it. */
function roomFor({ terms, base, amountMinor }: PeriodTotal): bigint {
  if (terms.what === 'commission') return amountMinor > 0n ? amountMinor : 0n
  // Where customers of several rates make a loss of a positive base there is nothing that a smaller base would take away.
  return base > 0n && amountMinor >= 0n ? base : 0n
}

/** What a period that has ended adds to what is carried. A base is carried when it and what it earned are not positive. */
function negativeOf({ terms, base, amountMinor }: PeriodTotal): bigint {
  if (terms.mode === 'reset') return 0n
  if (terms.what === 'commission') return amountMinor < 0n ? -amountMinor : 0n
  return base < 0n && amountMinor <= 0n ? -base : 0n
}

/** At most this much is carried on; null = all. An average of no months, or of a loss, is nothing; averages are rounded down. */
function capOf({ cap, what }: Carryover, earlier: readonly PeriodTotal[], currency: string): bigint | null {
  if (cap === null) return null
  if ('amount' in cap) return what === 'base' ? cap.amount : cap.amount / microsPerMinor(currency)
  const sum = earlier.reduce((total, { base, amountMinor }) => total + (what === 'base' ? base : amountMinor), 0n)
  return sum <= 0n ? 0n : (sum * cap.averageMonthsPpm) / (BigInt(earlier.length) * PPM)
}

/** What the cap leaves: what is carried longest is kept, because it expires first. */
function limited(lots: readonly CarriedLot[], cap: bigint | null): CarriedLot[] {
  return cap === null ? [...lots] : firstOf(lots, cap)
}

function firstOf(lots: readonly CarriedLot[], most: bigint): CarriedLot[] {
  let room = most
  return lots.flatMap((lot) => {
    const amount = least(lot.amount, room)
    room -= amount
    return amount > 0n ? { ...lot, amount } : []
  })
}

/** What is left of lots after some of them was used, the oldest first. */
function taken(lots: readonly CarriedLot[], used: bigint): CarriedLot[] {
  let open = used
  return lots.flatMap((lot) => {
    const part = least(lot.amount, open)
    open -= part
    return lot.amount > part ? { ...lot, amount: lot.amount - part } : []
  })
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

/** What lots come to. */
export function sumOf(lots: readonly CarriedLot[]): bigint {
  return lots.reduce((sum, { amount }) => sum + amount, 0n)
}

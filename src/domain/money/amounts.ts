import assert from 'node:assert/strict'
import { minorDigits } from './currencies.ts'

/** Millionths of a major unit: the precision of transaction amounts and of every base that a commission is computed from. */
export type Micros = bigint

export const MICROS_PER_MAJOR = 1_000_000n

/** Amounts on the wire are smaller than this, in major units. */
export const MAX_WIRE_AMOUNT = 1e13

const MICRO_DIGITS = 6
const MAX_WIRE_MICROS = 10_000_000_000_000n * MICROS_PER_MAJOR

declare global {
  interface JSON {
    /** ES2026: a value that JSON.stringify prints as exactly this text. */
    rawJSON(text: string): unknown
  }
}

/** Rounds halves away from zero. Symmetric on purpose: reversing a commission gives back exactly what was accrued. */
export function divideHalfAwayFromZero(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n)
  const magnitude = numerator < 0n ? -numerator : numerator
  const rounded = (magnitude * 2n + denominator) / (denominator * 2n)
  return numerator < 0n ? -rounded : rounded
}

/**
 * Reads a wire number as millionths: the double's decimal text of 15 significant digits, rounded half away from zero to 6 decimals.
 * Null for NaN, infinities and magnitudes from 10^13 (docs/commission-rules.md, "Numbers").
 */
export function microsFromNumber(value: number): Micros | null {
  const scaled = value * 1e6
  const nearest = Math.round(scaled)
  // Below 10^14 the product's error and the 15-digit rounding together move `scaled` by less than 0.06, so a fraction under 0.4
  // rounds as the decimal text does. This is every amount with cents; the rest takes the exact way.
  if (Math.abs(scaled) < 1e14 && Math.abs(scaled - nearest) < 0.4) return BigInt(nearest)
  const decimal = decimalOf(value)
  if (decimal === null) return null
  const micros = scaleRounded(decimal, MICRO_DIGITS)
  return micros >= MAX_WIRE_MICROS || micros <= -MAX_WIRE_MICROS ? null : micros
}

/** Reads a number of one of our own resources in minor units. Null when it is finer than the currency's minor unit, or no amount at all. */
export function minorFromNumberExact(value: number, currency: string): bigint | null {
  const decimal = decimalOf(value)
  if (decimal === null) return null
  const shift = decimal.exponent + minorDigits(currency)
  if (shift >= 0) return decimal.digits * 10n ** BigInt(shift)
  if (decimal.digits === 0n) return 0n
  // 15 digits have at most 14 trailing zeros, so anything shifted further is finer than the minor unit.
  if (shift < -15) return null
  const divisor = 10n ** BigInt(-shift)
  return decimal.digits % divisor === 0n ? decimal.digits / divisor : null
}

interface Decimal {
  /** At most 15 digits, signed. */
  readonly digits: bigint
  /** The value is digits × 10^exponent. */
  readonly exponent: number
}

function decimalOf(value: number): Decimal | null {
  if (!Number.isFinite(value) || Math.abs(value) >= MAX_WIRE_AMOUNT) return null
  // toExponential rounds the double's exact value to 15 digits, exact halves away from zero: "-1.23456789012345e+2".
  const text = value.toExponential(14)
  if (Math.abs(Number(text)) >= MAX_WIRE_AMOUNT) return null
  const mark = text.indexOf('e')
  return { digits: BigInt(text.slice(0, mark).replace('.', '')), exponent: Number(text.slice(mark + 1)) - 14 }
}

function scaleRounded(decimal: Decimal, scale: number): bigint {
  const shift = decimal.exponent + scale
  if (shift >= 0) return decimal.digits * 10n ** BigInt(shift)
  // 15 digits shifted by more than 16 places are below one half.
  return shift < -16 ? 0n : divideHalfAwayFromZero(decimal.digits, 10n ** BigInt(-shift))
}

/** Rounds millionths to the currency's minor unit, half away from zero. */
export function microsToMinor(micros: Micros, currency: string): bigint {
  return divideHalfAwayFromZero(micros, microsPerMinor(currency))
}

/** Minor units as millionths, exactly. */
export function minorToMicros(minor: bigint, currency: string): Micros {
  return minor * microsPerMinor(currency)
}

/** How many millionths the minor unit of a currency has: 10,000 for EUR, 1,000,000 for JPY. */
export function microsPerMinor(currency: string): bigint {
  return POWERS_OF_TEN[MICRO_DIGITS - minorDigits(currency)] ?? assert.fail(`more digits than a millionth has: ${currency}`)
}

/** Looked up, not computed: every rounding asks for one. */
const POWERS_OF_TEN = [1n, 10n, 100n, 1_000n, 10_000n, 100_000n, 1_000_000n] as const

/** Exact decimal text in major units, without trailing zeros: `12.5`, `0`, `-3.25`. */
export function microsToText(micros: Micros): string {
  return scaledToText(micros, MICRO_DIGITS)
}

/** Exact decimal text in major units, without trailing zeros: 1250 of EUR is `12.5`. */
export function minorToText(minor: bigint, currency: string): string {
  return scaledToText(minor, minorDigits(currency))
}

/** Exact decimal text in major units with all digits of the currency: 1250 of EUR is `12.50`. For files and signed documents. */
export function minorToFixedText(minor: bigint, currency: string): string {
  const scale = minorDigits(currency)
  const digits = (minor < 0n ? -minor : minor).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return minor < 0n ? `-${text}` : text
}

/** The decimal text of `units` × 10^-`scale`, without trailing zeros. */
export function scaledToText(units: bigint, scale: number): string {
  const isNegative = units < 0n
  const digits = (isNegative ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  let end = digits.length
  while (end > whole.length && digits.charCodeAt(end - 1) === 48) end -= 1
  const text = end === whole.length ? whole : `${whole}.${digits.slice(whole.length, end)}`
  return isNegative ? `-${text}` : text
}

/** A JSON number with exactly these digits, for amounts that a double would not hold. Answers print exact decimals. */
export function exactNumber(text: string): unknown {
  return JSON.rawJSON(text)
}

/**
 * Splits a total by weights; the parts add up to it (largest remainder, ties to the earlier part). Symmetric: a negative total gives the
 * negated parts. Weights are not negative and one is positive.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0n)
  assert(weightSum > 0n && weights.every((weight) => weight >= 0n), 'an allocation needs weights')
  if (total < 0n) return allocate(-total, weights).map((part) => -part)
  const parts = weights.map((weight) => (total * weight) / weightSum)
  const remainders = weights.map((weight, index) => ({ index, remainder: (total * weight) % weightSum }))
  remainders.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1))
  const left = total - parts.reduce((sum, part) => sum + part, 0n)
  for (const { index } of remainders.slice(0, Number(left))) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

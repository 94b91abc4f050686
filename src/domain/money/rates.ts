import { scaledToText } from './amounts.ts'

/** Parts per million: 1 % is 10,000. */
export type RatePpm = bigint

export const PPM = 1_000_000n

/** Exchange rates are kept in billionths. */
export const RATE_DECIMALS = 9
export const PPB = 1_000_000_000n

/** A percent with 4 decimals is exactly one part per million. */
const PERCENT_DECIMALS = 4
const PERCENT_PATTERN = /^(\d{1,7})(?:\.(\d{1,4}))?$/

/** Reads a rate written in percent (`"25"`, `"7.5"`, at most 4 decimals, no sign). Null when the text is none. */
export function ratePpmFromText(text: string): RatePpm | null {
  const match = PERCENT_PATTERN.exec(text)
  if (match === null) return null
  return BigInt((match[1] ?? '') + (match[2] ?? '').padEnd(PERCENT_DECIMALS, '0'))
}

/** Writes a rate in percent, without trailing zeros: 75,000 is `7.5`. */
export function ratePpmToText(ratePpm: RatePpm): string {
  return scaledToText(ratePpm, PERCENT_DECIMALS)
}

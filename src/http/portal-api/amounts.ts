import { exactNumber, microsToText, minorToText } from '../../domain/money/amounts.ts'

/** Minor units as an answer has them: an exact number of major units. */
export function money(minor: bigint, currency: string): unknown {
  return exactNumber(minorToText(minor, currency))
}

/** Millionths of a major unit as an answer has them. */
export function decimal(micros: bigint): unknown {
  return exactNumber(microsToText(micros))
}

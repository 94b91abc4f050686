import { divideHalfAwayFromZero } from '../money/amounts.ts'
import { minorDigits } from '../money/currencies.ts'
import { PPB } from '../money/rates.ts'

/** What a column of amounts holds. */
const LARGEST_MINOR = 2n ** 63n - 1n

/**
 * What an amount of the program's currency `from` is in the currency `to` of a payout method; both in minor units by ISO 4217. `ratePpb`
 * is what one unit of `to` is worth in `from`, in billionths. Rounded once, half away from zero. Null when nothing can be paid like that:
 * it comes to less than half of the smallest unit, or to more than an amount can be.
 */
export function convertForPayout(amountMinor: bigint, from: string, to: string, ratePpb: bigint): bigint | null {
  const worth = ratePpb * 10n ** BigInt(minorDigits(from))
  const converted = divideHalfAwayFromZero(amountMinor * PPB * 10n ** BigInt(minorDigits(to)), worth)
  return converted <= 0n || converted > LARGEST_MINOR ? null : converted
}

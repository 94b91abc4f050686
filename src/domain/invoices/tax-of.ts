import { divideHalfAwayFromZero } from '../money/amounts.ts'
import { PPM, type RatePpm } from '../money/rates.ts'
import type { TaxProfile } from './tax-profile.ts'

/** The tax of an amount, in minor units, and the rates that it was worked out with. */
export interface Tax {
  readonly vatRatePpm: RatePpm
  /** Comes on top of the net; has its sign. */
  readonly vatMinor: bigint
  /** The net is taxed where who receives the service is: no VAT, but a note. */
  readonly isReverseCharge: boolean
  readonly withholdingRatePpm: RatePpm
  /** Is kept back; has the sign of the net. */
  readonly withheldMinor: bigint
}

/** Of who has no tax profile. */
export const NO_TAX: Tax = { vatRatePpm: 0n, vatMinor: 0n, isReverseCharge: false, withholdingRatePpm: 0n, withheldMinor: 0n }

/**
 * VAT and withholding of a net amount, each rounded once, half away from zero: of a negative net they are what the positive one's are,
 * negated. VAT only of who has a tax id, and not with reverse charge; both of the same net. Without a profile there is no tax. Rules: docs/invoices.md.
 */
export function taxOf(profile: Pick<TaxProfile, 'taxId' | 'vatRatePpm' | 'reverseCharge' | 'withholdingRatePpm'> | null | undefined, netMinor: bigint): Tax {
  if (profile === null || profile === undefined) return NO_TAX
  const { withholdingRatePpm, reverseCharge: isReverseCharge } = profile
  const vatRatePpm = profile.taxId === null || isReverseCharge ? 0n : profile.vatRatePpm
  return { vatRatePpm, vatMinor: part(netMinor, vatRatePpm), isReverseCharge, withholdingRatePpm, withheldMinor: part(netMinor, withholdingRatePpm) }
}

function part(netMinor: bigint, ratePpm: RatePpm): bigint {
  return divideHalfAwayFromZero(netMinor * ratePpm, PPM)
}

import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import type { PayoutDetails } from './payout-details.ts'
import type { PayoutMethod } from './payout-method.ts'

type Place = Pick<PayoutMethod, 'programId' | 'affiliateId' | 'id'>

/**
 * The details of a method, in the clear: for who pays, and nobody else. Throws `payout_details_unreadable`: they were erased, or sealed with
 * a key that is gone, or are not this method's.
 */
export function openDetails(secretBox: SecretBox, method: Place & Pick<PayoutMethod, 'kind' | 'sealedDetails'>): PayoutDetails {
  const text = method.sealedDetails === null ? null : secretBox.open(method.sealedDetails, placeOf(method))
  if (text === null) throw new DomainError('payout_details_unreadable')
  // What is authentic was written by sealDetails.
  const details = JSON.parse(text) as PayoutDetails
  if (details.kind !== method.kind) throw new DomainError('payout_details_unreadable')
  return details
}

export function sealDetails(secretBox: SecretBox, place: Place, details: PayoutDetails): Buffer {
  return secretBox.seal(JSON.stringify(details), placeOf(place))
}

/** Sealed details cannot be moved to another method, affiliate or program. */
function placeOf({ programId, affiliateId, id }: Place): string {
  return `payout method ${programId} ${affiliateId} ${id}`
}

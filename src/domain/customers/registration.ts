import type { ErrorCode } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { Customer } from './customer.ts'

/** A sign-up as an operator, or a page of its brand, reports it: shape checked, nothing resolved. Null = not sent. */
export interface Registration {
  /** At least one of the two; both must name the same brand. */
  readonly brandId: Uuid | null
  readonly externalBrandId: string | null
  readonly externalId: string
  readonly registeredAt: Date
  /** As sent; may be anything. */
  readonly clickKey: string | null
  readonly couponCode: string | null
  readonly referralCode: string | null
  /** Attribution by hand: the operator's own ids of an affiliate and one of its trackers. */
  readonly manual: { readonly affiliateExternalId: string, readonly trackerExternalId: string | null } | null
  /** Attribution by hand: our own id of an affiliate. */
  readonly affiliateId?: Uuid
  readonly username: string | null
  readonly country: string | null
  readonly countryCode: string | null
  readonly registerIp: string | null
  readonly referringUrl: string | null
  readonly customParameter: string | null
  readonly category: string | null
  readonly label: string | null
  readonly revShareExcluded: boolean | null
  readonly cpaExcluded: boolean | null
  readonly importId: Uuid | null
  /** A page said so, which anybody can imitate: the customer is held until the operator confirms it. */
  readonly isUnverified?: true
  /** Who sent it, as in the audit. */
  readonly createdBy: string
}

/** What became of a registration. A refused one left no trace. */
export type RegistrationResult =
  | { readonly outcome: 'created' | 'existing', readonly customer: Customer }
  | RegistrationFailure

export interface RegistrationFailure {
  readonly outcome: 'failed'
  readonly code: ErrorCode
  readonly message: string
}

export function failed(code: ErrorCode, message: string): RegistrationFailure {
  return { outcome: 'failed', code, message }
}

import { DomainError } from '../errors.ts'

/**
 * What a change of where money goes is allowed by: an operator who says why, or the affiliate itself, who has signed in with a second factor
 * just now. A session alone is not enough: taking it over would take the money.
 */
export type Proof =
  | { readonly kind: 'operator'; readonly reason: string }
  | { readonly kind: 'fresh_sign_in'; readonly at: Date; readonly secondFactor: boolean }

const FRESH_MS = 5 * 60_000
/** By how much the clocks of two instances may differ. */
const SKEW_MS = 5_000

/** `now` is the wall clock's: sign-ins know no other. Throws `fresh_sign_in_required` and `invalid_request` (no proof at all). */
export function requireProof(proof: Proof | null, now: Date): Proof {
  if (proof === null || (proof.kind === 'operator' && proof.reason.trim() === '')) {
    throw new DomainError('invalid_request', { errors: [{ path: 'reason', code: 'required', message: 'Expected why: this changes where money goes.' }] })
  }
  if (proof.kind === 'fresh_sign_in' && !isFresh(proof, now)) throw new DomainError('fresh_sign_in_required')
  return proof
}

function isFresh({ at, secondFactor }: { readonly at: Date; readonly secondFactor: boolean }, now: Date): boolean {
  const ageMs = now.getTime() - at.getTime()
  return secondFactor && ageMs <= FRESH_MS && ageMs >= -SKEW_MS
}

import { DomainError } from '../errors.ts'
import type { Proof } from '../payout-methods/proof.ts'
import type { PortalSession } from './portal-credential.ts'

const FRESH_MS = 5 * 60_000

/** What a session proves when it changes where money goes: the older of its two proofs counts. */
export function proofOf({ freshAt, secondFactorAt }: PortalSession): Proof {
  const at = freshAt === null || secondFactorAt === null ? new Date(0) : freshAt < secondFactorAt ? freshAt : secondFactorAt
  return { kind: 'fresh_sign_in', at, secondFactor: secondFactorAt !== null }
}

/**
 * Makes sure that who changes how one signs in has proven just now to be the user: with the second factor, where there is one. Throws
 * `fresh_sign_in_required`.
 */
export function requireFresh({ freshAt, secondFactorAt }: PortalSession, hasSecondFactor: boolean, now: Date): void {
  if (isFresh(freshAt, now) && (!hasSecondFactor || isFresh(secondFactorAt, now))) return
  throw new DomainError('fresh_sign_in_required', { message: hasSecondFactor ? WITH_CODE : 'This takes your password once more.' })
}

const WITH_CODE = 'This takes your password and a code once more.'

function isFresh(at: Date | null, now: Date): boolean {
  return at !== null && now.getTime() - at.getTime() <= FRESH_MS
}

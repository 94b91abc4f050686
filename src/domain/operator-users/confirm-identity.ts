import type { AppContext } from '../../app/context.ts'
import { isOperatorPassword } from '../access/hash-operator-password.ts'
import { accountHash, clearTries, countTry } from '../access/sign-in-tries.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { hasSecondFactor, readAccount } from './account.ts'
import { renewSession, type SignInPlace } from './start-session.ts'
import { type GivenCode, spendCode } from './spend-code.ts'

/** Whose session it is. */
export interface SessionOwner {
  readonly userId: Uuid
  readonly sessionId: Uuid
}

/**
 * A fresh sign-in within a session: the password and, where there is one, the second factor once more. The session goes on under a new
 * identifier. Throws `sign_in_refused`, `wrong_code`, `rate_limited`, and `state_conflict` when there is nothing to prove it with.
 */
export async function confirmIdentity(
  context: Pick<AppContext, 'db' | 'clock' | 'secretBox'>,
  owner: SessionOwner,
  place: SignInPlace,
  given: { readonly password: string; readonly code?: GivenCode | undefined },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const { db, clock, secretBox } = context
  const now = clock.now()
  const account = await db.shared((tx) => readAccount(tx, owner.userId))
  const attempt = { account: accountHash('operator', account.emailFolded), network: place.network, deviceToken: place.deviceToken, now }
  if (account.passwordHash === null) throw new DomainError('state_conflict', { message: 'Set a password first, or use your passkey.' })
  await db.shared((tx) => countTry(tx, attempt))
  if (!(await isOperatorPassword(given.password, account.passwordHash))) throw new DomainError('sign_in_refused', { message: 'The password is wrong.' })
  return db.shared(async (tx) => {
    const { code } = given
    if (code === undefined && hasSecondFactor(account)) throw new DomainError('wrong_code')
    if (code !== undefined) await spendCode(tx, secretBox, account, code, now)
    await clearTries(tx, attempt)
    return renewSession(tx, owner.sessionId, { freshAt: now, ...(code === undefined ? {} : { secondFactorAt: now }) })
  })
}

/** How long a sign-in is fresh. */
const FRESH_MS = 5 * 60_000

/** Whether somebody proved who they are within five minutes. */
export function isFresh(at: Date | null, now: Date): boolean {
  return at !== null && Math.abs(now.getTime() - at.getTime()) <= FRESH_MS
}

/** Throws `fresh_sign_in_required`. */
export function requireFresh(at: Date | null, now: Date): void {
  if (!isFresh(at, now)) throw new DomainError('fresh_sign_in_required', { message: 'This takes a sign-in of the last five minutes.' })
}

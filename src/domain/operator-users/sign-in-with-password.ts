import type { AppContext } from '../../app/context.ts'
import { endSession } from '../access/end-session.ts'
import { foldEmail } from '../access/fold-email.ts'
import { isOperatorPassword } from '../access/hash-operator-password.ts'
import { accountHash, countTry } from '../access/sign-in-tries.ts'
import { DomainError } from '../errors.ts'
import { type Account, findAccountByEmail, hasSecondFactor } from './account.ts'
import { completeSignIn, type SignedIn } from './complete-sign-in.ts'
import { programToStartIn } from './programs-of-user.ts'
import { type SignInPlace, startSession } from './start-session.ts'

/** What a second factor can be given with. */
export type SecondFactor = 'totp' | 'recovery_code' | 'passkey'

/** Either in, or half: the token opens nothing but the question for the second factor. */
export type PasswordOutcome = ({ readonly state: 'signed_in' } & SignedIn) | { readonly state: 'second_factor'; readonly token: string; readonly expiresAt: Date; readonly methods: readonly SecondFactor[] }

/**
 * Signs in with address and password. An unknown address costs the same work and is answered like a wrong password. Throws `sign_in_refused`
 * and `rate_limited`.
 */
export async function signInWithPassword(
  context: Pick<AppContext, 'db' | 'clock'>,
  { email, password, place }: { readonly email: string; readonly password: string; readonly place: SignInPlace },
): Promise<PasswordOutcome> {
  const { db, clock } = context
  const emailFolded = foldEmail(email) ?? email.toLowerCase()
  const now = clock.now()
  const account = await db.shared(async (tx) => {
    await countTry(tx, { account: accountHash('operator', emailFolded), network: place.network, deviceToken: place.deviceToken, now })
    return findAccountByEmail(tx, emailFolded)
  })
  const isRight = await isOperatorPassword(password, account?.passwordHash ?? null)
  if (account === null || !isRight || account.disabledAt !== null) throw new DomainError('sign_in_refused')
  return db.shared(async (tx) => {
    if (!hasSecondFactor(account)) return { state: 'signed_in', ...(await completeSignIn(tx, { account, place, method: 'password', now })) }
    const programId = await programToStartIn(tx, account.id)
    if (place.sessionToken !== undefined) await endSession(tx, place.sessionToken, now)
    const { token, expiresAt } = await startSession(tx, { userId: account.id, programId, place, awaitsSecondFactor: true, now })
    return { state: 'second_factor', token, expiresAt, methods: methodsOf(account) }
  })
}

/** What this user has. */
export function methodsOf({ sealedTotp, passkeys, recoveryCodes }: Account): SecondFactor[] {
  const has: readonly [SecondFactor, boolean][] = [['totp', sealedTotp !== null], ['passkey', passkeys > 0], ['recovery_code', recoveryCodes > 0]]
  return has.flatMap(([method, isThere]) => (isThere ? [method] : []))
}

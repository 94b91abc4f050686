import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { accountHash, countTry } from '../access/sign-in-tries.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Account, readAccount } from './account.ts'
import { completeSignIn, type SignedIn } from './complete-sign-in.ts'
import type { SignInPlace } from './start-session.ts'
import { type GivenCode, spendCode } from './spend-code.ts'

/** Codes that one sign-in may try. */
const MOST_TRIES = 5

/**
 * Completes a sign-in that waits for its second factor, under a new identifier. Throws `authentication_required` (nothing waits, or too many
 * codes were wrong: back to the password), `wrong_code` and `rate_limited`.
 */
export async function giveSecondFactor(context: Pick<AppContext, 'db' | 'clock' | 'secretBox'>, place: SignInPlace, given: GivenCode): Promise<SignedIn> {
  const { db, clock, secretBox } = context
  const now = clock.now()
  // Committed before the code is looked at: a refusal must not take the count back.
  const waiting = await db.shared((tx) => countCode(tx, place, now))
  return db.shared(async (tx) => {
    const account = await readAccount(tx, waiting.id)
    const method = await spendCode(tx, secretBox, account, given, now)
    return completeSignIn(tx, { account, place, method, secondFactorAt: now, now })
  })
}

async function countCode(tx: Tx, place: SignInPlace, now: Date): Promise<Account> {
  const account = await waitingAccount(tx, place.sessionToken, now)
  if (account === null) throw new DomainError('authentication_required')
  await countTry(tx, { account: accountHash('operator', account.emailFolded), network: place.network, deviceToken: place.deviceToken, now })
  return account
}

/** Whose sign-in waits under this token, with a try taken from it. */
async function waitingAccount(tx: Tx, token: string | undefined, now: Date): Promise<Account | null> {
  if (token === undefined) return null
  const [session] = await tx.sql<{ operator_user_id: Uuid }>({
    text: `update session s set challenge_tries = challenge_tries + 1 from operator_user u
      where s.token_hash = $1 and s.ended_at is null and s.challenge_until > $2 and s.challenge_tries < $3 and u.id = s.operator_user_id and u.disabled_at is null
      returning s.operator_user_id`,
    values: [hashSecret(token), now, MOST_TRIES],
  })
  return session === undefined ? null : readAccount(tx, session.operator_user_id)
}

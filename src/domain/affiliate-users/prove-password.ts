import type { Database } from '../../db/database.ts'
import { foldEmail } from '../access/fold-email.ts'
import { isPasswordOf } from '../access/hash-password.ts'
import { accountHash, countTry, type SignInTry } from '../access/sign-in-tries.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Account, findAccount } from './first-user.ts'

export interface PasswordTry {
  readonly programId: Uuid
  readonly email: string
  readonly password: string
  /** As `networkOf` writes it. */
  readonly network: string
  /** What the browser kept from an earlier sign-in. */
  readonly deviceToken: string | undefined
  readonly now: Date
}

export interface ProvenAccount {
  readonly account: Account
  /** Counted as failed until `clearTries` takes it back, once the sign-in is complete. */
  readonly attempt: SignInTry
}

/**
 * Finds the account that an address and a password open. Unknown addresses, wrong passwords and accounts that may not sign in are refused alike, after
 * the same work. To be called outside a transaction: what is counted stays. Throws `sign_in_refused` and `rate_limited`.
 */
export async function provePassword(db: Database, { programId, email, password, network, deviceToken, now }: PasswordTry): Promise<ProvenAccount> {
  const folded = foldEmail(email) ?? email
  const attempt = { account: accountHash(programId, folded), network, deviceToken, now }
  await db.shared((tx) => countTry(tx, attempt))
  const account = await db.inProgram(programId, (tx) => findAccount(tx, programId, folded))
  const isRight = await isPasswordOf(password, account?.passwordHash ?? null)
  if (account === null || !isRight) throw new DomainError('sign_in_refused')
  return { account, attempt }
}

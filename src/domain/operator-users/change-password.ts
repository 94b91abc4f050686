import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import { hashOperatorPassword, isOperatorPassword } from '../access/hash-operator-password.ts'
import { checkPassword, standsAlone } from '../access/password-rules.ts'
import { accountHash, clearAccount, countTry } from '../access/sign-in-tries.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { type Account, hasSecondFactor, namesOf, readAccount } from './account.ts'
import { isFresh, type SessionOwner } from './confirm-identity.ts'
import { endAddressChanges } from './confirm-new-address.ts'
import { endSessionsOf } from './sessions.ts'
import { renewSession, type SignInPlace } from './start-session.ts'
import { tellAudit } from './tell-audit.ts'

type Context = Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>

/**
 * Changes the password of whoever is signed in: with the one that holds, or within five minutes of signing in; the first one without. All other
 * sessions end, this one goes on under a new identifier. Throws `invalid_request`, `sign_in_refused` and `rate_limited`.
 */
export async function changePassword(
  context: Context,
  owner: SessionOwner & { readonly programId: Uuid; readonly freshAt: Date | null },
  place: SignInPlace,
  given: { readonly current?: string | undefined; readonly password: string },
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const { db, clock } = context
  const now = clock.now()
  const account = await db.shared((tx) => readAccount(tx, owner.userId))
  checkPassword(given.password, { names: namesOf(account), hasSecondFactor: hasSecondFactor(account) })
  if (account.passwordHash !== null && !isFresh(owner.freshAt, now)) await requireCurrent(context, account, place, given.current)
  const hash = await hashOperatorPassword(given.password)
  return db.shared(async (tx) => {
    await keepPassword(tx, context, account, { hash, isLong: standsAlone(given.password), now, exceptSessionId: owner.sessionId })
    const renewed = await renewSession(tx, owner.sessionId, { freshAt: now })
    await tellAudit(tx, { programId: owner.programId, userId: account.id, action: 'user.password_changed', now })
    return renewed
  })
}

async function requireCurrent({ db, clock }: Context, account: Account, place: SignInPlace, current: string | undefined): Promise<void> {
  const now = clock.now()
  await db.shared((tx) => countTry(tx, { account: accountHash('operator', account.emailFolded), network: place.network, deviceToken: place.deviceToken, now }))
  if (await isOperatorPassword(current ?? '', account.passwordHash)) return
  const message = 'The password is wrong.'
  throw new DomainError('invalid_request', { errors: [{ path: 'current', code: 'wrong_password', message }] })
}

interface KeptPassword {
  readonly hash: string
  readonly isLong: boolean
  readonly now: Date
  readonly exceptSessionId: Uuid | null
}

/** Sets the password, ends what the old one opened, and tells its owner. */
export async function keepPassword(tx: Tx, context: Context, account: Account, { hash, isLong, now, exceptSessionId }: KeptPassword): Promise<void> {
  const values = [account.id, hash, now, isLong]
  await tx.count({ text: 'update operator_user set password_hash = $2, password_changed_at = $3, updated_at = $3, password_is_long = $4 where id = $1', values })
  await endSessionsOf(tx, account.id, now, exceptSessionId)
  await tx.count({ text: 'update password_reset set used_at = $2 where operator_user_id = $1 and used_at is null', values: [account.id, now] })
  await tx.count({ text: 'update sign_in_token set used_at = $2 where operator_user_id = $1 and used_at is null', values: [account.id, now] })
  // Whoever had the old password may have asked for an address of theirs.
  await endAddressChanges(tx, account.id, now)
  await clearAccount(tx, accountHash('operator', account.emailFolded))
  const link = `${context.config.publicUrl}/admin/forgot`
  const mail = { programId: null, operatorId: account.operatorId, operatorUserId: account.id, to: account.email, locale: account.locale ?? 'en', now } as const
  await queueMail(tx, context.secretBox, { ...mail, template: 'operator-password-changed', words: { link } })
}

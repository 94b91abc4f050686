import type { AppContext } from '../../app/context.ts'
import type { Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { findSession } from '../access/find-credential.ts'
import { accountHash, clearAccount, moveDevices } from '../access/sign-in-tries.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { type Account, findAccount } from './account.ts'
import { linkUsedUp } from './link-used-up.ts'
import { programToStartIn } from './programs-of-user.ts'
import { endSessionsOf } from './sessions.ts'
import { renewSession, type SignInPlace } from './start-session.ts'
import { tellAudit } from './tell-audit.ts'

/**
 * Takes the new address of a user whose mailbox proved it, and tells the old one. Links that were mailed there are dead, and so are all sessions
 * but the user's own in this browser, which goes on under a new identifier: the answer; null: nobody is signed in here, and nobody is by this.
 * Throws `not_found` (the link is used up, expired or unknown, or somebody else has the address by now).
 */
export async function confirmNewAddress(
  { db, clock, secretBox }: Pick<AppContext, 'db' | 'clock' | 'secretBox'>,
  place: SignInPlace,
  token: string,
): Promise<{ readonly token: string; readonly expiresAt: Date } | null> {
  const now = clock.now()
  const here = place.sessionToken === undefined ? null : await findSession(db, place.sessionToken, now)
  return db.shared(async (tx) => {
    const [change] = await tx.sql<{ userId: Uuid; email: string; folded: string }>({
      text: `update operator_address_change set used_at = $2 where token_hash = $1 and used_at is null and expires_at > $2
        returning operator_user_id as "userId", email, email_folded as folded`,
      values: [hashSecret(token), now],
    })
    const account = change === undefined ? null : await findAccount(tx, change.userId)
    if (change === undefined || account === null || account.disabledAt !== null) throw linkUsedUp()
    await keepAddress(tx, account, change, now)
    const ownSession = here?.id === account.id ? (here.session?.id ?? null) : null
    await endSessionsOf(tx, account.id, now, ownSession)
    await endMailedLinks(tx, account.id, now)
    const mail = { programId: null, operatorId: account.operatorId, operatorUserId: account.id, to: account.email, locale: account.locale ?? 'en', now } as const
    await queueMail(tx, secretBox, { ...mail, template: 'operator-address-changed', words: { email: change.email } })
    await tellAudit(tx, { programId: await programToStartIn(tx, account.id), userId: account.id, action: 'user.address_changed', now })
    return ownSession === null ? null : renewSession(tx, ownSession, {})
  })
}

/** Forgets what a user asked for and has not proven. */
export async function endAddressChanges(tx: Tx, userId: Uuid, now: Date): Promise<void> {
  await tx.count({ text: 'update operator_address_change set used_at = $2 where operator_user_id = $1 and used_at is null', values: [userId, now] })
}

/** The account is counted, and known to browsers, by its address: both go along. */
async function keepAddress(tx: Tx, { id, emailFolded }: Account, { email, folded }: { readonly email: string; readonly folded: string }, now: Date): Promise<void> {
  try {
    await namingConflicts({ operator_user_email_folded_key: 'email' }, () =>
      tx.count({ text: 'update operator_user set email = $2, email_folded = $3, updated_at = $4 where id = $1', values: [id, email, folded, now] }))
  } catch (error) {
    throw error instanceof DomainError ? linkUsedUp() : error
  }
  await clearAccount(tx, accountHash('operator', folded))
  await moveDevices(tx, accountHash('operator', emailFolded), accountHash('operator', folded))
}

async function endMailedLinks(tx: Tx, userId: Uuid, now: Date): Promise<void> {
  await tx.count({ text: 'update password_reset set used_at = $2 where operator_user_id = $1 and used_at is null', values: [userId, now] })
  await tx.count({ text: 'update sign_in_token set used_at = $2 where operator_user_id = $1 and used_at is null', values: [userId, now] })
}

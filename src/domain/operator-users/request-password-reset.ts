import { randomBytes } from 'node:crypto'
import type { AppContext } from '../../app/context.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { foldEmail } from '../access/fold-email.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { findAccountByEmail } from './account.ts'

const VALID_MINUTES = 30
const MINUTE_MS = 60_000
/** In a mailbox, within an hour. */
const MOST_PER_HOUR = 5
const TOKEN_BYTES = 32

/**
 * Sends a link to choose a new password, if the address is somebody's. Whoever asks is answered before this runs, so that nothing tells
 * whether it is. A newer link ends the older ones.
 */
export async function requestPasswordReset({ db, clock, config, secretBox }: Pick<AppContext, 'db' | 'clock' | 'config' | 'secretBox'>, email: string): Promise<void> {
  const emailFolded = foldEmail(email)
  if (emailFolded === null) return
  const now = clock.now()
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await db.shared(async (tx) => {
    const account = await findAccountByEmail(tx, emailFolded)
    if (account === null || account.disabledAt !== null) return
    const [recent] = await tx.sql<{ count: number }>({
      text: 'select count(*)::int as count from password_reset where operator_user_id = $1 and created_at > $2',
      values: [account.id, new Date(now.getTime() - 60 * MINUTE_MS)],
    })
    if ((recent?.count ?? 0) >= MOST_PER_HOUR) return
    await tx.count({ text: 'update password_reset set used_at = $2 where operator_user_id = $1 and used_at is null', values: [account.id, now] })
    await tx.count({
      text: 'insert into password_reset (token_hash, operator_user_id, created_at, expires_at) values ($1, $2, $3, $4)',
      values: [hashSecret(token), account.id, now, new Date(now.getTime() + VALID_MINUTES * MINUTE_MS)],
    })
    await queueMail(tx, secretBox, {
      programId: null, operatorId: account.operatorId, operatorUserId: account.id, to: account.email, template: 'operator-password-reset', locale: account.locale ?? 'en', now,
      // Behind the sign: no server on the way sees or logs it.
      words: { link: `${config.publicUrl}/admin/reset#${token}`, minutes: String(VALID_MINUTES) },
    })
  })
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { takeToken } from './affiliate-token.ts'
import { keepPassword } from './keep-password.ts'
import { linkUsedUp } from './link-used-up.ts'

/**
 * Sets the password of who followed the link of a mail. It signs nobody in and takes no second factor away: with the new password everybody
 * signs in as ever. Throws `not_found`.
 */
export async function resetPassword(tx: Tx, { programId, now }: { readonly programId: Uuid; readonly now: Date }, token: string, passwordHash: string): Promise<void> {
  const { userId } = await takeToken(tx, programId, 'reset', token, now)
  if (userId === null) throw linkUsedUp()
  await keepPassword(tx, { programId, actor: `affiliate-user:${userId}`, now }, userId, passwordHash, null)
  await tx.count({ text: 'update affiliate_user set email_verified_at = coalesce(email_verified_at, $3) where program_id = $1 and id = $2', values: [programId, userId, now] })
}

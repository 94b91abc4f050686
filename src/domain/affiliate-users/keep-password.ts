import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'
import { dropTokens } from './affiliate-token.ts'
import { endSessionsOf } from './first-user.ts'

/** Gives a user another password. Links that are under way stop working, and every session ends but the one that is kept. */
export async function keepPassword(tx: Tx, author: Author, userId: Uuid, passwordHash: string, keptSessionId: Uuid | null): Promise<void> {
  const { programId, now } = author
  await tx.count({
    text: 'update affiliate_user set password_hash = $3, password_changed_at = $4, updated_at = $4 where program_id = $1 and id = $2', values: [programId, userId, passwordHash, now],
  })
  await dropTokens(tx, programId, userId)
  await endSessionsOf(tx, programId, userId, keptSessionId, now)
  await recordAudit(tx, { ...author, action: 'affiliate_user.password_changed', subjectType: 'affiliate_user', subjectId: userId })
}

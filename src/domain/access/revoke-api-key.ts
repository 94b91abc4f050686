import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { readApiKey } from './api-key.ts'
import type { Author } from './author.ts'
import { isWithin, type Permissions } from './permissions.ts'
import { recordAudit } from './record-audit.ts'

/** Ends a key, within a second on every instance. Revoking it again changes nothing. Throws `not_found` and `permission_denied`. */
export async function revokeApiKey(tx: Tx, author: Author, own: Permissions, id: Uuid): Promise<void> {
  const { programId, now } = author
  const key = await readApiKey(tx, programId, id)
  if (!isWithin(key.permissions, own)) throw new DomainError('permission_denied')
  if (key.revokedAt !== null) return
  await tx.all(build.updateTable('api_key').set({ revoked_at: now, updated_at: now }).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'api_key.revoked', subjectType: 'api_key', subjectId: id })
}

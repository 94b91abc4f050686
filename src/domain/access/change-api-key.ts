import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type ApiKey, readApiKey } from './api-key.ts'
import type { Author } from './author.ts'
import { requireFuture } from './create-api-key.ts'
import { isWithin, type Permissions } from './permissions.ts'
import { recordAudit } from './record-audit.ts'

export interface ApiKeyChange {
  readonly name?: string | undefined
  /** All modules that the key is to have from now on. */
  readonly permissions?: Permissions | undefined
  readonly expiresAt?: Date | null | undefined
}

/**
 * Changes what is given of a key, within a second on every instance. Nobody changes a key that may do more than they may.
 * Throws `not_found`, `permission_denied`, `state_conflict` (revoked) and `invalid_request` (already expired).
 */
export async function changeApiKey(tx: Tx, author: Author, own: Permissions, id: Uuid, change: ApiKeyChange): Promise<ApiKey> {
  const { programId, now } = author
  const key = await readApiKey(tx, programId, id)
  if (!isWithin(key.permissions, own) || !isWithin(change.permissions ?? {}, own)) throw new DomainError('permission_denied')
  if (key.revokedAt !== null) throw new DomainError('state_conflict', { message: 'The key is revoked.' })
  requireFuture(change.expiresAt, now)
  const values = {
    name: change.name,
    permissions: change.permissions === undefined ? undefined : JSON.stringify(change.permissions),
    expires_at: change.expiresAt,
    updated_at: now,
  }
  await tx.all(build.updateTable('api_key').set(values).where('program_id', '=', programId).where('id', '=', id))
  await recordAudit(tx, { ...author, action: 'api_key.changed', subjectType: 'api_key', subjectId: id, details: change })
  return readApiKey(tx, programId, id)
}

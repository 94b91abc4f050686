import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { type ApiKey, readApiKey } from './api-key.ts'
import { hashSecret, hintOf, makeApiKeySecret } from './api-key-secret.ts'
import type { Author } from './author.ts'
import { isWithin, type Permissions } from './permissions.ts'
import { recordAudit } from './record-audit.ts'

export interface NewApiKey {
  readonly name: string
  readonly permissions: Permissions
  readonly expiresAt?: Date | null | undefined
}

export interface IssuedApiKey extends ApiKey {
  /** Shown now and never again: only its hash is stored. */
  readonly secret: string
}

/** Makes a key with at most its creator's permissions. Throws `permission_denied` and `invalid_request` (already expired). */
export async function createApiKey(tx: Tx, author: Author, own: Permissions, input: NewApiKey): Promise<IssuedApiKey> {
  const { programId, now } = author
  if (!isWithin(input.permissions, own)) throw new DomainError('permission_denied', { message: 'A key cannot have more permissions than its creator.' })
  requireFuture(input.expiresAt, now)
  const program = await tx.first(build.selectFrom('program').select('is_test').where('id', '=', programId))
  const secret = makeApiKeySecret(program?.is_test ?? false)
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    name: input.name,
    hint: hintOf(secret),
    permissions: JSON.stringify(input.permissions),
    created_by: author.actor,
    created_at: now,
    updated_at: now,
    expires_at: input.expiresAt ?? null,
  }
  await tx.all(build.insertInto('api_key').values(values))
  await tx.all(build.insertInto('api_key_lookup').values({ key_hash: hashSecret(secret), program_id: programId, api_key_id: id }))
  await recordAudit(tx, { ...author, action: 'api_key.created', subjectType: 'api_key', subjectId: id, details: input })
  return { ...(await readApiKey(tx, programId, id)), secret }
}

/** Throws `invalid_request` for an expiry that has passed. */
export function requireFuture(expiresAt: Date | null | undefined, now: Date): void {
  if (expiresAt === null || expiresAt === undefined || expiresAt > now) return
  throw new DomainError('invalid_request', { errors: [{ path: 'expiresTs', code: 'in_the_past', message: 'The key would have expired already.' }] })
}

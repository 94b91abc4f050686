import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Permissions, parsePermissions } from './permissions.ts'

/** A key as people see it after it was made: never the secret. */
export interface ApiKey {
  readonly id: Uuid
  readonly name: string
  readonly hint: string
  readonly permissions: Permissions
  readonly expiresAt: Date | null
  readonly lastUsedAt: Date | null
  readonly revokedAt: Date | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Throws `not_found`. */
export async function readApiKey(tx: Tx, programId: Uuid, id: Uuid): Promise<ApiKey> {
  const [key] = (await tx.all(apiKeys(programId).where('id', '=', id))).map(withPermissions)
  if (key === undefined) throw new DomainError('not_found')
  return key
}

/** Newest first, revoked ones too. */
export async function listApiKeys(tx: Tx, filter: { programId: Uuid; afterId: Uuid | null; limit: number }): Promise<ApiKey[]> {
  const query = apiKeys(filter.programId).orderBy('id', 'desc').limit(filter.limit)
  return (await tx.all(filter.afterId === null ? query : query.where('id', '<', filter.afterId))).map(withPermissions)
}

function apiKeys(programId: Uuid) {
  return build
    .selectFrom('api_key')
    .where('program_id', '=', programId)
    .select([
      'id',
      'name',
      'hint',
      'permissions',
      'expires_at as expiresAt',
      'last_used_at as lastUsedAt',
      'revoked_at as revokedAt',
      'created_by as createdBy',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
}

function withPermissions<Row extends { readonly permissions: unknown }>(row: Row): Row & { readonly permissions: Permissions } {
  return { ...row, permissions: parsePermissions(row.permissions) }
}

import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Groups and affiliates that one medium may name. */
export const AUDIENCE_MAX = 500

/** Whom a medium is for; what is not given stays. */
export interface Audience {
  readonly isForAll?: boolean | undefined
  readonly groupIds?: readonly Uuid[] | undefined
  readonly affiliateIds?: readonly Uuid[] | undefined
}

/** Keeps whom a medium is for. Throws `group_unknown` and `affiliate_unknown`. */
export async function keepAudience(tx: Tx, programId: Uuid, mediaId: Uuid, { groupIds, affiliateIds }: Audience): Promise<void> {
  if (groupIds !== undefined) await replace(tx, programId, mediaId, 'group', [...new Set(groupIds)])
  if (affiliateIds !== undefined) await replace(tx, programId, mediaId, 'affiliate', [...new Set(affiliateIds)])
}

const KINDS = {
  group: { code: 'group_unknown', path: 'groupIds', own: 'select id from affiliate_group where program_id = $1 and id = any($2::uuid[])' },
  affiliate: { code: 'affiliate_unknown', path: 'affiliateIds', own: 'select id from affiliate where program_id = $1 and id = any($2::uuid[]) and erased_at is null' },
} as const

async function replace(tx: Tx, programId: Uuid, mediaId: Uuid, kind: keyof typeof KINDS, memberIds: readonly Uuid[]): Promise<void> {
  const { code, path, own } = KINDS[kind]
  const found = await tx.sql<{ id: Uuid }>({ text: own, values: [programId, arrayLiteral(memberIds)] })
  if (found.length < memberIds.length) throw new DomainError(code, { errors: [{ path, code, message: 'There is no such object.' }] })
  await tx.count({ text: 'delete from media_audience where program_id = $1 and media_id = $2 and kind = $3', values: [programId, mediaId, kind] })
  const rows = new BulkRows(columns('program_id uuid, media_id uuid, member_id uuid, kind text'))
  for (const id of memberIds) rows.add(programId, mediaId, id, kind)
  await rows.insertInto(tx, 'media_audience')
}

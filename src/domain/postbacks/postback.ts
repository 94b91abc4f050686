import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { PostbackEvent } from './postback-template.ts'

/** Where an affiliate wants to be called. */
export interface Postback {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly url: string
  readonly events: readonly PostbackEvent[]
  readonly status: 'active' | 'inactive'
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** As many as one affiliate may have. */
export const POSTBACKS_MAX = 20

/** An affiliate's, newest first; there are few. */
export function listPostbacks(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<Postback[]> {
  return tx.all(postbacks(programId, affiliateId).orderBy('id', 'desc').limit(POSTBACKS_MAX))
}

/** Throws `not_found`, also for another affiliate's. */
export async function readPostback(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<Postback> {
  const postback = await tx.first(postbacks(programId, affiliateId).where('id', '=', id))
  if (postback === undefined) throw new DomainError('not_found')
  return postback
}

function postbacks(programId: Uuid, affiliateId: Uuid) {
  return build.selectFrom('postback').where('program_id', '=', programId).where('affiliate_id', '=', affiliateId)
    .select(['id', 'affiliate_id as affiliateId', 'url', 'events', 'status', 'created_at as createdAt', 'updated_at as updatedAt'])
    .$narrowType<{ events: PostbackEvent[] }>()
}

import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { isFor } from './list-media.ts'

export interface MediaForLink {
  readonly mediaId: Uuid | null | undefined
  readonly brandId: Uuid
  readonly affiliateId: Uuid
}

/**
 * Makes sure that an affiliate may publish a medium with a link of a brand: an active one, of that brand or of every brand, and for that
 * affiliate. Throws `media_unknown`, whatever of it is not so.
 */
export async function requireMediaForLink(tx: Tx, programId: Uuid, { mediaId, brandId, affiliateId }: MediaForLink): Promise<void> {
  if (mediaId === null || mediaId === undefined) return
  const found = await tx.sql({
    text: `select from media m where m.program_id = $1 and m.id = $2 and m.status = 'active' and (m.brand_id is null or m.brand_id = $3) and ${isFor('$4::uuid')}`,
    values: [programId, mediaId, brandId, affiliateId],
  })
  if (found.length === 0) throw new DomainError('media_unknown', { errors: [{ path: 'mediaId', code: 'media_unknown', message: 'There is no such object for this affiliate and brand.' }] })
}

import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { EmbedCode } from '../media/embed-code.ts'
import { isFor } from '../media/list-media.ts'
import { readEmbedCode } from '../media/read-embed-code.ts'
import type { PortalScope } from './require-owner.ts'

export interface OwnEmbedRequest {
  readonly mediaId: Uuid
  /** Absent: the newest link of the affiliate's that fits. */
  readonly trackingLinkId?: Uuid | undefined
  readonly publicUrl: string
}

/** The code of a medium that an affiliate may publish. Throws `not_found` (also for what is for others) and `tracking_link_unknown`. */
export async function embedOwnMedia(tx: Tx, { programId, affiliateId }: PortalScope, { mediaId, trackingLinkId, publicUrl }: OwnEmbedRequest): Promise<EmbedCode> {
  const [media] = await tx.sql<{ brandId: Uuid | null }>({
    name: 'portal-medium',
    text: `select m.brand_id as "brandId" from media m where m.program_id = $1 and m.id = $2 and m.status = 'active' and ${isFor('$3::uuid')}`,
    values: [programId, mediaId, affiliateId],
  })
  if (media === undefined) throw new DomainError('not_found')
  const linkId = trackingLinkId ?? (await newestLink(tx, { programId, affiliateId }, media.brandId))
  if (linkId === undefined) throw new DomainError('tracking_link_unknown')
  return readEmbedCode(tx, { programId, affiliateId, mediaId, trackingLinkId: linkId, publicUrl }).catch((error: unknown) => {
    // It is there: the link is of another brand.
    throw error instanceof DomainError && error.code === 'media_unknown' ? new DomainError('tracking_link_unknown') : error
  })
}

async function newestLink(tx: Tx, { programId, affiliateId }: PortalScope, brandId: Uuid | null): Promise<Uuid | undefined> {
  const [link] = await tx.sql<{ id: Uuid }>({
    name: 'portal-newest-link',
    text: `select l.id from tracking_link l join tracker t on t.program_id = $1 and t.id = l.tracker_id
            where l.program_id = $1 and t.affiliate_id = $2 and l.status = 'active' and ($3::uuid is null or l.brand_id = $3) order by l.id desc limit 1`,
    values: [programId, affiliateId, brandId],
  })
  return link?.id
}

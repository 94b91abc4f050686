import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { trackingLinkUrl } from '../tracking/link-slug.ts'
import { type EmbedCode, embedCode } from './embed-code.ts'
import { readMedia } from './media.ts'
import { mediaFileUrl } from './media-address.ts'
import { requireMediaForLink } from './require-media-for-link.ts'

export interface EmbedRequest {
  readonly programId: Uuid
  readonly mediaId: Uuid
  readonly trackingLinkId: Uuid
  readonly publicUrl: string
  /** Only links of this affiliate exist for who asks. */
  readonly affiliateId?: Uuid | undefined
}

/** The code that shows a medium and leads to a tracking link. Throws `not_found`, `tracking_link_unknown` and `media_unknown` (not for this link). */
export async function readEmbedCode(tx: Tx, { programId, mediaId, trackingLinkId, publicUrl, affiliateId }: EmbedRequest): Promise<EmbedCode> {
  const media = await readMedia(tx, programId, mediaId)
  const [link] = await tx.sql<{ slug: string; brandId: Uuid; affiliateId: Uuid }>({
    text: `select l.slug, l.brand_id as "brandId", t.affiliate_id as "affiliateId" from tracking_link l join tracker t on t.program_id = $1 and t.id = l.tracker_id
            where l.program_id = $1 and l.id = $2 and l.status <> 'archived' and ($3::uuid is null or t.affiliate_id = $3)`,
    values: [programId, trackingLinkId, affiliateId ?? null],
  })
  if (link === undefined) {
    throw new DomainError('tracking_link_unknown', { errors: [{ path: 'trackingLinkId', code: 'tracking_link_unknown', message: 'There is no such object.' }] })
  }
  await requireMediaForLink(tx, programId, { mediaId, ...link })
  return embedCode(media, { linkUrl: trackingLinkUrl(publicUrl, link.slug), linkSlug: link.slug, fileUrl: mediaFileUrl(publicUrl, { programId, key: media.key }) })
}

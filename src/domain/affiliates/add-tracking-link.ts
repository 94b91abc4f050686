import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'
import { requireMediaForLink } from '../media/require-media-for-link.ts'
import { createTrackingLink } from '../tracking/create-tracking-link.ts'
import { LINK_PERSONAL_FIELDS, readTrackingLink, type TrackingLink } from './tracking-link.ts'

export interface NewLink {
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly productId?: Uuid | null | undefined
  /** What it is published with; its page is where the link leads that has none of its own. */
  readonly mediaId?: Uuid | null | undefined
  /** Null: an unguessable one is made. */
  readonly slug?: string | null | undefined
  readonly landingPageUrl?: string | null | undefined
  readonly passThrough?: boolean | undefined
}

/** Adds a tracking link on somebody's behalf. Throws what `createTrackingLink` throws, and `media_unknown`. */
export async function addTrackingLink(tx: Tx, author: Author, input: NewLink): Promise<TrackingLink> {
  const { programId, now } = author
  const link = await createTrackingLink(tx, {
    programId,
    trackerId: input.trackerId,
    brandId: input.brandId,
    productId: input.productId ?? null,
    mediaId: input.mediaId ?? null,
    slug: input.slug ?? null,
    landingPageUrl: input.landingPageUrl ?? null,
    passThrough: input.passThrough ?? false,
    now,
  })
  const created = await readTrackingLink(tx, programId, link.id)
  await requireMediaForLink(tx, programId, created)
  const details = withoutPersonalValues(input, LINK_PERSONAL_FIELDS)
  await recordAudit(tx, { ...author, action: 'tracking_link.created', subjectType: 'tracking_link', subjectId: link.id, details })
  return created
}

import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { LINK_PERSONAL_FIELDS, readTrackingLink, type TrackingLink, type TrackingLinkStatus } from './tracking-link.ts'

export interface TrackingLinkChange {
  readonly productId?: Uuid | null | undefined
  readonly landingPageUrl?: string | null | undefined
  readonly passThrough?: boolean | undefined
  readonly status?: TrackingLinkStatus | undefined
}

/**
 * Changes what is given of a tracking link. Its slug, tracker and brand stay: clicks and customers hang on them.
 * Throws `not_found` and `product_unknown`.
 */
export async function changeTrackingLink(tx: Tx, author: Author, id: Uuid, change: TrackingLinkChange): Promise<TrackingLink> {
  const { programId, now } = author
  const link = await readTrackingLink(tx, programId, id)
  await requireProductOfBrand(tx, programId, link.brandId, change.productId)
  const values = {
    product_id: change.productId,
    landing_page_url: change.landingPageUrl,
    pass_through: change.passThrough,
    status: change.status,
    updated_at: now,
  }
  await tx.all(build.updateTable('tracking_link').set(values).where('program_id', '=', programId).where('id', '=', id))
  const details = withoutPersonalValues(change, LINK_PERSONAL_FIELDS)
  await recordAudit(tx, { ...author, action: 'tracking_link.changed', subjectType: 'tracking_link', subjectId: id, details })
  await notifyLinkChange(tx, programId, link.slug)
  return readTrackingLink(tx, programId, id)
}

async function requireProductOfBrand(tx: Tx, programId: Uuid, brandId: Uuid, productId: Uuid | null | undefined): Promise<void> {
  if (productId === null || productId === undefined) return
  const product = await tx.first(
    build.selectFrom('product').select('id').where('program_id', '=', programId).where('id', '=', productId).where('brand_id', '=', brandId),
  )
  if (product !== undefined) return
  throw new DomainError('product_unknown', { errors: [{ path: 'productId', code: 'product_unknown', message: 'The brand has no such product.' }] })
}

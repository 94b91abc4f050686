import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type Audience, keepAudience } from './keep-audience.ts'
import { type Media, type MediaStatus, readMedia } from './media.ts'
import { requireMediaPlace } from './require-media-place.ts'

export interface MediaChange extends Audience {
  readonly name?: string | undefined
  readonly brandId?: Uuid | null | undefined
  readonly productId?: Uuid | null | undefined
  readonly status?: MediaStatus | undefined
  readonly words?: string | null | undefined
  readonly landingPageUrl?: string | null | undefined
}

/**
 * Changes what is given of a medium; its kind and its file stay. Throws `not_found`, `brand_unknown`, `product_unknown`, `group_unknown`,
 * `affiliate_unknown` and `invalid_request` (a text without words). Audited; links that lead to its page follow at once.
 */
export async function changeMedia(tx: Tx, author: Author, id: Uuid, change: MediaChange): Promise<Media> {
  const { programId, now } = author
  const media = await readMedia(tx, programId, id)
  if (media.kind === 'text' && change.words === null) {
    throw new DomainError('invalid_request', { errors: [{ path: 'text', code: 'required', message: 'A text has words.' }] })
  }
  if (change.brandId !== undefined || change.productId !== undefined) {
    await requireMediaPlace(tx, programId, { brandId: change.brandId === undefined ? media.brandId : change.brandId, productId: change.productId === undefined ? media.productId : change.productId })
  }
  const values = {
    name: change.name, brand_id: change.brandId, product_id: change.productId, status: change.status, is_for_all: change.isForAll, words: change.words,
    landing_page_url: change.landingPageUrl, updated_at: now,
  }
  await tx.all(build.updateTable('media').set(values).where('program_id', '=', programId).where('id', '=', id))
  await keepAudience(tx, programId, id, change)
  await recordAudit(tx, { ...author, action: 'media.changed', subjectType: 'media', subjectId: id, details: change })
  await notifyLinkChange(tx, programId)
  return readMedia(tx, programId, id)
}

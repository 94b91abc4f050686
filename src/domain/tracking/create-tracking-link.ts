import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { erasedSlug, newSlug, SLUG_PATTERN } from './link-slug.ts'
import { notifyLinkChange } from './notify-link-change.ts'

export interface NewTrackingLink {
  readonly programId: Uuid
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly mediaId: Uuid | null
  /** Null: one is made up. */
  readonly slug: string | null
  /** Null: the product's or brand's landing page, whatever it is at the time of the click. */
  readonly landingPageUrl: string | null
  readonly passThrough: boolean
  readonly now: Date
}

export interface CreatedTrackingLink {
  readonly id: Uuid
  readonly number: number
  readonly slug: string
}

/** Tries for a made-up slug: with 10^9 links in place the fourth try is needed once in 10^9 links. */
const SLUG_TRIES = 4

/**
 * Makes a tracking link; every redirect process knows it when the transaction commits.
 * @throws tracker_unknown, brand_unknown; invalid_request: product or slug; already_exists: slug taken (by any program).
 */
export async function createTrackingLink(tx: Tx, link: NewTrackingLink): Promise<CreatedTrackingLink> {
  await assertOwned(tx, link)
  const id = newId(link.now.getTime())
  const slug = await takeSlug(tx, link, id)
  const number = await nextLinkNumber(tx, link.programId)
  await tx.sql({
    text: `insert into tracking_link (program_id, id, number, tracker_id, brand_id, product_id, media_id, slug, landing_page_url,
                                      pass_through, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11)`,
    values: [
      link.programId, id, number, link.trackerId, link.brandId, link.productId, link.mediaId, slug, link.landingPageUrl,
      link.passThrough, link.now,
    ],
  })
  await notifyLinkChange(tx, link.programId, slug)
  return { id, number, slug }
}

async function assertOwned(tx: Tx, link: NewTrackingLink): Promise<void> {
  const [found] = await tx.sql<{ tracker: boolean; brand: boolean; product: boolean }>({
    text: `select exists (select from tracker t join affiliate a on a.program_id = $1 and a.id = t.affiliate_id and a.erased_at is null
                           where t.program_id = $1 and t.id = $2) as tracker,
                  exists (select from brand where program_id = $1 and id = $3) as brand,
                  $4::uuid is null or exists (select from product where program_id = $1 and id = $4 and brand_id = $3) as product`,
    values: [link.programId, link.trackerId, link.brandId, link.productId],
  })
  if (!found?.tracker) throw new DomainError('tracker_unknown')
  if (!found.brand) throw new DomainError('brand_unknown')
  if (!found.product) throw fieldError('productId', 'unknown', 'The product is unknown, or not of this brand.')
}

async function takeSlug(tx: Tx, link: NewTrackingLink, id: Uuid): Promise<string> {
  if (link.slug === null) {
    for (let i = 0; i < SLUG_TRIES; i += 1) {
      const slug = newSlug()
      if (await claimSlug(tx, link.programId, id, slug)) return slug
    }
    throw new DomainError('impossible', { message: 'no free slug found' })
  }
  if (!SLUG_PATTERN.test(link.slug)) throw fieldError('slug', 'invalid', 'A slug has 1 to 64 letters, digits, - and _.')
  if (!(await claimSlug(tx, link.programId, id, link.slug))) throw new DomainError('already_exists')
  return link.slug
}

// A slug is an address on the internet: unique over all programs. The table without tenant decides.
async function claimSlug(tx: Tx, programId: Uuid, linkId: Uuid, slug: string): Promise<boolean> {
  const claimed = await tx.count({
    text: `insert into tracking_link_slug (slug, program_id, tracking_link_id)
           select $1::text, $2::uuid, $3::uuid where not exists (select from tracking_link_slug where slug = $4) on conflict do nothing`,
    values: [slug, programId, linkId, erasedSlug(slug)],
  })
  return claimed === 1
}

/** Last, so that the program's book is held as shortly as can be. */
async function nextLinkNumber(tx: Tx, programId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ number: number }>({
    text: 'update program_book set last_link_number = last_link_number + 1 where program_id = $1 returning last_link_number as number',
    values: [programId],
  })
  if (row === undefined) throw new DomainError('impossible', { message: 'a program without a book' })
  return row.number
}

function fieldError(path: string, code: string, message: string): DomainError {
  return new DomainError('invalid_request', { errors: [{ path, code, message }] })
}

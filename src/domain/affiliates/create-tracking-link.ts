import { randomInt } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { readTrackingLink, type TrackingLink } from './tracking-link.ts'

export interface NewTrackingLink {
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly productId?: Uuid | null | undefined
  /** Null: an unguessable one is made. */
  readonly slug?: string | null | undefined
  readonly landingPageUrl?: string | null | undefined
  readonly passThrough?: boolean | undefined
  readonly status?: 'active' | 'inactive' | undefined
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
// 65 bits: who knows one link of a program cannot find another.
const SLUG_LENGTH = 11
/** The link has 24 bits in a click key. */
const LAST_NUMBER = 2 ** 24 - 1

/**
 * Adds a tracking link. Throws `tracker_unknown`, `brand_unknown`, `product_unknown`, `already_exists` (slug, over all programs) and
 * `not_supported` when the program has used up its 16,777,215 links.
 */
export async function createTrackingLink(tx: Tx, author: Author, input: NewTrackingLink): Promise<TrackingLink> {
  const { programId, now } = author
  await requireOwn(tx, programId, 'tracker', input.trackerId, 'tracker_unknown', 'trackerId')
  await requireOwn(tx, programId, 'brand', input.brandId, 'brand_unknown', 'brandId')
  await requireProductOfBrand(tx, programId, input.brandId, input.productId)
  const id: Uuid = newId()
  const slug = input.slug ?? randomSlug()
  await takeSlug(tx, programId, id, slug)
  const values = {
    program_id: programId,
    id,
    number: await nextLinkNumber(tx, programId),
    tracker_id: input.trackerId,
    brand_id: input.brandId,
    product_id: input.productId ?? null,
    slug,
    landing_page_url: input.landingPageUrl ?? null,
    pass_through: input.passThrough ?? false,
    status: input.status ?? ('active' as const),
    created_at: now,
    updated_at: now,
  }
  await tx.all(build.insertInto('tracking_link').values(values))
  await recordAudit(tx, { ...author, action: 'tracking_link.created', subjectType: 'tracking_link', subjectId: id, details: { ...input, slug } })
  await notifyLinkChange(tx, programId, slug)
  return readTrackingLink(tx, programId, id)
}

/** Throws `product_unknown` for a product that is not of this brand. */
export async function requireProductOfBrand(tx: Tx, programId: Uuid, brandId: Uuid, productId: Uuid | null | undefined): Promise<void> {
  if (productId === null || productId === undefined) return
  const product = await tx.first(
    build.selectFrom('product').select('id').where('program_id', '=', programId).where('id', '=', productId).where('brand_id', '=', brandId),
  )
  if (product !== undefined) return
  throw new DomainError('product_unknown', { errors: [{ path: 'productId', code: 'product_unknown', message: 'The brand has no such product.' }] })
}

async function takeSlug(tx: Tx, programId: Uuid, id: Uuid, slug: string): Promise<void> {
  const taken = await tx.count({
    text: 'insert into tracking_link_slug (slug, program_id, tracking_link_id) values ($1, $2, $3) on conflict (slug) do nothing',
    values: [slug, programId, id],
  })
  if (taken === 1) return
  throw new DomainError('already_exists', { errors: [{ path: 'slug', code: 'already_exists', message: 'This slug is taken.' }] })
}

async function nextLinkNumber(tx: Tx, programId: Uuid): Promise<number> {
  const rows = await tx.sql<{ last_link_number: number }>({
    text: 'update program_book set last_link_number = last_link_number + 1 where program_id = $1 returning last_link_number',
    values: [programId],
  })
  const number = rows[0]?.last_link_number
  if (number === undefined) throw new Error('a program without a book')
  if (number > LAST_NUMBER) throw new DomainError('not_supported', { message: 'This program has used up its tracking links.' })
  return number
}

function randomSlug(): string {
  return Array.from({ length: SLUG_LENGTH }, () => BASE62.charAt(randomInt(BASE62.length))).join('')
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { addTrackingLink } from '../affiliates/add-tracking-link.ts'
import { changeTrackingLink, type TrackingLinkChange } from '../affiliates/change-tracking-link.ts'
import { readTracker } from '../affiliates/tracker.ts'
import { readTrackingLink, type TrackingLink } from '../affiliates/tracking-link.ts'
import { type Brand, readBrand } from '../brands/brand.ts'
import { defaultTrackers } from '../customers/default-trackers.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { allowedDeepLink, deepLinkHosts } from '../tracking/landing-page.ts'
import { trackingLinkUrl } from '../tracking/link-slug.ts'
import { type PortalScope, requireOwner } from './require-owner.ts'

export interface NewOwnLink {
  readonly brandId: Uuid
  /** Null: the affiliate's first. */
  readonly trackerId?: Uuid | null | undefined
  readonly productId?: Uuid | null | undefined
  readonly landingPageUrl?: string | null | undefined
  readonly passThrough?: boolean | undefined
}

/** Makes a link for the affiliate itself. Throws `tracker_unknown`, `brand_unknown`, `product_unknown` and `invalid_request` (landingPageUrl). */
export async function addOwnLink(tx: Tx, author: Author, scope: PortalScope, { trackerId, ...input }: NewOwnLink): Promise<TrackingLink> {
  requirePage(await promotedBrand(tx, scope.programId, input.brandId), input.landingPageUrl, 'landingPageUrl')
  return addTrackingLink(tx, author, { ...input, trackerId: await ownTracker(tx, author, scope, trackerId ?? null) })
}

/** Changes what is given of one of the affiliate's links. Throws `not_found`, `product_unknown` and `invalid_request` (landingPageUrl). */
export async function changeOwnLink(tx: Tx, author: Author, scope: PortalScope, id: Uuid, change: TrackingLinkChange): Promise<TrackingLink> {
  const link = requireOwner(await readTrackingLink(tx, scope.programId, id), scope)
  requirePage(await readBrand(tx, scope.programId, link.brandId), change.landingPageUrl, 'landingPageUrl')
  return changeTrackingLink(tx, author, id, change)
}

/** What an affiliate adds to the address of a link. */
export interface LinkExtras {
  /** `s1` … `s10`. */
  readonly subIds: Readonly<Record<string, string | undefined>>
  readonly clickId?: string | undefined
  /** A page of the brand. */
  readonly page?: string | undefined
}

/** The address to publish, with sub ids and a deep link. Throws `not_found` and `invalid_request` (page: not one of the brand's hosts). */
export async function addressOfLink(tx: Tx, scope: PortalScope, publicUrl: string, id: Uuid, { subIds, clickId, page }: LinkExtras): Promise<string> {
  const link = requireOwner(await readTrackingLink(tx, scope.programId, id), scope)
  requirePage(await readBrand(tx, scope.programId, link.brandId), page, 'page')
  const url = new URL(trackingLinkUrl(publicUrl, link.slug))
  for (const [name, value] of Object.entries({ ...subIds, clickid: clickId, url: page })) if (value !== undefined && value !== '') url.searchParams.set(name, value)
  return url.href
}

/** The valid clicks of links since an instant, by link; links without any are left out. */
export async function countLinkClicks(tx: Tx, { programId, affiliateId }: PortalScope, linkIds: readonly Uuid[], since: Date): Promise<Map<Uuid, number>> {
  if (linkIds.length === 0) return new Map()
  const rows = await tx.sql<{ id: Uuid; clicks: number }>({
    name: 'portal-link-clicks',
    text: `select tracking_link_id as id, count(*)::int as clicks from click
            where program_id = $1 and affiliate_id = $2 and occurred_at >= $3 and is_valid and tracking_link_id = any($4::uuid[]) group by 1`,
    values: [programId, affiliateId, since, arrayLiteral(linkIds)],
  })
  return new Map(rows.map(({ id, clicks }) => [id, clicks]))
}

async function ownTracker(tx: Tx, { now }: Author, scope: PortalScope, trackerId: Uuid | null): Promise<Uuid> {
  if (trackerId === null) {
    const tracker = (await defaultTrackers(tx, scope.programId, [scope.affiliateId], now)).get(scope.affiliateId)
    if (tracker === undefined) throw new DomainError('tracker_unknown')
    return tracker.id
  }
  const tracker = await readTracker(tx, scope.programId, trackerId).catch(unknownAs('tracker_unknown'))
  if (tracker.affiliateId !== scope.affiliateId) throw new DomainError('tracker_unknown')
  return tracker.id
}

/** A brand that affiliates may promote. Throws `brand_unknown`. */
async function promotedBrand(tx: Tx, programId: Uuid, brandId: Uuid): Promise<Brand> {
  const brand = await readBrand(tx, programId, brandId).catch(unknownAs('brand_unknown'))
  if (brand.status !== 'active') throw new DomainError('brand_unknown')
  return brand
}

/** In a body an unknown id is a refusal; only in a path it is something that is not there. */
function unknownAs(code: 'tracker_unknown' | 'brand_unknown'): (error: unknown) => never {
  return (error) => {
    throw error instanceof DomainError && error.code === 'not_found' ? new DomainError(code) : error
  }
}

function requirePage({ deepLinkHosts: hosts }: Brand, page: string | null | undefined, path: string): void {
  if (page === null || page === undefined || page === '' || allowedDeepLink(page, deepLinkHosts(hosts)) !== null) return
  const message = hosts.length === 0 ? 'The brand allows no pages of its own choice: leave it out.' : `Expected an https address on ${hosts.join(', ')}.`
  throw new DomainError('invalid_request', { errors: [{ path, code: 'host_not_allowed', message }] })
}

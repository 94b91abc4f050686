import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type TrackingLinkStatus = 'active' | 'inactive' | 'archived'

/** The URL an affiliate publishes. */
export interface TrackingLink {
  readonly id: Uuid
  readonly trackerId: Uuid
  readonly trackerName: string
  readonly affiliateId: Uuid
  readonly affiliateName: string
  readonly brandId: Uuid
  readonly brandName: string
  readonly productId: Uuid | null
  readonly mediaId: Uuid | null
  readonly slug: string
  readonly landingPageUrl: string | null
  readonly passThrough: boolean
  readonly status: TrackingLinkStatus
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface TrackingLinkFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly trackerId?: Uuid | undefined
  readonly brandId?: Uuid | undefined
  readonly mediaId?: Uuid | undefined
  readonly status?: TrackingLinkStatus | undefined
  /** The slug, or a part of the tracker's name in any case. */
  readonly search?: string | undefined
}

/** What the audit does not keep: affiliates like to be in the addresses of their links. */
export const LINK_PERSONAL_FIELDS = new Set(['slug', 'landingPageUrl'])

/** Throws `not_found`. */
export async function readTrackingLink(tx: Tx, programId: Uuid, id: Uuid): Promise<TrackingLink> {
  const link = await tx.first(trackingLinks(programId).where('l.id', '=', id))
  if (link === undefined) throw new DomainError('not_found')
  return link
}

/** Newest first; archived ones only when asked for. */
export async function listTrackingLinks(tx: Tx, filter: TrackingLinkFilter): Promise<TrackingLink[]> {
  let query = trackingLinks(filter.programId).orderBy('l.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('l.id', '<', filter.afterId)
  if (filter.affiliateId !== undefined) query = query.where('t.affiliate_id', '=', filter.affiliateId)
  if (filter.trackerId !== undefined) query = query.where('l.tracker_id', '=', filter.trackerId)
  if (filter.brandId !== undefined) query = query.where('l.brand_id', '=', filter.brandId)
  if (filter.mediaId !== undefined) query = query.where('l.media_id', '=', filter.mediaId)
  const search = filter.search?.trim() ?? ''
  // Names are looked through once, not again for every link: a quarter of the time where few or none are found.
  let named = build.selectFrom('tracker').select('id').where('program_id', '=', filter.programId).where((is) => is(is.fn<number>('strpos', [is.fn('lower', ['name']), is.val(search.toLowerCase())]), '>', 0))
  if (filter.affiliateId !== undefined) named = named.where('affiliate_id', '=', filter.affiliateId)
  if (search !== '') query = query.where((is) => is.or([is('l.slug', '=', search), is('l.tracker_id', 'in', named)]))
  query = filter.status === undefined ? query.where('l.status', '<>', 'archived') : query.where('l.status', '=', filter.status)
  return tx.all(query)
}

/** Those of an affiliate that was erased only tell visitors that they are gone. */
function trackingLinks(programId: Uuid) {
  return build
    .selectFrom('tracking_link as l')
    .innerJoin('tracker as t', (join) => join.onRef('t.program_id', '=', 'l.program_id').onRef('t.id', '=', 'l.tracker_id'))
    .innerJoin('affiliate as a', (join) => join.onRef('a.program_id', '=', 't.program_id').onRef('a.id', '=', 't.affiliate_id').on('a.erased_at', 'is', null))
    .innerJoin('brand as b', (join) => join.onRef('b.program_id', '=', 'l.program_id').onRef('b.id', '=', 'l.brand_id'))
    .where('l.program_id', '=', programId)
    .select([
      'l.id',
      'l.tracker_id as trackerId',
      't.name as trackerName',
      't.affiliate_id as affiliateId',
      'a.name as affiliateName',
      'l.brand_id as brandId',
      'b.name as brandName',
      'l.product_id as productId',
      'l.media_id as mediaId',
      'l.slug',
      'l.landing_page_url as landingPageUrl',
      'l.pass_through as passThrough',
      'l.status',
      'l.created_at as createdAt',
      'l.updated_at as updatedAt',
    ])
}

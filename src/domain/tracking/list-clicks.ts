import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** One followed tracking link. */
export interface ListedClick {
  readonly clickKey: Uuid
  readonly trackingLinkId: Uuid
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly brandId: Uuid
  readonly occurredAt: Date
  readonly country: string | null
  readonly flags: readonly string[]
  readonly isValid: boolean
  readonly agentFamily: string | null
  readonly referringUrl: string | null
  readonly customParameter: string | null
  /** `{"s1": "…"}` */
  readonly subIds: unknown
}

/** Where a page begins: after the click of this instant and key. */
export interface ClickPosition {
  readonly occurredAt: Date
  readonly clickKey: Uuid
}

export interface ClickFilter {
  readonly programId: Uuid
  readonly after: ClickPosition | null
  readonly limit: number
  readonly affiliateId?: Uuid | undefined
  readonly trackerId?: Uuid | undefined
  readonly trackingLinkId?: Uuid | undefined
  readonly brandId?: Uuid | undefined
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** Newest first. */
export function listClicks(tx: Tx, filter: ClickFilter): Promise<ListedClick[]> {
  let query = build
    .selectFrom('click')
    .where('program_id', '=', filter.programId)
    .orderBy('occurred_at', 'desc')
    .orderBy('click_key', 'desc')
    .limit(filter.limit)
    .select([
      'click_key as clickKey',
      'tracking_link_id as trackingLinkId',
      'affiliate_id as affiliateId',
      'tracker_id as trackerId',
      'brand_id as brandId',
      'occurred_at as occurredAt',
      'country',
      'flags',
      'is_valid as isValid',
      'agent_family as agentFamily',
      'referring_url as referringUrl',
      'custom_parameter as customParameter',
      'sub_ids as subIds',
    ])
  const { after } = filter
  if (after !== null) {
    query = query
      .where('occurred_at', '<=', after.occurredAt)
      .where((is) => is.or([is('occurred_at', '<', after.occurredAt), is('click_key', '<', after.clickKey)]))
  }
  if (filter.affiliateId !== undefined) query = query.where('affiliate_id', '=', filter.affiliateId)
  if (filter.trackerId !== undefined) query = query.where('tracker_id', '=', filter.trackerId)
  if (filter.trackingLinkId !== undefined) query = query.where('tracking_link_id', '=', filter.trackingLinkId)
  if (filter.brandId !== undefined) query = query.where('brand_id', '=', filter.brandId)
  if (filter.from !== undefined) query = query.where('occurred_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('occurred_at', '<', filter.to)
  return tx.all(query)
}

import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** One claim on a customer, and why it won or lost. */
export interface ListedTouch {
  readonly id: Uuid
  readonly customerId: Uuid
  readonly carrier: string
  readonly clickKey: Uuid | null
  readonly affiliateId: Uuid | null
  readonly trackerId: Uuid | null
  readonly touchedAt: Date | null
  readonly outcome: 'won' | 'lost'
  readonly reason: string
  readonly recordedAt: Date
}

export interface TouchFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly customerId?: Uuid | undefined
  readonly affiliateId?: Uuid | undefined
}

/** Newest first. */
export function listTouches(tx: Tx, filter: TouchFilter): Promise<ListedTouch[]> {
  let query = build
    .selectFrom('touch')
    .where('program_id', '=', filter.programId)
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .select([
      'id',
      'customer_id as customerId',
      'carrier',
      'click_key as clickKey',
      'affiliate_id as affiliateId',
      'tracker_id as trackerId',
      'touched_at as touchedAt',
      'outcome',
      'reason',
      'recorded_at as recordedAt',
    ])
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.customerId !== undefined) query = query.where('customer_id', '=', filter.customerId)
  if (filter.affiliateId !== undefined) query = query.where('affiliate_id', '=', filter.affiliateId)
  return tx.all(query)
}

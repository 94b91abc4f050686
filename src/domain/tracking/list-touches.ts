import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** One claim on a customer, and why it won or lost. */
export interface ListedTouch {
  readonly id: Uuid
  readonly customerId: Uuid
  readonly carrier: string
  readonly clickKey: Uuid | null
  readonly affiliateId: Uuid | null
  readonly affiliateName: string | null
  readonly trackerId: Uuid | null
  readonly trackerName: string | null
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
export function listTouches(tx: Tx, { programId, afterId, limit, customerId, affiliateId }: TouchFilter): Promise<ListedTouch[]> {
  const values: unknown[] = [programId, limit]
  const conditions = ['t.program_id = $1']
  if (afterId !== null) conditions.push(`t.id < $${values.push(afterId)}`)
  if (customerId !== undefined) conditions.push(`t.customer_id = $${values.push(customerId)}`)
  if (affiliateId !== undefined) conditions.push(`t.affiliate_id = $${values.push(affiliateId)}`)
  return tx.sql<ListedTouch>({
    text: `select t.id, t.customer_id as "customerId", t.carrier, t.click_key as "clickKey", t.affiliate_id as "affiliateId", t.tracker_id as "trackerId",
                  (select name from affiliate where program_id = $1 and id = t.affiliate_id) as "affiliateName",
                  (select name from tracker where program_id = $1 and id = t.tracker_id) as "trackerName",
                  t.touched_at as "touchedAt", t.outcome, t.reason, t.recorded_at as "recordedAt"
             from touch t where ${conditions.join(' and ')} order by t.id desc limit $2`,
    values,
  })
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** What a program and its operator's plan say about events. */
export interface EventTerms {
  readonly programId: Uuid
  readonly status: 'draft' | 'active' | 'paused'
  readonly currency: string
  readonly time_zone: string
  readonly test_now: Date | null
  readonly attributionWindowDays: number
  readonly billingPlan: 'starter' | 'pro' | 'premium'
  /** Where conversions are booked; null when the program has no such brand (any more). */
  readonly brandId: Uuid | null
}

/** Reads the terms of a program. It exists: a credential or a lookup spoke for it. */
export async function readEventTerms(tx: Tx, programId: Uuid): Promise<EventTerms> {
  const [terms] = await tx.sql<EventTerms>({
    name: 'event-terms',
    text: `select p.id as "programId", p.status, p.currency, p.time_zone, p.test_now, p.attribution_window_days as "attributionWindowDays",
                  o.billing_plan as "billingPlan", b.id as "brandId"
             from program p join operator o on o.id = p.operator_id
             left join brand b on b.program_id = $1 and b.id = p.default_brand_id and b.status <> 'archived'
            where p.id = $1`,
    values: [programId],
  })
  if (terms === undefined) throw new Error('events of a program that does not exist')
  return terms
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** A manager's decision that a customer belongs to another affiliate, as it was made. */
export interface Reattribution {
  readonly id: Uuid
  readonly customerId: Uuid
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  /** Null: with history. */
  readonly effectiveFrom: Date | null
  readonly reason: string
  /** How many transactions moved at once. */
  readonly moved: number
  readonly createdBy: string
  readonly recordedAt: Date
}

/** The decisions about a customer, newest first; they are few. */
export function listReattributions(tx: Tx, programId: Uuid, customerId: Uuid): Promise<Reattribution[]> {
  return tx.sql<Reattribution>({
    name: 'reattributions',
    text: `select id, customer_id as "customerId", affiliate_id as "affiliateId", tracker_id as "trackerId", effective_from as "effectiveFrom",
                  reason, moved, created_by as "createdBy", recorded_at as "recordedAt"
             from customer_reattribution where program_id = $1 and customer_id = $2 order by id desc`,
    values: [programId, customerId],
  })
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Since when customer `c` is kept from qualifying; null: it can qualify. $1 is the program. Whether anybody is is asked once. */
export const DISQUALIFIED_FROM = `case when exists (select from customer_disqualification where program_id = $1) then (
    select case q.kind when 'disqualified' then coalesce(q.effective_from, 'epoch') end
      from customer_disqualification q where q.program_id = $1 and q.customer_id = c.id order by q.id desc limit 1) end`

/** A manager's decision that a customer does not qualify, or may again. */
export interface Disqualification {
  readonly id: Uuid
  readonly customerId: Uuid
  readonly kind: 'disqualified' | 'restored'
  /** Null: whenever it was. */
  readonly effectiveFrom: Date | null
  readonly reason: string | null
  readonly createdBy: string
  readonly recordedAt: Date
}

/** The decisions about a customer, newest first. */
export function listDisqualifications(tx: Tx, programId: Uuid, customerId: Uuid): Promise<Disqualification[]> {
  return tx.sql<Disqualification>({
    name: 'disqualifications',
    text: `select id, customer_id as "customerId", kind, effective_from as "effectiveFrom", reason, created_by as "createdBy", recorded_at as "recordedAt"
             from customer_disqualification where program_id = $1 and customer_id = $2 order by id desc`,
    values: [programId, customerId],
  })
}

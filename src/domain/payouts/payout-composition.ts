import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** A line that a payout took. */
export interface PayoutLine {
  /** Of the line of commission. */
  readonly id: Uuid
  readonly transactionId: Uuid | null
  readonly customerId: Uuid | null
  readonly brandId: Uuid | null
  readonly component: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly occurredAt: Date
  readonly period: string
  /** The payout has ended and let it go. */
  readonly isReleased: boolean
}

/** The lines that a payout took, in the order of their ids. */
export function listPayoutLines(tx: Tx, programId: Uuid, payoutId: Uuid, afterId: Uuid | null, limit: number): Promise<PayoutLine[]> {
  return tx.sql<PayoutLine>({
    text: `select c.id, coalesce(c.transaction_id, c.award_transaction_id) as "transactionId", c.customer_id as "customerId", c.brand_id as "brandId", c.component,
                  c.amount_minor as "amountMinor", c.currency, c.occurred_at as "occurredAt", c.period, l.is_released as "isReleased"
             from payout_line l join commission c on c.program_id = $1 and c.id = l.commission_id
            where l.program_id = $1 and l.payout_id = $2 and ($3::uuid is null or l.commission_id > $3) order by l.commission_id limit $4`,
    values: [programId, payoutId, afterId, limit],
  })
}

/** What the lines of one component and brand come to in a payout. */
export interface PayoutPart {
  readonly component: string
  readonly brandId: Uuid | null
  readonly lines: number
  readonly amountMinor: bigint
}

/**
 * What a payout is made of, by component and brand. What its amount has more or less is not commission: adjustments, tax, and negatives that
 * wait for approval.
 */
export function readPayoutParts(tx: Tx, programId: Uuid, payoutId: Uuid): Promise<PayoutPart[]> {
  return tx.sql<PayoutPart>({
    text: `select c.component, c.brand_id as "brandId", count(*)::int as lines, sum(c.amount_minor) as "amountMinor"
             from payout_line l join commission c on c.program_id = $1 and c.id = l.commission_id
            where l.program_id = $1 and l.payout_id = $2 group by 1, 2 order by 1, 2`,
    values: [programId, payoutId],
  })
}

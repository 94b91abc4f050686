import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import { isInPayout } from '../payouts/paid-line.ts'
import type { LineKind } from './commission-line.ts'
import type { RatingStep } from './rating-state.ts'

/** A line as it was posted, with whether it still counts and where its money is. */
export interface PostedLine {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly brandId: Uuid
  readonly customerId: Uuid | null
  readonly transactionId: Uuid
  readonly planId: Uuid | null
  readonly planVersionId: Uuid | null
  readonly component: string
  readonly kind: LineKind
  readonly level: number | null
  readonly amountMinor: bigint
  readonly reversesId: Uuid | null
  readonly occurredAt: Date
  readonly period: string
  readonly relatesToPeriod: string | null
  readonly payableFrom: Date
  readonly windowKey: string | null
  readonly scopeId: Uuid | null
  readonly isApproved: boolean
  /** In a payout that is not failed, returned or cancelled: whatever comes later leaves this line as it is. */
  readonly isPaid: boolean
  /** Approved, and its hold is over: the money is in payable. */
  readonly isMatured: boolean
  /** A negative line that was taken out of payable. */
  readonly takesFromPayable: boolean
}

/** The lines with an amount that were posted for the transactions and are not rejected, in the order they were made. */
export async function readPostedLines(step: RatingStep, transactionIds: readonly Uuid[]): Promise<PostedLine[]> {
  if (transactionIds.length === 0) return []
  const lines = await step.tx.sql<Omit<PostedLine, 'isMatured'>>({
    name: 'posted-lines',
    text: `select c.id, c.affiliate_id as "affiliateId", c.brand_id as "brandId", c.customer_id as "customerId",
                  c.transaction_id as "transactionId", c.plan_id as "planId", c.plan_version_id as "planVersionId", c.component, c.kind, c.level,
                  c.amount_minor as "amountMinor", c.reverses_id as "reversesId", c.occurred_at as "occurredAt", c.period,
                  c.relates_to_period as "relatesToPeriod", c.payable_from as "payableFrom", c.window_key as "windowKey",
                  c.scope_id as "scopeId", c.initial_status = 'approved' or coalesce(e.approved, false) as "isApproved", ${isInPayout('c')} as "isPaid",
                  (c.amount_minor < 0 and exists (select from ledger_transfer l
                    where l.program_id = $1 and l.cause_id = c.id and l.kind = 'commission_clawed_back')) as "takesFromPayable"
             from commission c
             left join lateral (
               select bool_or(kind = 'approved') as approved, bool_or(kind = 'rejected') as rejected
                 from commission_event where program_id = $1 and commission_id = c.id) e on true
            where c.program_id = $1 and c.transaction_id = any($2::uuid[]) and c.kind <> 'zero' and e.rejected is not true`,
    values: [step.program.id, arrayLiteral([...new Set(transactionIds)])],
  })
  // Sorted here: asked for the order, PostgreSQL likes to read all of a program's lines in it.
  lines.sort((a, b) => (a.id < b.id ? -1 : 1))
  return lines.map((line) => ({ ...line, isMatured: line.isApproved && line.payableFrom <= step.book.maturedUntil }))
}

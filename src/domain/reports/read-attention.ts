import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { listPeriods } from '../periods/period.ts'

/** Something that waits for somebody. */
export type AttentionKind =
  | 'transactions_pending'
  | 'transactions_failed'
  | 'affiliates_pending'
  | 'payout_runs_pending'
  | 'payouts_failed'
  | 'adjustments_pending'
  | 'periods_unsealed'
  | 'periods_open'
  | 'balances_negative'
  | 'payout_methods_missing'
  | 'gateway_deliveries_failed'

export interface Attention {
  readonly kind: AttentionKind
  /** At most `COUNTED_AT_MOST`. */
  readonly count: number
  /** The oldest or first of them, where there is one place to go to. */
  readonly subject: string | null
}

/** Beyond it there are "more". */
export const COUNTED_AT_MOST = 1_000
/** How far back deliveries of gateways and payouts that came back are told. */
const RECENT_DAYS = 30

/** Each a list of what waits; $1 is the program, $2 the first id of what is recent. */
const WAITING: Readonly<Record<Exclude<AttentionKind, 'periods_open'>, string>> = {
  transactions_pending: `select null from transaction where program_id = $1 and status = 'pending'`,
  transactions_failed: `select null from transaction_exception where program_id = $1 and state = 'failed'`,
  affiliates_pending: `select null from affiliate where program_id = $1 and status = 'pending'`,
  payout_runs_pending: `select id::text from payout_run where program_id = $1 and status = 'draft'`,
  payouts_failed: `select null from payout where program_id = $1 and status in ('failed', 'returned') and id >= $2`,
  adjustments_pending: `select null from adjustment a where program_id = $1 and needs_second_person
      and not exists (select from adjustment_event e where e.program_id = $1 and e.adjustment_id = a.id)`,
  periods_unsealed: `select name from period where program_id = $1 and status = 'review'`,
  balances_negative: `select null from ledger_account where program_id = $1 and kind = 'affiliate_payable' and credits < debits`,
  payout_methods_missing: `select null from ledger_account a where program_id = $1 and kind = 'affiliate_payable' and credits > debits
      and not exists (select from payout_method m where m.program_id = $1 and m.affiliate_id = a.owner_id and m.archived_at is null)`,
  gateway_deliveries_failed: `select null from gateway_delivery where program_id = $1 and outcome in ('failed', 'refused') and id >= $2`,
}

/** A period may stay open so long after its end before anybody is reminded. */
const CLOSED_WITHIN_MS = 7 * 86_400_000

/** What needs attention in a program, in the order of the kinds; what there is none of is left out. */
export async function readAttention(tx: Tx, programId: Uuid, now: Date, firstRecentId: Uuid): Promise<Attention[]> {
  const kinds = Object.entries(WAITING).map(
    ([kind, text]) => `select '${kind}' as kind, count(*)::int as count, min(subject) as subject from (${text} limit ${COUNTED_AT_MOST}) as w (subject)`)
  const rows = await tx.sql<Attention>({ name: 'attention', text: kinds.join(' union all '), values: [programId, firstRecentId] })
  return [...rows, await readOverduePeriods(tx, programId, now)].filter(({ count }) => count > 0)
}

/** Periods whose end was some time ago and that nobody has begun to close. */
async function readOverduePeriods(tx: Tx, programId: Uuid, now: Date): Promise<Attention> {
  const due = new Date(now.getTime() - CLOSED_WITHIN_MS)
  const periods = await listPeriods(tx, programId, now, { before: null, limit: COUNTED_AT_MOST })
  const overdue = periods.filter(({ status, endsAt }) => status === 'open' && endsAt < due)
  return { kind: 'periods_open', count: overdue.length, subject: overdue.at(-1)?.name ?? null }
}

export { RECENT_DAYS as ATTENTION_DAYS }

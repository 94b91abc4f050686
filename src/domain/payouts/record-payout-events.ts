import { BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import type { PayoutStep } from './payout-step.ts'

export type PayoutEventKind =
  | 'prepared' | 'approved' | 'passed_over' | 'instructed' | 'called' | 'unknown' | 'accepted' | 'refused' | 'late_answer' | 'settled' | 'failed' | 'returned'
  | 'cancelled' | 'downloaded'

export interface NewPayoutEvent {
  readonly payoutId: Uuid
  readonly kind: PayoutEventKind
  readonly reason?: string | null
  readonly externalId?: string | null
}

/** Adds to what happened to payouts, in one statement that nobody waits for. */
export function recordPayoutEvents({ tx, program, now, actor }: Pick<PayoutStep, 'tx' | 'program' | 'now' | 'actor'>, events: readonly NewPayoutEvent[]): void {
  const rows = new BulkRows(columns('program_id uuid, id uuid, payout_id uuid, kind text, actor text, reason text, external_id text, recorded_at timestamptz'))
  for (const { payoutId, kind, reason, externalId } of events) rows.add(program.id, newId(), payoutId, kind, actor, reason, externalId, now)
  tx.defer(rows.insertInto(tx, 'payout_event'))
}

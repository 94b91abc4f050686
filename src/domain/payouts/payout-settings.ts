import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** What a program says about its payouts. */
export interface PayoutSettings {
  readonly minimumMinor: bigint
  readonly approval: 'two_people' | 'one_person'
  readonly frequency: 'weekly' | 'biweekly' | 'monthly'
  /** Since when runs are prepared by the calendar; null: they are not. */
  readonly automaticSince: Date | null
  /** Since when no money goes out; null: it does. */
  readonly frozenAt: Date | null
  readonly frozenReason: string | null
  readonly frozenBy: string | null
}

/** Throws `not_found`. */
export async function readPayoutSettings(tx: Tx, programId: Uuid): Promise<PayoutSettings> {
  const [row] = await tx.sql<PayoutSettings>({
    name: 'payout-settings',
    text: `select payout_minimum_minor as "minimumMinor", payout_approval as approval, payout_frequency as frequency,
                  automatic_payout_runs_since as "automaticSince", payouts_frozen_at as "frozenAt", payouts_frozen_reason as "frozenReason",
                  payouts_frozen_by as "frozenBy"
             from program where id = $1`,
    values: [programId],
  })
  if (row === undefined) throw new DomainError('not_found')
  return row
}

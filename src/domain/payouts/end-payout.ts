import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Uuid } from '../ids.ts'
import { movePayouts } from './move-payouts.ts'
import { type Payout, readPayout } from './payout.ts'
import { type PayoutAuthor, openPayoutStep } from './payout-step.ts'
import { refuseWhileCalled } from './refuse-while-called.ts'

export interface PayoutEnd {
  /**
   * failed: it was sent and not paid. returned: it was paid and the bank sent it back. cancelled: it was never sent.
   */
  readonly to: 'failed' | 'returned' | 'cancelled'
  readonly reason: string
}

/**
 * Ends a payout: its money is payable again, its lines are unpaid, and an exchange is taken back to the unit. One that ended like this already
 * stays as it is. Throws `not_found` and `state_conflict`.
 */
export async function endPayout(tx: Tx, clock: Clock, author: PayoutAuthor, id: Uuid, { to, reason }: PayoutEnd): Promise<Payout> {
  const step = await openPayoutStep(tx, clock, author)
  const { program, now, actor } = step
  const payout = await readPayout(tx, program.id, id)
  if (payout.status === to) return payout
  await refuseWhileCalled(step, clock, [payout])
  await recordAudit(tx, { programId: program.id, actor, now, action: `payout.${to}`, subjectType: 'payout', subjectId: id })
  await movePayouts(step, [payout], { to, reason })
  return readPayout(tx, program.id, id)
}

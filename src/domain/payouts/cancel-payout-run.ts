import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { movePayouts } from './move-payouts.ts'
import { readPayoutsOfRun } from './payout.ts'
import { type PayoutRun, readPayoutRun } from './payout-run.ts'
import { type PayoutAuthor, openPayoutStep } from './payout-step.ts'

const CANCELLABLE: readonly PayoutRun['status'][] = ['preparing', 'draft', 'approved']

/** Cancels a run of which nothing was sent: its payouts release their money and lines. Throws `not_found` and `state_conflict`. */
export async function cancelPayoutRun(tx: Tx, clock: Clock, author: PayoutAuthor, id: Uuid, reason: string): Promise<PayoutRun> {
  const step = await openPayoutStep(tx, clock, author)
  const { program, now, actor } = step
  const run = await readPayoutRun(tx, program.id, id)
  if (!CANCELLABLE.includes(run.status)) throw new DomainError('state_conflict', { message: `The run is ${run.status}.` })
  await tx.count({
    text: `update payout_run set status = 'cancelled', cancelled_by = $3, cancelled_at = $4, cancellation_reason = $5, updated_at = $4 where program_id = $1 and id = $2`,
    values: [program.id, id, actor, now, reason],
  })
  await recordAudit(tx, { programId: program.id, actor, now, action: 'payout_run.cancelled', subjectType: 'payout_run', subjectId: id })
  const payouts = [...(await readPayoutsOfRun(tx, program.id, id, 'draft')), ...(await readPayoutsOfRun(tx, program.id, id, 'approved'))]
  await movePayouts(step, payouts, { to: 'cancelled', reason })
  return readPayoutRun(tx, program.id, id)
}

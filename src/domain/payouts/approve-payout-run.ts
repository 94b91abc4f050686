import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { isSamePerson } from '../access/same-person.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { movePayouts } from './move-payouts.ts'
import { readPayoutsOfRun } from './payout.ts'
import { type PayoutRun, readPayoutRun } from './payout-run.ts'
import { type PayoutAuthor, openPayoutStep, refuseWhileFrozen } from './payout-step.ts'

/**
 * Approves a run that is prepared to its end, and its payouts. By somebody else than who prepared it, unless the program's `payoutApproval`
 * is `one_person`. Throws `not_found`, `payouts_frozen`, `state_conflict` and `second_person_required`.
 */
export async function approvePayoutRun(tx: Tx, clock: Clock, author: PayoutAuthor, id: Uuid): Promise<PayoutRun> {
  const step = await openPayoutStep(tx, clock, author)
  const { program, settings, now, actor } = step
  refuseWhileFrozen(settings)
  const run = await readPayoutRun(tx, program.id, id)
  if (run.status !== 'draft') throw new DomainError('state_conflict', { message: `The run is ${run.status}.` })
  if (settings.approval === 'two_people' && (await isSamePerson(tx, program.id, run.preparedBy, actor))) throw new DomainError('second_person_required')
  await tx.count({
    text: `update payout_run set status = 'approved', approved_by = $3, approved_at = $4, updated_at = $4 where program_id = $1 and id = $2`,
    values: [program.id, id, actor, now],
  })
  // Which rule held is told: the setting may change later.
  await recordAudit(tx, { programId: program.id, actor, now, action: 'payout_run.approved', subjectType: 'payout_run', subjectId: id, details: { payoutApproval: settings.approval } })
  await movePayouts(step, await readPayoutsOfRun(tx, program.id, id, 'draft'), { to: 'approved' })
  return readPayoutRun(tx, program.id, id)
}

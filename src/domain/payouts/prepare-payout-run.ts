import type { Clock } from '../../app/clock.ts'
import { arrayLiteral } from '../../db/bulk.ts'
import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { type PayoutAuthor, type PayoutStep, openPayoutStep, refuseWhileFrozen } from './payout-step.ts'
import { type PayoutRun, readPayoutRun } from './payout-run.ts'
import { preparePayouts } from './prepare-payouts.ts'

export interface NewPayoutRun {
  /** A sealed period: at most what stood payable on its statements, less what was reserved since. */
  readonly throughPeriod?: string | undefined
  readonly affiliateIds?: readonly Uuid[] | undefined
  /** Only affiliates that are paid in it. */
  readonly currency?: string | undefined
}

/**
 * Prepares a run: who can be paid gets a payout whose money is set aside at once; the others are noted with the reason. The first
 * affiliates (PAYEES_PER_STEP) in this step; where there are more, the run is `preparing` and a worker goes on (continuePayoutRun).
 * Throws `payouts_frozen`, `affiliate_unknown` and `state_conflict` (a period that is not sealed).
 */
export async function preparePayoutRun(tx: Tx, clock: Clock, author: PayoutAuthor, input: NewPayoutRun): Promise<PayoutRun> {
  const step = await openPayoutStep(tx, clock, author)
  return startPayoutRun(step, input, null)
}

/** In a step that is open. `scheduledFor`: the day that the schedule prepares it for. */
export async function startPayoutRun(step: PayoutStep, input: NewPayoutRun, scheduledFor: string | null): Promise<PayoutRun> {
  const { tx, program, now, actor } = step
  refuseWhileFrozen(step.settings)
  await requireReferences(tx, program.id, input)
  const id: Uuid = newId()
  await tx.all(
    build.insertInto('payout_run').values({
      program_id: program.id, id, status: 'preparing', cause: scheduledFor === null ? 'user' : 'schedule', scheduled_for: scheduledFor,
      through_period: input.throughPeriod ?? null, affiliate_ids: input.affiliateIds === undefined ? null : [...new Set(input.affiliateIds)],
      paid_currency: input.currency ?? null, prepared_by: actor, prepared_at: now, updated_at: now,
    }),
  )
  await recordAudit(tx, { programId: program.id, actor, now, action: 'payout_run.prepared', subjectType: 'payout_run', subjectId: id, details: { ...input, scheduledFor } })
  await recordEvent(tx, { programId: program.id, kind: 'payout_run.prepared', subjectType: 'payout_run', subjectId: id, payload: { scheduledFor }, now })
  await preparePayouts(step, await readPayoutRun(tx, program.id, id))
  return readPayoutRun(tx, program.id, id)
}

async function requireReferences(tx: Tx, programId: Uuid, { throughPeriod, affiliateIds }: NewPayoutRun): Promise<void> {
  if (throughPeriod !== undefined) await requireSealed(tx, programId, throughPeriod)
  if (affiliateIds === undefined) return
  const found = await tx.count({
    text: 'select from affiliate where program_id = $1 and id = any($2::uuid[]) and not is_organic', values: [programId, arrayLiteral(affiliateIds)],
  })
  if (found === new Set(affiliateIds).size) return
  throw new DomainError('affiliate_unknown', { errors: [{ path: 'affiliateIds', code: 'affiliate_unknown', message: 'One of them is unknown.' }] })
}

/** Throws `state_conflict`. */
export async function requireSealed(tx: Tx, programId: Uuid, throughPeriod: string): Promise<void> {
  const period = await tx.first(build.selectFrom('period').select('status').where('program_id', '=', programId).where('name', '=', throughPeriod))
  if (period?.status !== 'sealed') throw new DomainError('state_conflict', { message: `The period ${throughPeriod} is not sealed.` })
}

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { isSamePerson } from '../access/same-person.ts'
import { DomainError } from '../errors.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { RESTORED } from './payout-states.ts'
import { type PayoutSettings, readPayoutSettings } from './payout-settings.ts'
import { type PayoutAuthor, type PayoutStep, openPayoutStep } from './payout-step.ts'

/** Stops money from going out, at once: nothing is prepared, approved, sent or settled any more. Throws `state_conflict` (frozen already). */
export async function freezePayouts(tx: Tx, clock: Clock, author: PayoutAuthor, reason: string): Promise<PayoutSettings> {
  const step = await openPayoutStep(tx, clock, author)
  if (step.settings.frozenAt !== null) throw new DomainError('state_conflict', { message: 'Payouts are frozen already.' })
  await writeFreeze(step, { at: step.now, reason, by: author.actor })
  await tell(step, 'payouts.frozen', reason)
  return readPayoutSettings(tx, author.programId)
}

/**
 * Freezes the payouts of a program that was restored from a backup: it knows nothing of what was paid since. Of whatever may have gone out
 * after the backup nobody knows what became, until a payer, a bank or a person says so; and what was not sent by then may have been since: it
 * is sent only by who names it (RESTORED).
 */
export async function freezeRestoredPayouts(tx: Tx, clock: Clock, author: PayoutAuthor, reason: string): Promise<void> {
  const step = await openPayoutStep(tx, clock, author)
  await writeFreeze(step, { at: step.now, reason, by: author.actor })
  await tx.count({
    text: `update payout_instruction i set state = 'unknown', leased_until = null, next_at = case i.rail when 'webhook' then $2::timestamptz end, detail = 'restored', updated_at = $3
             from payout p where i.program_id = $1 and p.program_id = $1 and p.id = i.payout_id and p.status = 'instructed' and i.state in ('stored', 'sent', 'unknown')`,
    values: [author.programId, clock.now(), step.now],
  })
  await tx.count({
    text: `update payout set not_sent_reason = $2, updated_at = $3 where program_id = $1 and status in ('draft', 'approved')`,
    values: [author.programId, RESTORED, step.now],
  })
  await tell(step, 'payouts.frozen', reason)
}

/**
 * Lets money go out again. By somebody else than who froze it (nobody did, after a restore), and once nothing is unknown any more.
 * Throws `second_person_required` and `state_conflict`.
 */
export async function liftPayoutFreeze(tx: Tx, clock: Clock, author: PayoutAuthor, reason: string): Promise<PayoutSettings> {
  const step = await openPayoutStep(tx, clock, author)
  const { frozenAt, frozenBy } = step.settings
  if (frozenAt === null) throw new DomainError('state_conflict', { message: 'Payouts are not frozen.' })
  if (frozenBy !== null && (await isSamePerson(tx, author.programId, frozenBy, author.actor))) throw new DomainError('second_person_required')
  const unknown = await countUnknown(tx, author.programId)
  if (unknown > 0) throw new DomainError('state_conflict', { message: `Of ${unknown} payouts nobody knows whether they were paid: settle or fail them first.` })
  await writeFreeze(step, { at: null, reason: null, by: null })
  await tell(step, 'payouts.unfrozen', reason)
  return readPayoutSettings(tx, author.programId)
}

/** Payouts that were sent and of which nobody knows whether they were paid. */
export async function countUnknown(tx: Tx, programId: PayoutAuthor['programId']): Promise<number> {
  const [row] = await tx.sql<{ unknown: number }>({
    name: 'unknown-payouts',
    text: `select count(*)::int as unknown from payout_instruction i join payout p on p.program_id = $1 and p.id = i.payout_id and p.status = 'instructed'
            where i.program_id = $1 and (i.state = 'unknown' or (i.state = 'sent' and i.rail = 'webhook'))`,
    values: [programId],
  })
  return row?.unknown ?? 0
}

async function writeFreeze({ tx, program }: PayoutStep, { at, reason, by }: { readonly at: Date | null; readonly reason: string | null; readonly by: string | null }): Promise<void> {
  await tx.count({
    text: 'update program set payouts_frozen_at = $2, payouts_frozen_reason = $3, payouts_frozen_by = $4 where id = $1',
    values: [program.id, at, reason, by],
  })
}

async function tell({ tx, program, actor, now }: PayoutStep, action: 'payouts.frozen' | 'payouts.unfrozen', reason: string): Promise<void> {
  await recordAudit(tx, { programId: program.id, actor, now, action, subjectType: 'program', subjectId: program.id, details: { reason } })
  await recordEvent(tx, { programId: program.id, kind: action, subjectType: 'program', subjectId: program.id, now })
}

import type { Clock } from '../../app/clock.ts'
import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { findObstacles } from './find-obstacles.ts'
import { movePayouts } from './move-payouts.ts'
import { type Payout, readPayoutsOfRun } from './payout.ts'
import { type PayoutRun, readPayoutRun } from './payout-run.ts'
import { findPayer } from './paying-accounts/find-rail-payer.ts'
import { type PayoutAuthor, type PayoutStep, openPayoutStep, refuseWhileFrozen } from './payout-step.ts'
import { recordPayoutEvents } from './record-payout-events.ts'
import { RESTORED } from './payout-states.ts'
import { fitsRail, isFileRail, type PayoutRail } from './payout-rail.ts'
import { sealMessages } from './sealed-message.ts'
import { storeRailFile } from './store-rail-file.ts'

export interface PayoutInstruction {
  readonly rail: PayoutRail
  /** Only these payouts of the run; without it all that the rail can carry. */
  readonly payoutIds?: readonly Uuid[] | undefined
  /** The day that a bank is to pay on; without it the program's today. */
  readonly executionDate?: string | undefined
}

export interface InstructionDependencies {
  readonly clock: Clock
  readonly secretBox: SecretBox
}

/**
 * Sends the approved payouts of a run by a rail. What goes out has its key stored before anything does. A payout whose method was changed or
 * is held, or whose affiliate must not be paid any more, is passed over: it stays approved and says why. So is one that a backup brought back,
 * unless it is named.
 * Throws `not_found`, `payouts_frozen`, `state_conflict`, `paying_account_missing` and `payout_details_unreadable`.
 */
export async function instructPayoutRun(tx: Tx, { clock, secretBox }: InstructionDependencies, author: PayoutAuthor, id: Uuid, instruction: PayoutInstruction): Promise<PayoutRun> {
  const step = await openPayoutStep(tx, clock, author)
  const { program, now, actor, settings } = step
  refuseWhileFrozen(settings)
  const run = await readPayoutRun(tx, program.id, id)
  if (run.status !== 'approved' && run.status !== 'instructed') throw new DomainError('state_conflict', { message: `The run is ${run.status}.` })
  const { rail } = instruction
  // Asked before anything is said to be sent: there has to be somebody to call.
  if (rail === 'webhook') await findPayer(tx, secretBox, program.id)
  const payouts = await choosePayouts(step, id, instruction)
  const obstacles = new Map<Uuid, string>([...(await findObstacles(step, payouts)), ...(instruction.payoutIds === undefined ? restoredOnes(payouts) : [])])
  const free = payouts.filter((payout) => !obstacles.has(payout.id))
  const refused = isFileRail(rail) ? await storeRailFile(step, secretBox, run, rail, free, instruction.executionDate) : new Map<Uuid, string>()
  const sent = free.filter((payout) => !refused.has(payout.id))
  await recordAudit(tx, { programId: program.id, actor, now, action: 'payout_run.instructed', subjectType: 'payout_run', subjectId: id, details: { rail, payouts: sent.length } })
  await passOver(step, new Map([...obstacles, ...refused]))
  await storeInstructions(step, rail, sent, clock.now(), rail === 'webhook' ? await sealMessages(step, secretBox, run, sent) : new Map())
  if (sent.length > 0) await tx.count({ text: `update payout_run set status = 'instructed', updated_at = $3 where program_id = $1 and id = $2`, values: [program.id, id, now] })
  await movePayouts(step, sent, { to: 'instructed', rail })
  return readPayoutRun(tx, program.id, id)
}

async function choosePayouts({ tx, program }: PayoutStep, runId: Uuid, { rail, payoutIds }: PayoutInstruction): Promise<Payout[]> {
  const approved = await readPayoutsOfRun(tx, program.id, runId, 'approved')
  if (payoutIds === undefined) {
    const fitting = approved.filter((payout) => fitsRail(rail, payout))
    if (fitting.length > 0) return fitting
    throw new DomainError('state_conflict', { message: 'The run has no approved payout that this rail can carry.' })
  }
  const byId = new Map(approved.map((payout) => [payout.id, payout]))
  return [...new Set(payoutIds)].map((id) => {
    const payout = byId.get(id)
    if (payout !== undefined && fitsRail(rail, payout)) return payout
    throw new DomainError('state_conflict', { message: `The payout ${id} is none of the run's approved ones that this rail can carry.` })
  })
}

/** They may have been sent before: who has compared them with the bank names them. */
function restoredOnes(payouts: readonly Payout[]): [Uuid, string][] {
  return payouts.flatMap(({ id, notSentReason }) => (notSentReason === RESTORED ? [[id, RESTORED]] : []))
}

async function passOver(step: PayoutStep, reasons: ReadonlyMap<Uuid, string>): Promise<void> {
  if (reasons.size === 0) return
  const rows = new BulkRows(columns('id uuid, reason text'))
  for (const [id, reason] of reasons) rows.add(id, reason)
  await step.tx.count({
    name: 'pass-payouts-over',
    text: `update payout p set not_sent_reason = case when p.not_sent_reason = '${RESTORED}' then p.not_sent_reason else o.reason end, updated_at = $2
             from ${rows.unnest('o', 3)} where p.program_id = $1 and p.id = o.id`,
    values: [step.program.id, step.now, ...rows.parameters()],
  })
  recordPayoutEvents(step, [...reasons].map(([payoutId, reason]) => ({ payoutId, kind: 'passed_over', reason })))
}

/** The key is the payout's own, for good: whatever is sent for it, in whichever try, is the same payment to the receiver. */
async function storeInstructions({ tx, program, now }: PayoutStep, rail: PayoutRail, payouts: readonly Payout[], wallNow: Date, messages: ReadonlyMap<Uuid, Buffer>): Promise<void> {
  const rows = new BulkRows(columns(
    `program_id uuid, id uuid, payout_id uuid, idempotency_key text, rail text, state text, next_at timestamptz, sealed_body text bytea, created_at timestamptz,
     updated_at timestamptz`,
  ))
  const isCalled = rail === 'webhook'
  for (const { id, endToEndId } of payouts) {
    const message = messages.get(id)
    rows.add(
      program.id, newId(), id, endToEndId, rail, isCalled ? 'stored' : 'sent', isCalled ? wallNow : null, message === undefined ? null : `\\x${message.toString('hex')}`, now, now,
    )
  }
  await rows.insertInto(tx, 'payout_instruction')
}

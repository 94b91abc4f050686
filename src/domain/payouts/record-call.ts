import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { recordEvent } from '../outbox/record-event.ts'
import type { ClaimedCall } from './claim-call.ts'
import { movePayouts } from './move-payouts.ts'
import { type InstructionState, type Payout, readPayout } from './payout.ts'
import { type PayoutAuthor, type PayoutStep, openPayoutStep } from './payout-step.ts'
import { recordPayoutEvents } from './record-payout-events.ts'
import type { CallResult } from './send-payout.ts'

const FIRST_WAIT_MS = 15_000
const LONGEST_WAIT_MS = 3_600_000

/**
 * Records what came of a call. Settled and refused end the payout; accepted waits for the payer's own word or a bank's; what is unknown is
 * asked for by its key, later and later, until the payer says or a person does. Throws `external_id_in_use`.
 */
export async function recordCall(tx: Tx, clock: Clock, author: PayoutAuthor, call: ClaimedCall, result: CallResult): Promise<void> {
  const step = await openPayoutStep(tx, clock, author)
  const payout = await readPayout(tx, step.program.id, call.payoutId)
  if (payout.status !== 'instructed') return recordLateAnswer(step, call, payout, result)
  if (!isEnding(result) && (await isOvertaken(step, call))) return
  const after = async (state: InstructionState, waitMs: number, detail: string | null) => {
    await keepState(step, call, state, new Date(clock.now().getTime() + waitMs), detail)
  }
  const keepUnknown = async (state: InstructionState, reason: string) => {
    await recordUnknown(step, payout, state, reason)
    await after(state, waitAfter(call.calls), reason)
  }
  const contradiction = contradictionOf(payout, result)
  if (contradiction !== null) return keepUnknown('unknown', contradiction)
  switch (result.kind) {
    case 'accepted':
      if ('isSettled' in result && result.isSettled) return settle(step, payout, result.externalId)
      return accept(step, payout, result.externalId, () => after('accepted', waitAfter(call.calls), null))
    case 'settled': return settle(step, payout, result.externalId)
    case 'refused': case 'failed': return movePayouts(step, [payout], { to: 'failed', reason: result.reason })
    // Nothing left us. What may have been sent before is still unknown: a question that could not be asked says nothing.
    case 'not_sent': return after(call.message === null ? stateInSilence(payout) : 'stored', waitAfter(call.calls), result.reason)
    // The payer never got it: the same instruction, with the same key, is sent again.
    case 'absent': return after('stored', 0, 'absent')
    case 'unknown': return keepUnknown(stateInSilence(payout), result.reason)
  }
}

function waitAfter(calls: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** Math.min(calls - 1, 20), LONGEST_WAIT_MS)
}

function isEnding(result: CallResult): boolean {
  return result.kind === 'settled' || result.kind === 'refused' || result.kind === 'failed' || ('isSettled' in result && result.isSettled)
}

/** Whoever made the call was held up until its lease had ended, and another has called since: that one's word counts, and it may be under way. */
async function isOvertaken({ tx, program }: PayoutStep, { instructionId, calls }: ClaimedCall): Promise<boolean> {
  const last = await tx.count({ name: 'last-call', text: 'select from payout_instruction where program_id = $1 and id = $2 and calls = $3', values: [program.id, instructionId, calls] })
  return last === 0
}

/** What a payer that has taken a payout cannot say. One that has lost it may have paid it: it is not told again, people decide. */
function contradictionOf({ externalId }: Payout, result: CallResult): string | null {
  if (externalId === null) return null
  if (result.kind === 'absent') return 'absent_after_accepted'
  return 'externalId' in result && result.externalId !== externalId ? 'external_id_differs' : null
}

/** A payer that has taken it and does not answer for once has taken it all the same. */
function stateInSilence({ instructionState }: Payout): InstructionState {
  return instructionState === 'accepted' ? 'accepted' : 'unknown'
}

async function settle(step: PayoutStep, payout: Payout, externalId: string): Promise<void> {
  await movePayouts(step, [payout], { to: 'settled', externalIds: new Map([[payout.id, externalId]]) })
}

async function accept(step: PayoutStep, payout: Payout, externalId: string, keep: () => Promise<void>): Promise<void> {
  if (payout.instructionState !== 'accepted') recordPayoutEvents(step, [{ payoutId: payout.id, kind: 'accepted', externalId }])
  await keepExternalId(step, payout, externalId)
  await keep()
}

async function keepExternalId({ tx, program, now }: PayoutStep, payout: Payout, externalId: string): Promise<void> {
  if (payout.externalId !== null) return
  const isTaken = await tx.count({ name: 'external-id-taken', text: 'select from payout where program_id = $1 and external_id = $2', values: [program.id, externalId] })
  if (isTaken > 0) throw new DomainError('external_id_in_use')
  await tx.count({
    name: 'keep-external-id', text: 'update payout set external_id = $3, updated_at = $4 where program_id = $1 and id = $2', values: [program.id, payout.id, externalId, now],
  })
}

async function recordUnknown(step: PayoutStep, payout: Payout, state: InstructionState, reason: string): Promise<void> {
  recordPayoutEvents(step, [{ payoutId: payout.id, kind: 'unknown', reason }])
  if (state === 'unknown' && payout.instructionState !== 'unknown') await tell(step, payout, 'payout.unknown', { reason })
}

/** A person said what became of it before the payer did: shown, because the two may differ. */
async function recordLateAnswer(step: PayoutStep, call: ClaimedCall, payout: Payout, result: CallResult): Promise<void> {
  const externalId = 'externalId' in result ? result.externalId : null
  recordPayoutEvents(step, [{ payoutId: payout.id, kind: 'late_answer', reason: result.kind, externalId }])
  await tell(step, payout, 'payout.late_answer', { answer: result.kind, status: payout.status })
  await step.tx.count({
    name: 'end-payout-lease', text: 'update payout_instruction set leased_until = null, next_at = null where program_id = $1 and id = $2', values: [step.program.id, call.instructionId],
  })
}

function tell({ tx, program, now }: PayoutStep, { id, affiliateId, runId }: Payout, kind: string, payload: object): Promise<void> {
  return recordEvent(tx, { programId: program.id, kind, subjectType: 'payout', subjectId: id, affiliateId, payload: { runId, ...payload }, now })
}

async function keepState({ tx, program, now }: PayoutStep, { instructionId }: { readonly instructionId: Uuid }, state: InstructionState, nextAt: Date, detail: string | null): Promise<void> {
  await tx.count({
    name: 'keep-instruction-state',
    text: `update payout_instruction set state = $3, leased_until = null, next_at = $4, detail = $5, updated_at = $6 where program_id = $1 and id = $2`,
    values: [program.id, instructionId, state, nextAt, detail, now],
  })
}

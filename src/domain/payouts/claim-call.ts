import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import { findObstacles, type Obstacle } from './find-obstacles.ts'
import { movePayouts } from './move-payouts.ts'
import type { PayerMessage } from './payer/call-payer.ts'
import { findPayer } from './paying-accounts/find-rail-payer.ts'
import type { PayerDetails } from './paying-accounts/paying-details.ts'
import { type InstructionState, type Payout, readPayout } from './payout.ts'
import { readPayoutSettings } from './payout-settings.ts'
import { type PayoutStep, openPayoutStep } from './payout-step.ts'
import { recordPayoutEvents } from './record-payout-events.ts'
import { openMessage } from './sealed-message.ts'

/** A call ends after 15 seconds at most (src/outbound); the rest is for a machine that is slow. */
const LEASE_MS = 120_000
const STOPPED_WAIT_MS = 3_600_000

/** A call that nobody else makes. */
export interface ClaimedCall {
  readonly instructionId: Uuid
  readonly payoutId: Uuid
  /** How often the payer was talked to about it, this time included. */
  readonly calls: number
  readonly payer: PayerDetails
  readonly idempotencyKey: string
  /** Null: it may have been sent before. The payer is asked what became of its key, and told nothing. */
  readonly message: PayerMessage | null
}

export interface ClaimDependencies {
  readonly clock: Clock
  readonly secretBox: SecretBox
}

interface DueInstruction {
  readonly id: Uuid
  readonly payoutId: Uuid
  readonly state: InstructionState
  readonly calls: number
}

/**
 * Claims the next call that is due. Undefined: there is none. `call` null: what was due must not be sent any more. Commit before calling.
 * While payouts are frozen nothing new is sent, but the payer is asked. Throws `paying_account_missing`.
 */
export async function claimCall(tx: Tx, { clock, secretBox }: ClaimDependencies, programId: Uuid): Promise<{ readonly call: ClaimedCall | null } | undefined> {
  const { frozenAt } = await readPayoutSettings(tx, programId)
  const due = await findDue(tx, programId, frozenAt !== null, clock.now())
  if (due === undefined) return undefined
  // Before the instruction's row: everybody who holds both takes the book first.
  const step = await openPayoutStep(tx, clock, { programId, actor: 'system' })
  const isHeld = await lockInstruction(tx, programId, due, clock.now())
  if (!isHeld) return undefined
  const payout = await readPayout(tx, programId, due.payoutId)
  const isNew = due.state === 'stored'
  if (isNew && step.settings.frozenAt !== null) return undefined
  const obstacle = isNew ? (await findObstacles(step, [payout])).get(payout.id) : undefined
  const message = isNew && obstacle === undefined ? await openMessage(tx, secretBox, programId, payout) : null
  if (isNew && message === null) {
    await stopInstruction(step, clock, due, payout, obstacle ?? 'details_unreadable')
    return { call: null }
  }
  const calls = due.calls + 1
  const call = { instructionId: due.id, payoutId: payout.id, calls, payer: await findPayer(tx, secretBox, programId), idempotencyKey: payout.endToEndId, message }
  await tx.count({
    name: 'lease-payout-instruction',
    text: `update payout_instruction set state = case state when 'stored' then 'sent' else state end, calls = $3, leased_until = $4, updated_at = $5
            where program_id = $1 and id = $2`,
    values: [programId, due.id, calls, new Date(clock.now().getTime() + LEASE_MS), step.now],
  })
  recordPayoutEvents(step, [{ payoutId: payout.id, kind: 'called', reason: isNew ? 'sent' : 'asked' }])
  return { call }
}

/**
 * Something has come between: it must not be sent any more. What was never sent has failed. What was, though the payer says that it never got
 * it, may still be under way: people decide, and the payer is asked on.
 */
async function stopInstruction(step: PayoutStep, clock: Clock, { id, calls }: DueInstruction, payout: Payout, obstacle: Obstacle | 'details_unreadable'): Promise<void> {
  if (calls === 0) return movePayouts(step, [payout], { to: 'failed', reason: obstacle })
  recordPayoutEvents(step, [{ payoutId: payout.id, kind: 'unknown', reason: obstacle }])
  await step.tx.count({
    name: 'stop-payout-instruction',
    text: `update payout_instruction set state = 'unknown', next_at = $3, detail = $4, updated_at = $5 where program_id = $1 and id = $2`,
    values: [step.program.id, id, new Date(clock.now().getTime() + STOPPED_WAIT_MS), obstacle, step.now],
  })
}

/** By the wall clock. A lease that has ended: whoever had it is gone, and what came of its call is unknown. */
const IS_DUE = `i.next_at <= $2 and (i.leased_until is null or i.leased_until <= $2) and i.state <> 'refused'`

async function findDue(tx: Tx, programId: Uuid, isFrozen: boolean, wallNow: Date): Promise<DueInstruction | undefined> {
  const [due] = await tx.sql<DueInstruction>({
    name: 'due-instruction',
    text: `select i.id, i.payout_id as "payoutId", i.state, i.calls from payout_instruction i
             join payout p on p.program_id = $1 and p.id = i.payout_id and p.status = 'instructed'
            where i.program_id = $1 and ${IS_DUE} and (i.state <> 'stored' or not $3) order by i.next_at, i.id limit 1`,
    values: [programId, wallNow, isFrozen],
  })
  return due
}

/** Whether it is as it was found: another worker may have claimed it, or a person ended its payout. */
async function lockInstruction(tx: Tx, programId: Uuid, { id, state, calls }: DueInstruction, wallNow: Date): Promise<boolean> {
  const rows = await tx.sql({
    name: 'lock-due-instruction',
    text: `select 1 from payout_instruction i join payout p on p.program_id = $1 and p.id = i.payout_id and p.status = 'instructed'
            where i.program_id = $1 and ${IS_DUE} and i.id = $3 and i.state = $4 and i.calls = $5 for update of i`,
    values: [programId, wallNow, id, state, calls],
  })
  return rows.length > 0
}

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { movePayouts } from './move-payouts.ts'
import { type Payout, readPayouts } from './payout.ts'
import { type PayoutRun, readPayoutRun } from './payout-run.ts'
import { type PayoutAuthor, openPayoutStep, refuseWhileFrozen } from './payout-step.ts'
import { refuseWhileCalled } from './refuse-while-called.ts'

/** That a payout was paid, and what the payment is called outside. */
export interface Settlement {
  readonly payoutId: Uuid
  /** May be missing where the payer has told it already. */
  readonly externalId?: string | undefined
}

/**
 * Records that payouts were paid: all of them or none. One that is settled already by this id stays as it is. While payouts are frozen only
 * those of which nobody knows whether they were paid can be settled, and `isReconciliation`: what a bank says that it did.
 * Throws `not_found`, `payouts_frozen`, `state_conflict`, `external_id_in_use` and `invalid_request` (an id is needed).
 */
export async function settlePayouts(tx: Tx, clock: Clock, author: PayoutAuthor, settlements: readonly Settlement[], isReconciliation = false): Promise<Payout[]> {
  const step = await openPayoutStep(tx, clock, author)
  const { program, now, actor } = step
  const ids = settlements.map(({ payoutId }) => payoutId)
  const externalIds = new Map(settlements.flatMap(({ payoutId, externalId }) => (externalId === undefined ? [] : [[payoutId, externalId] as const])))
  const payouts = await readPayouts(tx, program.id, ids)
  const unsettled = payouts.filter((payout) => !isSettledAs(payout, externalIds.get(payout.id)))
  if (unsettled.length === 0) return payouts
  if (!isReconciliation && !unsettled.every(({ instructionState }) => instructionState === 'unknown')) refuseWhileFrozen(step.settings)
  await refuseWhileCalled(step, clock, unsettled)
  for (const payout of unsettled) requireExternalId(payout, externalIds.get(payout.id))
  for (const { id } of unsettled) {
    await recordAudit(tx, { programId: program.id, actor, now, action: 'payout.settled', subjectType: 'payout', subjectId: id, details: { externalId: externalIds.get(id) } })
  }
  await movePayouts(step, unsettled, { to: 'settled', externalIds: new Map(unsettled.flatMap(({ id }) => entryOf(externalIds, id))) })
  return readPayouts(tx, program.id, ids)
}

/** As settlePayouts, for payouts of one run. Throws `not_found` for those of another. */
export async function settlePayoutsOfRun(tx: Tx, clock: Clock, author: PayoutAuthor, runId: Uuid, settlements: readonly Settlement[]): Promise<PayoutRun> {
  const payouts = await readPayouts(tx, author.programId, settlements.map(({ payoutId }) => payoutId))
  if (payouts.some((payout) => payout.runId !== runId)) throw new DomainError('not_found')
  await settlePayouts(tx, clock, author, settlements)
  return readPayoutRun(tx, author.programId, runId)
}

function entryOf(externalIds: ReadonlyMap<Uuid, string>, id: Uuid): [Uuid, string][] {
  const externalId = externalIds.get(id)
  return externalId === undefined ? [] : [[id, externalId]]
}

function isSettledAs({ status, externalId }: Payout, asked: string | undefined): boolean {
  return status === 'settled' && (asked === undefined || asked === externalId)
}

function requireExternalId(payout: Payout, asked: string | undefined): void {
  if (asked !== undefined || payout.externalId !== null) return
  const message = 'What the payment is called outside is needed.'
  throw new DomainError('invalid_request', { errors: [{ path: 'externalId', code: 'required', message }] })
}

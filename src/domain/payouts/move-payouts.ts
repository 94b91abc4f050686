import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { postTransfers, type TransferDraft } from '../ledger/post-transfers.ts'
import { minorToText } from '../money/amounts.ts'
import { recordEvents } from '../outbox/record-events.ts'
import { exchangeReversals } from '../rates/payout-exchange.ts'
import type { Payout } from './payout.ts'
import { canMove, isReleased, type PayoutStatus } from './payout-states.ts'
import type { PayoutStep } from './payout-step.ts'
import { transfersOfMove } from './payout-transfers.ts'
import { recordPayoutEvents } from './record-payout-events.ts'

export interface PayoutMove {
  readonly to: PayoutStatus
  readonly reason?: string | null
  /** What each is called outside, by the payout's id. */
  readonly externalIds?: ReadonlyMap<Uuid, string>
  readonly rail?: string
}

/**
 * Takes payouts from one state to the next and closes the step: the one place where a payout's state and its money change, always together.
 * Call with the book open, and with payouts that were read since. Throws `state_conflict` and `external_id_in_use`.
 */
export async function movePayouts(step: PayoutStep, payouts: readonly Payout[], move: PayoutMove): Promise<void> {
  const { tx, book, now } = step
  for (const { id, status } of payouts) {
    if (!canMove(status, move.to)) throw new DomainError('state_conflict', { message: `The payout ${id} is ${status}.` })
  }
  if (move.externalIds !== undefined) await refuseTakenExternalIds(step, payouts, move.externalIds)
  await writeStates(step, payouts, move)
  recordPayoutEvents(step, payouts.map(({ id }) => ({ payoutId: id, kind: kindOf(move.to), reason: move.reason ?? null, externalId: move.externalIds?.get(id) ?? null })))
  if (isReleased(move.to)) await releaseLines(step, payouts)
  if (move.to === 'settled' || move.to === 'failed') await closeInstructions(step, payouts, move)
  await tellOutbox(step, payouts, move)
  await postTransfers(tx, book, await draftsOf(step, payouts, move.to), now)
  // What is answered next reads what was deferred.
  await tx.settle()
}

/** One outside id is one payment: it cannot have paid two payouts. */
async function refuseTakenExternalIds({ tx, program }: PayoutStep, payouts: readonly Payout[], externalIds: ReadonlyMap<Uuid, string>): Promise<void> {
  const wanted = [...externalIds.values()]
  const taken = await tx.sql<{ id: Uuid; externalId: string }>({
    name: 'payouts-by-external-id',
    text: 'select id, external_id as "externalId" from payout where program_id = $1 and external_id = any($2::text[])',
    values: [program.id, arrayLiteral(wanted)],
  })
  const isTwice = new Set(wanted).size < wanted.length
  const other = taken.find(({ id, externalId }) => externalIds.get(id) !== externalId)
  const changed = payouts.find(({ id, externalId }) => externalId !== null && (externalIds.get(id) ?? externalId) !== externalId)
  if (changed !== undefined) throw new DomainError('state_conflict', { message: `The payout ${changed.id} is known outside as ${changed.externalId}.` })
  if (isTwice || other !== undefined) throw new DomainError('external_id_in_use')
}

/** 'draft' is where payouts begin: nothing moves there. */
function kindOf(to: PayoutStatus): Exclude<PayoutStatus, 'draft'> {
  if (to === 'draft') throw new Error('no payout becomes a draft again')
  return to
}

async function writeStates({ tx, program, now }: PayoutStep, payouts: readonly Payout[], { to, externalIds, rail }: PayoutMove): Promise<void> {
  const rows = new BulkRows(columns('id uuid, external_id text'))
  for (const { id } of payouts) rows.add(id, externalIds?.get(id))
  await tx.count({
    name: 'move-payouts',
    text: `update payout p set status = $2, external_id = coalesce(m.external_id, p.external_id), rail = coalesce($3, p.rail), not_sent_reason = case when $2 = 'approved' then p.not_sent_reason end, updated_at = $4
             from ${rows.unnest('m', 5)} where p.program_id = $1 and p.id = m.id`,
    values: [program.id, to, rail, now, ...rows.parameters()],
  })
}

async function releaseLines({ tx, program, book }: PayoutStep, payouts: readonly Payout[]): Promise<void> {
  await tx.count({
    name: 'release-payout-lines',
    text: 'update payout_line set released_sequence = $3 where program_id = $1 and payout_id = any($2::uuid[]) and released_sequence is null',
    values: [program.id, arrayLiteral(payouts.map(({ id }) => id)), book.sequence],
  })
}

/** Whatever was unknown is known now: nothing is sent, called or asked for it any more. */
async function closeInstructions({ tx, program, now }: PayoutStep, payouts: readonly Payout[], { to }: PayoutMove): Promise<void> {
  await tx.count({
    name: 'close-payout-instructions',
    text: `update payout_instruction set state = $3, leased_until = null, next_at = null, sealed_body = null, updated_at = $4
            where program_id = $1 and payout_id = any($2::uuid[]) and state <> 'refused'`,
    values: [program.id, arrayLiteral(payouts.map(({ id }) => id)), to === 'settled' ? 'accepted' : 'refused', now],
  })
}

async function tellOutbox({ tx, program, now }: PayoutStep, payouts: readonly Payout[], { to, externalIds }: PayoutMove): Promise<void> {
  await recordEvents(tx, payouts.map(({ id, affiliateId, runId, amountMinor, currency, paidAmountMinor, paidCurrency, externalId }) => ({
    programId: program.id, kind: `payout.${to}`, subjectType: 'payout', subjectId: id, affiliateId, now,
    payload: {
      runId, amount: minorToText(amountMinor, currency), currency, paidAmount: minorToText(paidAmountMinor, paidCurrency), paidCurrency,
      externalId: externalIds?.get(id) ?? externalId,
    },
  })))
}

async function draftsOf({ tx, program, now }: PayoutStep, payouts: readonly Payout[], to: PayoutStatus): Promise<TransferDraft[]> {
  const moment = { now, timeZone: program.time_zone }
  const drafts: TransferDraft[] = []
  for (const payout of payouts) {
    drafts.push(...transfersOfMove(payout, payout.status, to, moment))
    if (isReleased(to) && payout.paidCurrency !== payout.currency) drafts.push(...(await exchangeReversals(tx, program.id, payout.id, moment)))
  }
  return drafts
}

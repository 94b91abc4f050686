import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { isSamePerson } from '../access/same-person.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { type Book, openBook } from '../ledger/book.ts'
import { postTransfers } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { type Adjustment, readAdjustment } from './adjustment.ts'
import { transferOfAdjustment } from './adjustment-transfer.ts'

export interface AdjustmentDecision {
  readonly kind: 'approved' | 'rejected'
  readonly actor: string
  readonly reason: string | null
}

/**
 * Decides an adjustment that waits. Approval is for somebody else than its author and posts it; rejection ends it, also by its author.
 * Throws `not_found`, `state_conflict` (decided already) and `second_person_required`.
 */
export async function decideAdjustment(tx: Tx, clock: Clock, programId: Uuid, id: Uuid, decision: AdjustmentDecision): Promise<Adjustment> {
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  // Held before the state is read: of fifty decisions at once the others see the first.
  const book = await openBook(tx, programId)
  const adjustment = await readAdjustment(tx, programId, id)
  if (adjustment.status !== 'pending') throw new DomainError('state_conflict', { message: `The adjustment is ${adjustment.status}.` })
  if (decision.kind === 'approved' && (await isSamePerson(tx, programId, adjustment.createdBy, decision.actor))) throw new DomainError('second_person_required')
  await settleAdjustment(tx, { program, book, now: programNow(program, clock) }, adjustment, decision)
  return readAdjustment(tx, programId, id)
}

/** Records a decision and, for an approval, posts the transfer in the open step. */
export async function settleAdjustment(
  tx: Tx, { program, book, now }: { readonly program: Program; readonly book: Book; readonly now: Date }, adjustment: Adjustment, { kind, actor, reason }: AdjustmentDecision,
): Promise<void> {
  const programId = program.id
  await tx.all(
    build.insertInto('adjustment_event').values({ program_id: programId, id: newId(), adjustment_id: adjustment.id, kind, actor, reason, recorded_at: now }),
  )
  await recordAudit(tx, { programId, actor, now, action: `adjustment.${kind}`, subjectType: 'adjustment', subjectId: adjustment.id })
  await postTransfers(tx, book, kind === 'approved' ? [transferOfAdjustment(adjustment, now, program.time_zone)] : [], now)
  // What is answered next reads what was deferred.
  await tx.settle()
}

import { BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { maturityOf } from './commission-line.ts'
import { readPostedLines } from './posted-lines.ts'
import type { RatingStep } from './rating-state.ts'

/** Approves the pending lines of the transactions. What is due already matures at once: the transfers are the caller's to post. */
export async function approveLines(step: RatingStep, transactionIds: readonly Uuid[], actor: string): Promise<TransferDraft[]> {
  const lines = (await readPostedLines(step, transactionIds)).filter(({ isApproved }) => !isApproved)
  const rows = new BulkRows(columns('program_id uuid, id uuid, commission_id uuid, kind text, actor text, recorded_at timestamptz'))
  for (const line of lines) rows.add(step.program.id, newId(), line.id, 'approved', actor, step.now)
  await rows.insertInto(step.tx, 'commission_event')
  return lines
    .filter((line) => line.amountMinor > 0n && line.payableFrom <= step.book.maturedUntil)
    .map((line) => maturityOf(line, step.program.currency))
}

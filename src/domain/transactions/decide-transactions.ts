import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { approveLines } from '../commissions/approve-lines.ts'
import { rateTransactions } from '../commissions/rate-transactions.ts'
import { unrateTransactions } from '../commissions/unrate-transactions.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { postTransfers } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { readCustomersById } from './read-surroundings.ts'
import { wakeRefunds } from './transaction-exceptions.ts'
import { readTransactions, type TransactionRecord } from './transaction-record.ts'

/** The most transactions that one call may decide. */
export const DECISIONS_MAX = 10_000

export interface Decision {
  readonly programId: Uuid
  readonly transactionIds: readonly Uuid[]
  readonly actor: string
  readonly reason: string | null
}

/**
 * Approves pending transactions. A transaction that had no effect so far gets it now; one whose lines were accrued pending gets
 * them approved. Refuses as a whole when one of them does not exist (not_found) or is not pending (state_conflict).
 */
export async function approveTransactions(tx: Tx, clock: Clock, decision: Decision): Promise<TransactionRecord[]> {
  return decide(tx, clock, decision, 'approved', async (step, records) => {
    const approved = records.map((record) => ({ ...record, status: 'approved' as const, appliedSequence: record.appliedSequence ?? step.book.sequence }))
    const customers = await readCustomersById(tx, decision.programId, approved.flatMap(({ customerId }) => customerId ?? []))
    const withoutEffect = approved.filter((_, index) => records[index]?.appliedSequence === null)
    await setStatus(tx, decision.programId, approved, step.now)
    const accrued = await rateTransactions(
      step,
      withoutEffect.map((record) => ({ record, customer: record.customerId === null ? null : (customers.get(record.customerId) ?? null), original: null })),
    )
    const held = records.filter(({ appliedSequence }) => appliedSequence !== null).map(({ id }) => id)
    return [...accrued, ...(await approveLines(step, held, decision.actor))]
  })
}

/**
 * Rejects pending transactions. Their lines, if any, are rejected with them; totals and tiers are worked out anew without them.
 */
export async function rejectTransactions(tx: Tx, clock: Clock, decision: Decision): Promise<TransactionRecord[]> {
  return decide(tx, clock, decision, 'rejected', async (step, records) => {
    const rejected = records.map((record) => ({ ...record, status: 'rejected' as const, removedSequence: record.appliedSequence === null ? null : step.book.sequence }))
    await setStatus(tx, decision.programId, rejected, step.now)
    return unrateTransactions(step, records.filter(({ appliedSequence }) => appliedSequence !== null), decision)
  })
}

type Step = Parameters<typeof rateTransactions>[0]

async function decide(
  tx: Tx,
  clock: Clock,
  decision: Decision,
  kind: 'approved' | 'rejected',
  effect: (step: Step, records: readonly TransactionRecord[]) => ReturnType<typeof rateTransactions>,
): Promise<TransactionRecord[]> {
  const { programId } = decision
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  const book = await openBook(tx, programId)
  const ids = [...new Set(decision.transactionIds)]
  const records = await readTransactions(tx, programId, 'decided', 't.id = any($2::uuid[])', [arrayLiteral(ids)])
  if (records.length !== ids.length) throw new DomainError('not_found', { message: 'One of the transactions does not exist.' })
  const decided = records.find(({ status }) => status !== 'pending')
  if (decided !== undefined) throw new DomainError('state_conflict', { message: `Transaction ${decided.id} is not pending: it is ${decided.status}.` })

  const now = programNow(program, clock)
  const drafts = await effect({ tx, program, book, now }, records)
  await recordEvents(tx, decision, ids, kind, now)
  await countIntoBatches(tx, programId, records)
  await postTransfers(tx, book, drafts, now)
  await wakeRefunds(tx, programId, records)
  return records
}

async function setStatus(tx: Tx, programId: Uuid, records: readonly TransactionRecord[], now: Date): Promise<void> {
  const rows = new BulkRows(columns('id uuid, status text, applied bigint, removed bigint'))
  for (const record of records) rows.add(record.id, record.status, record.appliedSequence, record.removedSequence)
  await tx.count({
    name: 'set-transaction-status',
    text: `update transaction t set status = r.status, applied_sequence = r.applied, removed_sequence = r.removed, updated_at = $2
             from ${rows.unnest('r', 3)} where t.program_id = $1 and t.id = r.id`,
    values: [programId, now, ...rows.parameters()],
  })
}

async function recordEvents(tx: Tx, { programId, actor, reason }: Decision, ids: readonly Uuid[], kind: string, now: Date): Promise<void> {
  const rows = new BulkRows(columns('program_id uuid, id uuid, transaction_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const id of ids) rows.add(programId, newId(), id, kind, actor, reason, now)
  await rows.insertInto(tx, 'transaction_event')
}

async function countIntoBatches(tx: Tx, programId: Uuid, records: readonly TransactionRecord[]): Promise<void> {
  const counts = new Map<Uuid, number>()
  for (const { batchId } of records) if (batchId !== null) counts.set(batchId, (counts.get(batchId) ?? 0) + 1)
  const rows = new BulkRows(columns('id uuid, decided int'))
  for (const [id, count] of counts) rows.add(id, count)
  await tx.count({
    name: 'count-decided',
    text: `update transaction_batch b set processed = b.processed + r.decided, pending_approval = b.pending_approval - r.decided
             from ${rows.unnest('r', 2)} where b.program_id = $1 and b.id = r.id`,
    values: [programId, ...rows.parameters()],
  })
}

import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { approveLines } from '../commissions/approve-lines.ts'
import { markApproved } from '../commissions/reckoning/mark-affiliates.ts'
import { markRecruiters } from '../commissions/reckoning/mark-recruiters.ts'
import { rateTransactions } from '../commissions/rate-transactions.ts'
import { unrateTransactions } from '../commissions/unrate-transactions.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { openBook } from '../ledger/book.ts'
import { postTransfers, type TransferDraft } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { readCustomersById } from './read-surroundings.ts'
import { takeClaimedKeys } from './take-claimed-keys.ts'
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
 * them approved. Refuses as a whole when one of them does not exist (not_found) or is not pending (state_conflict): what was rejected
 * stays rejected. So it does for a page's claim whose external id the operator has reported meanwhile.
 */
export async function approveTransactions(tx: Tx, clock: Clock, decision: Decision): Promise<TransactionRecord[]> {
  return decide(tx, clock, decision, 'approved', async (step, records) => {
    await takeClaimedKeys(tx, decision.programId, records)
    const approved = records.map((record) => ({ ...record, status: 'approved' as const, appliedSequence: record.appliedSequence ?? step.book.sequence }))
    const customers = await readCustomersById(tx, decision.programId, approved.flatMap(({ customerId }) => customerId ?? []))
    const withoutEffect = approved.filter((_, index) => records[index]?.appliedSequence === null)
    await setStatus(tx, decision.programId, approved, step.now)
    const accrued = await rateTransactions(
      step,
      withoutEffect.map((record) => ({ record, customer: record.customerId === null ? null : (customers.get(record.customerId) ?? null), original: null })),
    )
    // What waited at the stage of the commission counts from now on.
    tx.defer(markApproved(tx, decision.programId, approved))
    tx.defer(markRecruiters(tx, decision.programId, approved.map(({ affiliateId }) => affiliateId)))
    const held = records.filter(({ appliedSequence }) => appliedSequence !== null).map(({ id }) => id)
    return [...accrued, ...(await approveLines(step, held, decision.actor))]
  })
}

/**
 * Rejects transactions that are pending or approved; for an approved one a reason is due (invalid_request). Their lines are rejected
 * with them, or taken back where they were paid, and so are refunds of them; totals and tiers are worked out anew without them.
 * Refuses as a whole when one does not exist (not_found), is rejected already, or is a refund that others build on (state_conflict).
 */
export async function rejectTransactions(tx: Tx, clock: Clock, decision: Decision): Promise<TransactionRecord[]> {
  return decide(tx, clock, decision, 'rejected', async (step, records) => {
    if (decision.reason === null && records.some(({ status }) => status === 'approved')) throw reasonMissing()
    const ended = [...records, ...(await readRefunds(step, records))]
    const rejected = ended.map((record) => ({ ...record, status: 'rejected' as const, removedSequence: record.appliedSequence === null ? null : step.book.sequence }))
    await setStatus(tx, decision.programId, rejected, step.now)
    recordEvents(tx, decision, ended.slice(records.length), 'rejected', step.now)
    return unrateTransactions(step, ended.filter(({ appliedSequence }) => appliedSequence !== null), decision)
  })
}

function reasonMissing(): DomainError {
  return new DomainError('invalid_request', { errors: [{ path: 'reason', code: 'required', message: 'An approved transaction is rejected with a reason.' }] })
}

/**
 * The refunds of the transactions: they have nothing to take back any more and end with their sale. A refund by itself can only be
 * rejected before those that came after it, because what these take back was worked out from what it had left.
 */
async function readRefunds({ tx, book: { programId } }: Step, records: readonly TransactionRecord[]): Promise<TransactionRecord[]> {
  const decided = new Set(records.map(({ id }) => id))
  const sales = records.map(({ id, relatedTransactionId }) => relatedTransactionId ?? id)
  const refunds = (await readTransactions(tx, programId, 'refunds-of', 't.related_transaction_id = any($2::uuid[]) and t.removed_sequence is null', [arrayLiteral([...new Set(sales)])]))
    .filter(({ id }) => !decided.has(id))
  for (const { id, relatedTransactionId } of records) {
    if (relatedTransactionId === null || decided.has(relatedTransactionId)) continue
    const later = refunds.find((refund) => refund.relatedTransactionId === relatedTransactionId && refund.id > id)
    if (later !== undefined) throw new DomainError('state_conflict', { message: `Transaction ${later.id} took back more of the same sale after ${id}; reject it first.` })
  }
  return refunds.filter(({ relatedTransactionId }) => relatedTransactionId !== null && decided.has(relatedTransactionId))
}

type Step = Parameters<typeof rateTransactions>[0]

/** What may be decided how. */
const DECIDABLE = { approved: ['pending'], rejected: ['pending', 'approved'] } as const satisfies Record<string, readonly TransactionRecord['status'][]>

async function decide(
  tx: Tx,
  clock: Clock,
  decision: Decision,
  kind: 'approved' | 'rejected',
  effect: (step: Step, records: readonly TransactionRecord[]) => Promise<TransferDraft[]>,
): Promise<TransactionRecord[]> {
  const { programId } = decision
  const program = await readProgram(tx, programId)
  if (program === undefined) throw new DomainError('not_found')
  const book = await openBook(tx, programId)
  tx.defer(planEachTime(tx))
  const ids = [...new Set(decision.transactionIds)]
  const records = await readTransactions(tx, programId, 'decided', 't.id = any($2::uuid[])', [arrayLiteral(ids)])
  if (records.length !== ids.length) throw new DomainError('not_found', { message: 'One of the transactions does not exist.' })
  const decidable: readonly string[] = DECIDABLE[kind]
  const decided = records.find(({ status, removedSequence }) => !decidable.includes(status) || removedSequence !== null)
  if (decided !== undefined) throw new DomainError('state_conflict', { message: `Transaction ${decided.id} cannot be ${kind}: it is ${decided.removedSequence === null ? decided.status : 'rejected'}.` })

  const now = programNow(program, clock)
  const drafts = await effect({ tx, program, book, now }, records)
  // Each statement has its own time; a row of them that nobody waits for would share it.
  await tx.settle()
  recordEvents(tx, decision, records, kind, now)
  countIntoBatches(tx, programId, records.filter(({ status }) => status === 'pending'))
  await postTransfers(tx, book, drafts, now)
  await wakeRefunds(tx, programId, records)
  return records
}

/** A plan that was made for one transaction is no plan for thousands. */
async function planEachTime(tx: Tx): Promise<void> {
  await tx.sql({ name: 'plan-each-time', text: `select set_config('plan_cache_mode', 'force_custom_plan', true)` })
}

/** Rows of one update: on a busy machine ten thousand at once come near the time that a statement may take. */
const ROWS_AT_ONCE = 2_500

async function setStatus(tx: Tx, programId: Uuid, records: readonly TransactionRecord[], now: Date): Promise<void> {
  for (let start = 0; start < records.length; start += ROWS_AT_ONCE) {
    const rows = new BulkRows(columns('id uuid, status text, applied bigint, removed bigint'))
    for (const record of records.slice(start, start + ROWS_AT_ONCE)) rows.add(record.id, record.status, record.appliedSequence, record.removedSequence)
    await tx.count({
      name: 'set-transaction-status',
      text: `update transaction t set status = r.status, applied_sequence = r.applied, removed_sequence = r.removed, updated_at = $2
               from ${rows.unnest('r', 3)} where t.program_id = $1 and t.id = r.id`,
      values: [programId, now, ...rows.parameters()],
    })
  }
}

function recordEvents(tx: Tx, { programId, actor, reason }: Decision, records: readonly TransactionRecord[], kind: string, now: Date): void {
  const rows = new BulkRows(columns('program_id uuid, id uuid, transaction_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const { id } of records) rows.add(programId, newId(), id, kind, actor, reason, now)
  tx.defer(rows.insertInto(tx, 'transaction_event'))
}

function countIntoBatches(tx: Tx, programId: Uuid, records: readonly TransactionRecord[]): void {
  const counts = new Map<Uuid, number>()
  for (const { batchId } of records) if (batchId !== null) counts.set(batchId, (counts.get(batchId) ?? 0) + 1)
  if (counts.size === 0) return
  const rows = new BulkRows(columns('id uuid, decided int'))
  for (const [id, count] of counts) rows.add(id, count)
  tx.defer(tx.count({
    name: 'count-decided',
    text: `update transaction_batch b set processed = b.processed + r.decided, pending_approval = b.pending_approval - r.decided
             from ${rows.unnest('r', 2)} where b.program_id = $1 and b.id = r.id`,
    values: [programId, ...rows.parameters()],
  }))
}

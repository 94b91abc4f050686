import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { tryOpenBook } from '../ledger/book.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { type ProcessingDependencies, type ProcessingOutcome, processItems, STEP_ITEMS } from './process-transactions.ts'
import type { QueuedItem } from './queued-item.ts'
import { resolveExceptions } from './transaction-exceptions.ts'
import { contentHash, type IntegrationType, type TransactionItem } from './transaction-item.ts'

const NOTHING: ProcessingOutcome = { processed: 0, hasMore: false }

/**
 * Tries waiting items that are due again: their customer registered, the sale they take back arrived, somebody asked for it, or
 * a minute, five, thirty, two hours or twelve have passed. The program's clock decides what is due.
 */
export async function retryWaitingTransactions(dependencies: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  return dependencies.db.inProgram(programId, async (tx) => {
    const program = await readProgram(tx, programId)
    if (program === undefined) return NOTHING
    const now = programNow(program, dependencies.clock)
    if ((await dueItems(tx, programId, now, 1)).length === 0) return NOTHING
    const book = await tryOpenBook(tx, programId)
    if (book === undefined) return NOTHING
    const due = await dueItems(tx, programId, now, STEP_ITEMS)
    const queued = due.map(queuedItem)
    const { byException } = await processItems(tx, dependencies, book, queued)
    const resolved = queued.flatMap(({ exception, batchId }) => {
      const outcome = exception === null ? undefined : byException.get(exception.id)
      return exception === null || outcome === undefined ? [] : [{ exceptionId: exception.id, batchId, outcome }]
    })
    await resolveExceptions(tx, programId, resolved, now)
    return { processed: queued.length, hasMore: due.length >= STEP_ITEMS }
  })
}

interface DueItem {
  readonly id: Uuid
  readonly batch_id: Uuid
  readonly batch_index: number
  readonly item: TransactionItem
  readonly holds_key: boolean
  readonly attempts: number
  readonly recorded_at: Date
  readonly integration_type: IntegrationType
  readonly created_by: string
}

async function dueItems(tx: Tx, programId: Uuid, now: Date, limit: number): Promise<DueItem[]> {
  return tx.sql<DueItem>({
    name: 'due-items',
    text: `select e.id, e.batch_id, e.batch_index, e.item, e.holds_key, e.attempts, e.recorded_at, b.integration_type, b.created_by
             from transaction_exception e join transaction_batch b on b.program_id = e.program_id and b.id = e.batch_id
            where e.program_id = $1 and e.state = 'waiting' and e.due_at <= $2 order by e.due_at, e.id limit $3`,
    values: [programId, now, limit],
  })
}

function queuedItem(row: DueItem): QueuedItem {
  return {
    item: row.item,
    contentHash: contentHash(row.item),
    batchId: row.batch_id,
    batchIndex: row.batch_index,
    integrationType: row.integration_type,
    createdBy: row.created_by,
    acknowledgedAt: row.recorded_at,
    exception: { id: row.id, holdsKey: row.holds_key, attempts: row.attempts },
  }
}

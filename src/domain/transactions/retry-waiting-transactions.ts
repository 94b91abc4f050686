import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { tryOpenBook } from '../ledger/book.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { type ProcessingDependencies, type ProcessingOutcome, processItems, STEP_ITEMS } from './process-transactions.ts'
import type { QueuedItem } from './queued-item.ts'
import { failItem, resolveExceptions } from './transaction-exceptions.ts'
import { contentHash, type IntegrationType, type TransactionItem } from './transaction-item.ts'

const NOTHING: ProcessingOutcome = { processed: 0, hasMore: false }

/**
 * Tries waiting items that are due again: their customer registered, the sale they take back arrived, somebody asked for it, or
 * a minute, five, thirty, two hours or twelve have passed. The program's clock decides what is due. Should the set fail, its items
 * are tried one by one, and one that fails alone goes to the failure list.
 */
export async function retryWaitingTransactions(dependencies: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  try {
    return await retryDue(dependencies, programId, STEP_ITEMS)
  } catch (error) {
    if (isUnavailable(error)) throw error
    return retryOneByOne(dependencies, programId)
  }
}

async function retryOneByOne(dependencies: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  for (let tried = 0; tried < STEP_ITEMS; tried += 1) {
    try {
      if ((await retryDue(dependencies, programId, 1)).processed === 0) return NOTHING
    } catch (error) {
      if (isUnavailable(error)) throw error
      dependencies.log.error({ err: error, programId }, 'an item could not be processed; it is in the failure list')
      await failOldestDue(dependencies, programId)
    }
  }
  return { processed: STEP_ITEMS, hasMore: true }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable'
}

async function retryDue(dependencies: ProcessingDependencies, programId: Uuid, limit: number): Promise<ProcessingOutcome> {
  return dependencies.db.inProgram(programId, async (tx) => {
    const now = await programTime(tx, dependencies, programId)
    if (now === undefined || (await dueItems(tx, programId, now, 1)).length === 0) return NOTHING
    const book = await tryOpenBook(tx, programId)
    if (book === undefined) return NOTHING
    const due = await dueItems(tx, programId, now, limit)
    const queued = due.map(queuedItem)
    const { byException } = await processItems(tx, dependencies, book, queued)
    const resolved = queued.flatMap(({ exception, batchId }) => {
      const outcome = exception === null ? undefined : byException.get(exception.id)
      return exception === null || outcome === undefined ? [] : [{ exceptionId: exception.id, batchId, outcome }]
    })
    await resolveExceptions(tx, programId, resolved, now)
    return { processed: queued.length, hasMore: due.length >= limit }
  })
}

async function failOldestDue(dependencies: ProcessingDependencies, programId: Uuid): Promise<void> {
  await dependencies.db.inProgram(programId, async (tx) => {
    const now = await programTime(tx, dependencies, programId)
    const [oldest] = now === undefined ? [] : await dueItems(tx, programId, now, 1)
    if (oldest !== undefined) await failItem(tx, programId, oldest.id)
  })
}

async function programTime(tx: Tx, { clock }: ProcessingDependencies, programId: Uuid): Promise<Date | undefined> {
  const program = await readProgram(tx, programId)
  return program === undefined ? undefined : programNow(program, clock)
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

import type { Clock } from '../../app/clock.ts'
import { BulkRows, columns } from '../../db/bulk.ts'
import type { Database, Tx } from '../../db/database.ts'
import { Overtaken } from '../../db/retry.ts'
import { accountsOf } from '../commissions/commission-line.ts'
import { rateTransactions } from '../commissions/rate-transactions.ts'
import { type CustomerReads, readCustomerStates } from '../commissions/rating-state.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ensureAccounts } from '../ledger/accounts.ts'
import { type Book, tryOpenBook } from '../ledger/book.ts'
import { postTransfers } from '../ledger/post-transfers.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import type { ClickKeys } from '../tracking/click-key.ts'
import { holdsKey, type QueuedItem } from './queued-item.ts'
import { itemsOfBatches, type OldestBatch, readAhead, readOldestBatches } from './read-ahead.ts'
import { replaceClaims } from './replace-claims.ts'
import { recordRefusals, setApart, wakeRefunds, wakeRegistered } from './transaction-exceptions.ts'
import { isClaim } from './transaction-item.ts'
import { type RefusedItem, type ResolvedTransaction, resolveTransactions } from './resolve-transactions.ts'
import { insertTransactions } from './transaction-record.ts'

/** Items of one step, about: a larger batch is one step by itself. Of 1,500, 3,000 and 6,000 the last was fastest (0.27, 0.31, 0.34 of COPY). */
export const STEP_ITEMS = 6_000

export interface ProcessingDependencies {
  readonly db: Database
  readonly clock: Clock
  readonly clickKeys: ClickKeys
  readonly log: { error(details: object, message: string): void }
}

export interface ProcessingOutcome {
  readonly processed: number
  /** True when there may be more to do right away. */
  readonly hasMore: boolean
}

const NOTHING: ProcessingOutcome = { processed: 0, hasMore: false }

/**
 * Processes the oldest acknowledged batches of a program, in one transaction: all of it or nothing. Holding the program's book
 * makes the steps of a program follow each other; a second worker finds it taken and goes on to another program.
 */
export async function processTransactions(dependencies: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  try {
    return await processOldest(dependencies, programId)
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'unavailable') throw error
    // One item that nobody thought of must not hold up all that came after it.
    dependencies.log.error({ err: error, programId }, 'a step failed; the items of its oldest batch are tried one by one')
    return setOldestApart(dependencies, programId)
  }
}

async function processOldest(dependencies: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  let next: Promise<void> | undefined
  const outcome = await dependencies.db.inProgram(programId, async (tx) => {
    if (!(await hasQueuedBatches(tx, programId))) return NOTHING
    const book = await tryOpenBook(tx, programId)
    if (book === undefined) return NOTHING
    const batches = await readOldestBatches(tx, programId, STEP_ITEMS)
    if (batches.length === 0) return NOTHING
    const queued = await itemsOfBatches(tx, programId, batches)
    const whileWriting = () => { if (queued.length >= STEP_ITEMS) next = readAhead(dependencies, programId, batches, STEP_ITEMS) }
    const counts = await processItems(tx, dependencies, book, queued, whileWriting)
    await finishBatches(tx, programId, batches, counts.byBatch)
    return { processed: queued.length, hasMore: counts.hasWoken || queued.length >= STEP_ITEMS, hasParked: counts.hasParked }
  })
  await next
  if ('hasParked' in outcome && outcome.hasParked) await wakeRegistered(dependencies.db, programId, 'just_parked')
  return outcome
}

/** Moves the items of the oldest batch to the waiting list, due now: there they are tried in smaller sets. */
async function setOldestApart({ db }: ProcessingDependencies, programId: Uuid): Promise<ProcessingOutcome> {
  return db.inProgram(programId, async (tx) => {
    const book = await tryOpenBook(tx, programId)
    const [oldest] = book === undefined ? [] : await readOldestBatches(tx, programId, 1)
    if (oldest === undefined) return NOTHING
    const items = await itemsOfBatches(tx, programId, [oldest])
    await setApart(tx, programId, items)
    await finishBatches(tx, programId, [oldest], new Map())
    return { processed: items.length, hasMore: true }
  })
}

/** What became of each batch's items. */
interface BatchCounts {
  processed: number
  pending: number
  duplicates: number
}

export interface ProcessedCounts {
  readonly byBatch: ReadonlyMap<Uuid, BatchCounts>
  /** Of items that came back from the waiting list and need wait no longer. */
  readonly byException: ReadonlyMap<Uuid, 'processed' | 'pending' | 'duplicate'>
  readonly hasWoken: boolean
  readonly hasParked: boolean
}

/** Resolves, stores and rates items within an open step, and posts and closes the step. `whileWriting` is called when nothing is left to do but to wait. */
export async function processItems(
  tx: Tx,
  { clock, clickKeys }: Pick<ProcessingDependencies, 'clock' | 'clickKeys'>,
  book: Book,
  queued: readonly QueuedItem[],
  whileWriting?: () => void,
): Promise<ProcessedCounts> {
  const program = await readProgram(tx, book.programId)
  if (program === undefined) throw new Error('a book without a program')
  const now = programNow(program, clock)
  const step = { tx, program, book, now }
  let reads: CustomerReads | undefined
  // Amounts and terms are worked out while PostgreSQL reads these.
  const onCustomers = (ids: ReadonlySet<Uuid>) => void (reads = readCustomerStates(step, ids))
  const { resolved, refused } = await resolveTransactions(tx, { program, clickKeys, sequence: book.sequence, now, onCustomers }, onProgramClock(program, queued, now))
  const records = resolved.map(({ record }) => record)
  const accounts = await ensureAccounts(tx, program.id, records.flatMap((record) => accountsOf(record, program.currency)))
  // The rating is computed here while PostgreSQL stores these.
  const onLoaded = () => {
    tx.defer(insertTransactions(tx, program.id, records))
    tx.defer(holdKeys(tx, program, resolved))
    tx.defer(recordRefusals(tx, program.id, refused, now))
    tx.defer(replaceClaims(tx, program.id, resolved.filter(({ queued }) => !isClaim(queued.item)).map(({ record }) => record), now))
  }
  const drafts = await rateTransactions(step, resolved.filter(({ record }) => record.appliedSequence !== null), { reads, onLoaded })
  await tx.sent()
  await postTransfers(tx, book, drafts, now, { accounts })
  await tx.sent()
  whileWriting?.()
  const hasWoken = await wakeRefunds(tx, program.id, records)
  return {
    byBatch: countByBatch(resolved, refused),
    byException: outcomesOfExceptions(resolved, refused),
    hasWoken,
    hasParked: refused.some(({ refusal }) => refusal.kind === 'waiting' && refusal.code.startsWith('customer_')),
  }
}

/** Fresh items of a test program count as acknowledged now: its clock, which decides when they are retried, may stand far from ours. */
function onProgramClock(program: Program, queued: readonly QueuedItem[], now: Date): readonly QueuedItem[] {
  if (program.test_now === null) return queued
  return queued.map((entry) => (entry.exception === null ? { ...entry, acknowledgedAt: now } : entry))
}

function countByBatch(resolved: readonly ResolvedTransaction[], refused: readonly RefusedItem[]): Map<Uuid, BatchCounts> {
  const counts = new Map<Uuid, BatchCounts>()
  const of = ({ batchId }: QueuedItem): BatchCounts => {
    const known = counts.get(batchId) ?? { processed: 0, pending: 0, duplicates: 0 }
    counts.set(batchId, known)
    return known
  }
  for (const { queued, record } of resolved) of(queued)[record.status === 'pending' ? 'pending' : 'processed'] += 1
  for (const { queued, refusal } of refused) if (refusal.kind === 'duplicate') of(queued).duplicates += 1
  return counts
}

function outcomesOfExceptions(resolved: readonly ResolvedTransaction[], refused: readonly RefusedItem[]): Map<Uuid, 'processed' | 'pending' | 'duplicate'> {
  const outcomes = new Map<Uuid, 'processed' | 'pending' | 'duplicate'>()
  for (const { queued, record } of resolved) if (queued.exception !== null) outcomes.set(queued.exception.id, record.status === 'pending' ? 'pending' : 'processed')
  for (const { queued, refusal } of refused) if (queued.exception !== null && refusal.kind === 'duplicate') outcomes.set(queued.exception.id, 'duplicate')
  return outcomes
}

const KEY_COLUMNS = columns('program_id uuid, brand_id uuid, external_id text, content_hash uuid, transaction_id uuid')

/** Gives the external ids to their transactions. Throws `Overtaken` when one was reserved for an event since the step read who holds them. */
async function holdKeys(tx: Tx, program: Program, resolved: readonly ResolvedTransaction[]): Promise<void> {
  const [free, own] = [new BulkRows(KEY_COLUMNS), new BulkRows(KEY_COLUMNS)]
  for (const { queued, record } of resolved) {
    if (record.externalId !== null && !isClaim(queued.item)) (holdsKey(queued) ? own : free).add(program.id, record.brandId, record.externalId, queued.contentHash, record.id)
  }
  const taken = await free.insertInto(tx, 'transaction_key', 'on conflict (program_id, brand_id, external_id) do nothing')
  if (taken < free.size) throw new Overtaken('an external id was reserved meanwhile')
  await own.insertInto(tx, 'transaction_key', 'on conflict (program_id, brand_id, external_id) do update set transaction_id = excluded.transaction_id')
}

/** Whether acknowledged batches wait to be processed. */
export async function hasQueuedBatches(tx: Tx, programId: Uuid): Promise<boolean> {
  const rows = await tx.sql({
    name: 'has-queued-batches',
    text: 'select 1 from transaction_batch where program_id = $1 and processed_at is null limit 1',
    values: [programId],
  })
  return rows.length > 0
}

async function finishBatches(tx: Tx, programId: Uuid, batches: readonly OldestBatch[], counts: ReadonlyMap<Uuid, BatchCounts>): Promise<void> {
  const rows = new BulkRows(columns('id uuid, processed int, pending int, duplicates int'))
  for (const { id } of batches) {
    const { processed, pending, duplicates } = counts.get(id) ?? { processed: 0, pending: 0, duplicates: 0 }
    rows.add(id, processed, pending, duplicates)
  }
  await tx.count({
    name: 'finish-batches',
    text: `update transaction_batch b set payload = null, processed_at = clock_timestamp(), processed = r.processed,
                  pending_approval = r.pending, duplicates = r.duplicates
             from ${rows.unnest('r', 2)} where b.program_id = $1 and b.id = r.id`,
    values: [programId, ...rows.parameters()],
  })
}

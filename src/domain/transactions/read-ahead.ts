import { LRUCache } from 'lru-cache'
import { arrayLiteral } from '../../db/bulk.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { itemsOfBatch, type QueuedBatch, type QueuedItem } from './queued-item.ts'

export interface OldestBatch {
  readonly id: Uuid
}

/** About two steps of items, of whichever programs have a backlog. What a batch holds never changes, so nothing here can be out of date. */
const ITEMS_KEPT = 12_000
const parsed = new LRUCache<Uuid, readonly QueuedItem[]>({ maxSize: ITEMS_KEPT, sizeCalculation: (items) => items.length + 1 })

/** The oldest unprocessed batches of a program that make up about `items` items, without those named. A larger batch comes alone. */
export async function readOldestBatches(tx: Tx, programId: Uuid, items: number, without: readonly OldestBatch[] = []): Promise<OldestBatch[]> {
  return tx.sql<OldestBatch>({
    name: 'oldest-batches',
    text: `select id
             from (select id, sum(accepted) over (order by id) - accepted as before
                     from (select id, accepted from transaction_batch
                            where program_id = $1 and processed_at is null and id <> all($3::uuid[]) order by id limit $2) oldest) counted
            where before < $2 order by id`,
    values: [programId, items, arrayLiteral(without.map(({ id }) => id))],
  })
}

/** The items of batches, in order, parsed now or ahead of time. */
export async function itemsOfBatches(tx: Tx, programId: Uuid, batches: readonly OldestBatch[]): Promise<QueuedItem[]> {
  const known = new Map(batches.map(({ id }) => [id, parsed.get(id)]))
  for (const { id } of batches) parsed.delete(id)
  for (const batch of await readPayloads(tx, programId, batches.filter(({ id }) => known.get(id) === undefined))) known.set(batch.id, itemsOfBatch(batch))
  return [...known].flatMap(([id, items]) => {
    if (items === undefined) throw new Error(`the batch ${id} is not processed and has no payload`)
    return items
  })
}

/** Reads and parses the batches that come after these, for the next step to find. */
export async function readAhead({ db, log }: ReadingAhead, programId: Uuid, current: readonly OldestBatch[], items: number): Promise<void> {
  try {
    await db.inProgram(programId, async (tx) => {
      const next = await readOldestBatches(tx, programId, items, current)
      for (const batch of await readPayloads(tx, programId, next.filter(({ id }) => !parsed.has(id)))) parsed.set(batch.id, itemsOfBatch(batch))
    })
  } catch (error) {
    // The next step reads for itself.
    log.error({ err: error, programId }, 'could not read ahead')
  }
}

export interface ReadingAhead {
  readonly db: Database
  readonly log: { error(details: object, message: string): void }
}

async function readPayloads(tx: Tx, programId: Uuid, batches: readonly OldestBatch[]): Promise<QueuedBatch[]> {
  if (batches.length === 0) return []
  return tx.sql<QueuedBatch>({
    name: 'batch-payloads',
    text: 'select id, payload, integration_type, created_by, recorded_at from transaction_batch where program_id = $1 and id = any($2::uuid[]) and processed_at is null',
    values: [programId, arrayLiteral(batches.map(({ id }) => id))],
  })
}

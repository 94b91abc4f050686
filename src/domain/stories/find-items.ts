import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { itemsOfBatch, type QueuedBatch } from '../transactions/queued-item.ts'
import type { TransactionItem } from '../transactions/transaction-item.ts'
import { received, standsAs, standsBecause, tell } from './story-words.ts'
import type { Chapter } from './story.ts'

/** What was accepted under a name, or for a customer of that name, and is no transaction: in the queue, waiting, or ended as a failure. */
export async function findItems(tx: Tx, programId: Uuid, names: readonly string[], limit: number): Promise<Chapter[]> {
  return [...(await findExceptions(tx, programId, names, limit)), ...(await findQueued(tx, programId, names, limit))]
}

interface StoredException {
  readonly id: Uuid
  readonly state: string
  readonly code: string
  readonly item: TransactionItem
  readonly integration_type: string
  readonly recorded_at: Date
}

async function findExceptions(tx: Tx, programId: Uuid, names: readonly string[], limit: number): Promise<Chapter[]> {
  const rows = await tx.sql<StoredException>({
    name: 'story-exceptions',
    // An item that was resolved is told by the transaction that it became, or by the one that it repeats.
    text: `with found as (
             select id from transaction_exception where program_id = $1 and external_id = any($2::text[]) and state <> 'resolved'
             union select id from transaction_exception where program_id = $1 and state in ('waiting', 'failed', 'discarded') and item ->> 'externalCustomerId' = any($2::text[]))
           select e.id, e.state, e.code, e.item, b.integration_type, e.recorded_at
             from found f join transaction_exception e on e.program_id = $1 and e.id = f.id
             join transaction_batch b on b.program_id = $1 and b.id = e.batch_id order by e.id desc limit $3`,
    values: [programId, arrayLiteral(names), limit],
  })
  return rows.map(({ id, state, code, item, integration_type: via, recorded_at: receivedAt }) => ({
    ...chapterOf(item), id, receivedAt, via, state, reason: code,
    words: tell(received(receivedAt, via), state === 'waiting' || state === 'failed' ? standsBecause(state, code) : standsAs(state)),
  }))
}

/** A batch in the queue holds its items as one text. */
async function findQueued(tx: Tx, programId: Uuid, names: readonly string[], limit: number): Promise<Chapter[]> {
  const batches = await tx.sql<QueuedBatch>({
    name: 'story-queued',
    text: `select id, payload, integration_type, created_by, recorded_at from transaction_batch
            where program_id = $1 and processed_at is null and exists (select from unnest($2::text[]) name where position(name in payload) > 0) order by id limit $3`,
    values: [programId, arrayLiteral(names.map((name) => JSON.stringify(name))), limit],
  })
  const isAbout = ({ externalId, externalCustomerId }: TransactionItem) => [externalId, externalCustomerId].some((name) => name !== undefined && names.includes(name))
  return batches.flatMap((batch) => {
    const { integration_type: via, recorded_at: receivedAt } = batch
    const told = { id: null, receivedAt, via, state: 'queued', reason: null, words: tell(received(receivedAt, via), standsAs('queued')) }
    return itemsOfBatch(batch).flatMap(({ item }) => (isAbout(item) ? [{ ...chapterOf(item), ...told }] : []))
  })
}

function chapterOf({ externalId, type, occurredAt }: TransactionItem) {
  return { kind: 'item' as const, externalId: externalId ?? null, type, occurredAt: new Date(occurredAt), customerId: null, affiliateId: null, replacesId: null, lines: [] }
}

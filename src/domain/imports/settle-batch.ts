import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { countOutcomes } from './count-outcomes.ts'
import { readImport, type StoredImport } from './stored-import.ts'

/**
 * Looks at what became of the import's oldest batch of transactions; after the last one the import has ended. Answers whether there may be
 * more to look at now: not while the batch waits for its turn.
 */
export async function settleBatch(tx: Tx, programId: Uuid, { id }: StoredImport, now: Date): Promise<boolean> {
  const { status } = await readImport(tx, programId, id, true)
  if (status !== 'settling') return true
  const [batch] = await tx.sql<{ batchId: Uuid; isProcessed: boolean }>({
    text: `select r.batch_id as "batchId", b.processed_at is not null as "isProcessed"
             from data_import_row r join transaction_batch b on b.program_id = r.program_id and b.id = r.batch_id
            where r.program_id = $1 and r.import_id = $2 and r.outcome is null order by r.number limit 1`,
    values: [programId, id],
  })
  if (batch === undefined) {
    await finish(tx, programId, id, now)
    return true
  }
  if (!batch.isProcessed) return false
  await keepOutcomes(tx, programId, id, batch.batchId)
  return true
}

interface BatchRow {
  readonly number: number
  readonly key: string
  readonly index: number
  /** What tells rows of one file apart: of those that say the same the first counts. */
  readonly about: string
}

interface Decided {
  readonly outcome: 'imported' | 'duplicate' | 'waiting' | 'failed'
  readonly code: string | null
  readonly message: string | null
}

/** A transaction is of the batch that brought it first; of rows that tell the same within one batch the first did. */
async function keepOutcomes(tx: Tx, programId: Uuid, id: Uuid, batchId: Uuid): Promise<void> {
  const batch = await tx.sql<BatchRow>({
    text: `select number, row_key as key, batch_index as index, concat_ws(' ', values->>'brandId', values->>'externalBrandId', row_key) as about
             from data_import_row where program_id = $1 and import_id = $2 and outcome is null and batch_id = $3 order by number`,
    values: [programId, id, batchId],
  })
  const exceptions = await readExceptions(tx, programId, batchId)
  const brought = await readBrought(tx, programId, batchId, batch.map(({ key }) => key))
  const met = new Set<string>()
  const decided = batch.map((row): Decided => {
    const isFirst = !met.has(row.about)
    met.add(row.about)
    return exceptions.get(row.index) ?? { outcome: isFirst && brought.has(row.key) ? 'imported' : 'duplicate', code: null, message: null }
  })
  await store(tx, programId, id, batch, decided)
}

async function readExceptions(tx: Tx, programId: Uuid, batchId: Uuid): Promise<ReadonlyMap<number, Decided>> {
  const rows = await tx.sql<{ index: number; outcome: 'waiting' | 'failed'; code: string; message: string }>({
    text: `select batch_index as index, case state when 'waiting' then 'waiting' else 'failed' end as outcome, code, message
             from transaction_exception where program_id = $1 and batch_id = $2 and state <> 'resolved'`,
    values: [programId, batchId],
  })
  return new Map(rows.map(({ index, ...decided }) => [index, decided]))
}

/** Which of the keys are transactions that this batch brought. Step by step, each by a key of its table. */
async function readBrought(tx: Tx, programId: Uuid, batchId: Uuid, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const brands = await tx.sql<{ id: Uuid }>({ text: 'select id from brand where program_id = $1', values: [programId] })
  const known = await tx.sql<{ key: string; id: Uuid }>({
    text: `select external_id as key, transaction_id as id from transaction_key
            where program_id = $1 and brand_id = any($2::uuid[]) and external_id = any($3::text[]) and transaction_id is not null`,
    values: [programId, arrayLiteral(brands.map(({ id }) => id)), keys],
  })
  const own = await tx.sql<{ id: Uuid }>({
    text: 'select id from transaction where program_id = $1 and id = any($2::uuid[]) and batch_id = $3', values: [programId, arrayLiteral(known.map(({ id }) => id)), batchId],
  })
  const ids = new Set(own.map(({ id }) => id))
  return new Set(known.filter(({ id }) => ids.has(id)).map(({ key }) => key))
}

async function store(tx: Tx, programId: Uuid, id: Uuid, batch: readonly BatchRow[], decided: readonly Decided[]): Promise<void> {
  const rows = new BulkRows(columns('number int, outcome text, code text, message text'))
  batch.forEach(({ number }, i) => {
    const row = decided[i]
    if (row !== undefined) rows.add(number, row.outcome, row.code, row.message)
  })
  await tx.sql({
    text: `update data_import_row r set outcome = o.outcome, code = o.code, message = o.message, values = null
             from ${rows.unnest('o', 3)} where r.program_id = $1 and r.import_id = $2 and r.number = o.number`,
    values: [programId, id, ...rows.parameters()],
  })
  await countOutcomes(tx, programId, id, decided)
}

/** An import that somebody ended has rows that were skipped. */
async function finish(tx: Tx, programId: Uuid, id: Uuid, now: Date): Promise<void> {
  await tx.sql({
    text: `update data_import set finished_at = $3,
             status = case when exists (select from data_import_row r where r.program_id = $1 and r.import_id = $2 and r.outcome = 'skipped') then 'cancelled' else 'done' end
            where program_id = $1 and id = $2`,
    values: [programId, id, now],
  })
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
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

/** A transaction is of the batch that brought it first; of rows that tell the same within one batch the first did. */
async function keepOutcomes(tx: Tx, programId: Uuid, id: Uuid, batchId: Uuid): Promise<void> {
  await tx.sql({
    text: `with told as (
        select number, row_key, batch_index,
            row_number() over (partition by row_key, values->>'brandId', values->>'externalBrandId' order by number) = 1 as is_first
          from data_import_row where program_id = $1 and import_id = $2 and batch_id = $3 and outcome is null
      ), decided as (
        select t.number, e.code, e.message,
            case when e.state = 'waiting' then 'waiting'
                 when e.state in ('failed', 'discarded', 'replaced') then 'failed'
                 when t.is_first and exists (
                   select from brand b join transaction_key k on k.program_id = b.program_id and k.brand_id = b.id and k.external_id = t.row_key
                     join transaction x on x.program_id = k.program_id and x.id = k.transaction_id
                    where b.program_id = $1 and x.batch_id = $3) then 'imported'
                 else 'duplicate' end as outcome
          from told t left join transaction_exception e on e.program_id = $1 and e.batch_id = $3 and e.batch_index = t.batch_index
      ), kept as (
        update data_import_row r set outcome = d.outcome, values = null,
            code = case when d.outcome in ('failed', 'waiting') then d.code end, message = case when d.outcome in ('failed', 'waiting') then d.message end
          from decided d where r.program_id = $1 and r.import_id = $2 and r.number = d.number
        returning r.outcome
      )
      update data_import i set imported = imported + c.imported, duplicates = duplicates + c.duplicates, waiting = waiting + c.waiting, failed = failed + c.failed
        from (select count(*) filter (where outcome = 'imported')::integer as imported, count(*) filter (where outcome = 'duplicate')::integer as duplicates,
            count(*) filter (where outcome = 'waiting')::integer as waiting, count(*) filter (where outcome = 'failed')::integer as failed from kept) c
       where i.program_id = $1 and i.id = $2`,
    values: [programId, id, batchId],
  })
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

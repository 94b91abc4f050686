import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** What became of the lines of a file is kept for so long after the import has ended. */
export const ENDED_KEPT_DAYS = 30
/** Files that nobody started are kept for so long. */
export const UNSTARTED_KEPT_DAYS = 7

const DAY_MS = 24 * 60 * 60_000

/** Forgets the lines of imports that have ended long ago, and files that nobody started. Answers how many rows it took away. */
export async function forgetImports(tx: Tx, programId: Uuid, now: Date, limit: number): Promise<number> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const unstarted = await tx.sql<{ id: Uuid }>({
    text: `select id from data_import where program_id = $1 and status in ('uploading', 'ready') and created_at < $2 limit 10`, values: [programId, ago(UNSTARTED_KEPT_DAYS)],
  })
  for (const { id } of unstarted) {
    await tx.sql({ text: 'delete from data_import_part where program_id = $1 and import_id = $2', values: [programId, id] })
    await tx.sql({ text: 'delete from data_import where program_id = $1 and id = $2', values: [programId, id] })
  }
  return tx.count({
    text: `delete from data_import_row r using (
             select d.import_id, d.number from data_import i join data_import_row d on d.program_id = i.program_id and d.import_id = i.id
              where i.program_id = $1 and i.finished_at < $2 limit $3) o
            where r.program_id = $1 and r.import_id = o.import_id and r.number = o.number`,
    values: [programId, ago(ENDED_KEPT_DAYS), limit],
  })
}

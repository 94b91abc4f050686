import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Adds outcomes to what is told of an import. */
export async function countOutcomes(tx: Tx, programId: Uuid, id: Uuid, outcomes: readonly { readonly outcome: string }[]): Promise<void> {
  const count = (wanted: string) => outcomes.filter(({ outcome }) => outcome === wanted).length
  await tx.sql({
    name: 'count-import-outcomes',
    text: 'update data_import set imported = imported + $3, duplicates = duplicates + $4, waiting = waiting + $5, failed = failed + $6 where program_id = $1 and id = $2',
    values: [programId, id, count('imported'), count('duplicate'), count('waiting'), count('failed')],
  })
}

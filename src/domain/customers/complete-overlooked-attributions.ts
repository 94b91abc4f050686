import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { completeAttributions } from './complete-attributions.ts'

/** Looked at in one step; the newest first, so that clicks that never come do not hide the others. */
const ATTRIBUTIONS_MAX = 1_000

/**
 * Completes attributions whose click was being stored at the very moment they were: neither transaction saw the other. Looks at those
 * recorded since then; the click of an older one never came. Answers how many were completed.
 */
export async function completeOverlookedAttributions(tx: Tx, programId: Uuid, recordedSince: Date): Promise<number> {
  const rows = await tx.sql<{ click_key: Uuid }>({
    name: 'overlooked-attributions',
    text: `select click_key from attribution where program_id = $1 and not is_complete and click_key is not null and recorded_at >= $2
            order by recorded_at desc limit ${ATTRIBUTIONS_MAX}`,
    values: [programId, recordedSince],
  })
  return completeAttributions(tx, programId, rows.map((row) => row.click_key))
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Adds to attributions what only the rows of their clicks hold (the affiliate's own click id, the referrer), once those rows are stored.
 * To be called with the click keys just inserted, in the transaction that inserted them. Each attribution is completed once; whom the
 * customer belongs to was in the key and does not change. Answers how many were completed.
 */
export async function completeAttributions(tx: Tx, programId: Uuid, clickKeys: readonly Uuid[]): Promise<number> {
  if (clickKeys.length === 0) return 0
  return tx.count({
    name: 'complete-attributions',
    text: `update attribution a
         set custom_parameter = coalesce(c.custom_parameter, a.custom_parameter), referring_url = coalesce(c.referring_url, a.referring_url),
             is_complete = true
        from unnest($2::uuid[]) as k (click_key)
        cross join lateral (
          select customer_id, touched_at from attribution where program_id = $1 and click_key = k.click_key and not is_complete) i
        cross join lateral (select * from click where program_id = $1 and occurred_at = i.touched_at and click_key = k.click_key limit 1) c
       where a.program_id = $1 and a.customer_id = i.customer_id and not a.is_complete`,
    values: [programId, arrayLiteral(clickKeys)],
  })
}

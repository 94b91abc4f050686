import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Adds to attributions what only the rows of their clicks hold (the affiliate's own click id, the referrer), once those rows are stored.
 * To be called with the click keys just inserted, in the transaction that inserted them. Each attribution is completed once; whom the
 * customer belongs to was in the key and does not change. Answers how many were completed.
 */
export async function completeAttributions(tx: Tx, programId: Uuid, clickKeys: readonly Uuid[]): Promise<number> {
  if (clickKeys.length === 0) return 0
  const incomplete = await tx.sql<{ customer_id: Uuid, custom_parameter: string | null, referring_url: string | null }>({
    name: 'incomplete-attributions',
    // Ranges and orders where equalities would do: see the note on statements in customer.ts.
    text: `select i.customer_id, c.custom_parameter, c.referring_url
        from unnest($2::uuid[]) as k (click_key)
        cross join lateral (
          select customer_id, touched_at from attribution where program_id = $1 and click_key = k.click_key and not is_complete) i
        cross join lateral (
          select custom_parameter, referring_url from click
           where program_id = $1 and occurred_at = i.touched_at and click_key >= k.click_key and click_key <= k.click_key
           order by click_key limit 1) c
       order by i.customer_id`,
    values: [programId, arrayLiteral(clickKeys)],
  })
  // A statement of its own, for the few that there are: joined to thousands of keys, the planner would read every attribution.
  const found = new BulkRows(columns('customer_id uuid, custom_parameter text, referring_url text'))
  for (const row of incomplete) found.add(row.customer_id, row.custom_parameter, row.referring_url)
  if (found.size === 0) return 0
  return tx.count({
    name: 'complete-attributions',
    text: `update attribution a
         set custom_parameter = coalesce(r.custom_parameter, a.custom_parameter), referring_url = coalesce(r.referring_url, a.referring_url),
             is_complete = true
        from ${found.unnest('r', 2)} where a.program_id = $1 and a.customer_id = r.customer_id and not a.is_complete`,
    values: [programId, ...found.parameters()],
  })
}

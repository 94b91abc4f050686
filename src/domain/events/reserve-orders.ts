import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { contentHash, type TransactionItem } from '../transactions/transaction-item.ts'

const KEY_COLUMNS = columns('program_id uuid, brand_id uuid, external_id text, content_hash uuid')

/**
 * Takes the external ids of conversions for them, before anybody processes them. Answers the items that may go on: those without an
 * external id, and the first of each that nobody holds, in whatever order it comes to be processed.
 */
export async function reserveOrders(tx: Tx, programId: Uuid, brandId: Uuid, items: readonly TransactionItem[]): Promise<Set<TransactionItem>> {
  const first = new Map<string, TransactionItem>()
  for (const item of items) if (item.externalId !== undefined && !first.has(item.externalId)) first.set(item.externalId, item)
  const rows = new BulkRows(KEY_COLUMNS)
  // In one order, so that two calls with the same orders cannot deadlock.
  for (const [externalId, item] of [...first].sort(([a], [b]) => (a < b ? -1 : 1))) rows.add(programId, brandId, externalId, contentHash(item))
  const taken = rows.size === 0 ? [] : await tx.sql<{ external_id: string }>({
    name: 'reserve-orders',
    text: `insert into transaction_key (program_id, brand_id, external_id, content_hash) select * from ${rows.unnest('r')}
           on conflict do nothing returning external_id`,
    values: rows.parameters(),
  })
  const won = new Set(taken.map((row) => row.external_id))
  return new Set(items.filter((item) => item.externalId === undefined || (won.has(item.externalId) && first.get(item.externalId) === item)))
}

import { BulkRows, columns } from '../../db/bulk.ts'
import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

interface WakeDependencies {
  readonly db: Database
  readonly signals: { transactionsArrived(programId: Uuid): void }
}

/**
 * Makes transactions that wait for these customers due now. Call AFTER the registrations are committed: processing commits
 * what it parks and then looks for the customer again, so whichever of the two commits last sees the other.
 */
export async function wakeWaitingTransactions(
  { db, signals }: WakeDependencies,
  programId: Uuid,
  registered: readonly { readonly brandId: Uuid; readonly externalId: string }[],
): Promise<void> {
  if (registered.length === 0) return
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const customer of registered) rows.add(customer.brandId, customer.externalId)
  const woken = await db.inProgram(programId, (tx) =>
    tx.count({
      name: 'wake-waiting-transactions',
      text: `update transaction_exception e set due_at = e.recorded_at
               from ${rows.unnest('c', 2)}
              where e.program_id = $1 and e.state = 'waiting' and e.brand_id = c.brand_id and e.awaited_customer = c.external_id`,
      values: [programId, ...rows.parameters()],
    }),
  )
  if (woken > 0) signals.transactionsArrived(programId)
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'

/** Says that customers were changed after they were registered, so that reports look at them again. In the transaction that changes them. */
export async function markCustomers(tx: Tx, programId: Uuid, customerIds: readonly Uuid[]): Promise<void> {
  if (customerIds.length === 0) return
  await tx.count({
    name: 'mark-customers-for-reports',
    text: 'insert into report_mark (program_id, id, customer_id) select $1, m.id, m.customer_id from unnest($2::uuid[], $3::uuid[]) as m (id, customer_id)',
    values: [programId, arrayLiteral(customerIds.map(() => newId())), arrayLiteral(customerIds)],
  })
}

import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'
import type { IntegrationType, TransactionItem } from './transaction-item.ts'

/** The most items one batch may have. */
export const BATCH_ITEMS_MAX = 10_000

export interface Submission {
  readonly items: readonly TransactionItem[]
  readonly integrationType: IntegrationType
  readonly createdBy: string
}

const BATCH_COLUMNS = columns('program_id uuid, id uuid, payload text, integration_type text, accepted int, created_by text, recorded_at timestamptz')

/**
 * Takes submissions in: each becomes one batch with its items as they were normalised. Once this transaction is committed
 * they may be acknowledged; processing reads them from here. Answers the batch ids, in order.
 */
export async function acceptTransactions(tx: Tx, programId: Uuid, submissions: readonly Submission[], recordedAt: Date): Promise<Uuid[]> {
  const rows = new BulkRows(BATCH_COLUMNS)
  const ids = submissions.map((submission) => {
    const id = newId()
    const payload = JSON.stringify(submission.items)
    rows.add(programId, id, payload, submission.integrationType, submission.items.length, submission.createdBy, recordedAt)
    return id
  })
  await rows.insertInto(tx, 'transaction_batch')
  return ids
}

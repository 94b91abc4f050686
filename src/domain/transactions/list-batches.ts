import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { BatchStatus } from './read-batch.ts'

/** A batch with where its items are, without the failures themselves. */
export interface ListedBatch extends Omit<BatchStatus, 'failures'> {
  readonly integrationType: string
  readonly createdBy: string
  readonly receivedAt: Date
  /** Null: still in the queue. */
  readonly processedAt: Date | null
}

/** Acknowledged batches, newest first, after a given id. */
export function listBatches(tx: Tx, programId: Uuid, afterId: Uuid | null, limit: number): Promise<ListedBatch[]> {
  return tx.sql<ListedBatch>({
    name: 'list-batches',
    text: `select b.id, b.accepted, b.accepted - b.processed - b.pending_approval - b.duplicates - f.failed as queued, b.processed, b.pending_approval as "pendingApproval", f.failed, b.duplicates,
                  b.integration_type as "integrationType", b.created_by as "createdBy", b.recorded_at as "receivedAt", b.processed_at as "processedAt"
             from transaction_batch b
            cross join lateral (
              select count(*)::int as failed from transaction_exception where program_id = $1 and batch_id = b.id and state in ('failed', 'discarded', 'replaced')) f
            where b.program_id = $1 and ($2::uuid is null or b.id < $2) order by b.id desc limit $3`,
    values: [programId, afterId, limit],
  })
}

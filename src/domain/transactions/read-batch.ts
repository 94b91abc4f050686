import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export interface BatchStatus {
  readonly id: Uuid
  readonly accepted: number
  /** Acknowledged and not decided yet: in the queue, or waiting for a customer or an original. */
  readonly queued: number
  readonly processed: number
  readonly pendingApproval: number
  readonly failed: number
  readonly duplicates: number
  readonly failures: readonly { readonly index: number; readonly externalId: string | null; readonly code: string; readonly message: string }[]
}

/** The state of an acknowledged batch, and every item of it that failed. Throws `not_found`. */
export async function readBatch(tx: Tx, programId: Uuid, id: Uuid): Promise<BatchStatus> {
  const [batch] = await tx.sql<{ accepted: number; processed: number; pending_approval: number; duplicates: number }>({
    name: 'read-batch',
    text: 'select accepted, processed, pending_approval, duplicates from transaction_batch where program_id = $1 and id = $2',
    values: [programId, id],
  })
  if (batch === undefined) throw new DomainError('not_found')
  const failures = await tx.sql<{ index: number; external_id: string | null; code: string; message: string }>({
    name: 'read-batch-failures',
    text: `select batch_index as index, external_id, code, message from transaction_exception
            where program_id = $1 and batch_id = $2 and state in ('failed', 'discarded', 'replaced') order by batch_index`,
    values: [programId, id],
  })
  const { accepted, processed, duplicates, pending_approval: pendingApproval } = batch
  return {
    id,
    accepted,
    queued: accepted - processed - pendingApproval - duplicates - failures.length,
    processed,
    pendingApproval,
    failed: failures.length,
    duplicates,
    failures: failures.map(({ external_id: externalId, ...failure }) => ({ ...failure, externalId })),
  }
}

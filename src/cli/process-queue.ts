import { setTimeout as delay } from 'node:timers/promises'
import type { AppContext } from '../app/context.ts'
import type { Uuid } from '../domain/ids.ts'
import { processTransactions } from '../domain/transactions/process-transactions.ts'
import { retryWaitingTransactions } from '../domain/transactions/retry-waiting-transactions.ts'

const WAIT_MS = 50
/** A worker that holds the program's book for longer than this is left to finish by itself. */
const PATIENCE_MS = 60_000

/** Processes a program's acknowledged transactions, together with whatever worker may be running, until none is left in the queue. */
export async function processQueue(context: AppContext, programId: Uuid): Promise<void> {
  let lastProgressAt = performance.now()
  for (;;) {
    const { processed } = await processTransactions(context, programId)
    const { processed: retried } = await retryWaitingTransactions(context, programId)
    if (processed + retried > 0) {
      lastProgressAt = performance.now()
      continue
    }
    if (!(await isQueued(context, programId)) || performance.now() - lastProgressAt > PATIENCE_MS) return
    // A worker of a running server is at it.
    await delay(WAIT_MS)
  }
}

async function isQueued({ db }: AppContext, programId: Uuid): Promise<boolean> {
  const rows = await db.inProgram(programId, (tx) =>
    tx.sql({ text: 'select 1 from transaction_batch where program_id = $1 and processed_at is null limit 1', values: [programId] }),
  )
  return rows.length > 0
}

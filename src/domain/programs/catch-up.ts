import { reckonAffiliates } from '../commissions/reckoning/reckon-affiliates.ts'
import { settlePayments } from '../gateways/settle-payments.ts'
import type { Uuid } from '../ids.ts'
import { matureCommissions } from '../ledger/mature-commissions.ts'
import { type ProcessingDependencies, processTransactions } from '../transactions/process-transactions.ts'
import { retryWaitingTransactions } from '../transactions/retry-waiting-transactions.ts'

/** Steps of one kind; what is left after them is left to the workers. */
const MOST_STEPS = 1_000

/**
 * Does now what workers would do by and by: processes what is queued, retries what is due, decides about payments that waited, reckons awards, moves matured commissions to payable. For a
 * test clock that was moved: when the call answers, its consequences can be seen.
 */
export async function catchUp(dependencies: ProcessingDependencies, programId: Uuid): Promise<void> {
  await untilDone(() => processTransactions(dependencies, programId))
  await untilDone(() => settlePayments({ ...dependencies, signals: UNNEEDED }, programId))
  await untilDone(() => processTransactions(dependencies, programId))
  await untilDone(() => retryWaitingTransactions(dependencies, programId))
  await untilDone(async () => ({ hasMore: await reckonAffiliates(dependencies, programId) }))
  await matureCommissions(dependencies, programId)
}

/** What would be announced to the workers is done here. */
const UNNEEDED = { transactionsArrived: () => undefined }

async function untilDone(step: () => Promise<{ readonly hasMore: boolean }>): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    if (!(await step()).hasMore) return
  }
}

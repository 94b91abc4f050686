import { setTimeout as delay } from 'node:timers/promises'
import { isAnyoneMarked, reckonAffiliates } from '../commissions/reckoning/reckon-affiliates.ts'
import { settlePayments } from '../gateways/settle-payments.ts'
import type { Uuid } from '../ids.ts'
import { matureCommissions } from '../ledger/mature-commissions.ts'
import { hasQueuedBatches, type ProcessingDependencies, processTransactions } from '../transactions/process-transactions.ts'
import { continuePayoutRun } from '../payouts/continue-payout-run.ts'
import { prepareScheduledRun } from '../payouts/prepare-scheduled-run.ts'
import { advanceClosing } from '../periods/advance-closing.ts'
import { countFacts } from '../reports/count-facts.ts'
import { hasMarkedDays } from '../reports/report-state.ts'
import { retryWaitingTransactions } from '../transactions/retry-waiting-transactions.ts'

/** Steps of one kind; what is left after them is left to the workers. */
const MOST_STEPS = 1_000
const STEP_PAUSE_MS = 5

/**
 * Does now what workers would do by and by: processes what is queued, retries what is due, decides about payments that waited, reckons awards, moves matured commissions to payable, goes on
 * with closings, prepares payout runs, counts the days of reports. For a test clock that was moved: when the call answers, its consequences can be seen.
 */
export async function catchUp(dependencies: ProcessingDependencies, programId: Uuid): Promise<void> {
  const process = async () => (await processTransactions(dependencies, programId)).hasMore || (await dependencies.db.inProgram(programId, (tx) => hasQueuedBatches(tx, programId)))
  await untilDone(process)
  await untilDone(async () => (await settlePayments({ ...dependencies, signals: UNNEEDED }, programId)).hasMore)
  await untilDone(process)
  await untilDone(async () => (await retryWaitingTransactions(dependencies, programId)).hasMore)
  await untilDone(async () => (await reckonAffiliates(dependencies, programId)) || (await dependencies.db.inProgram(programId, (tx) => isAnyoneMarked(tx, programId))))
  await matureCommissions(dependencies, programId)
  await untilDone(() => advanceClosing(dependencies, programId))
  await prepareScheduledRun(dependencies, programId)
  await untilDone(() => continuePayoutRun(dependencies, programId))
  await catchUpReports(dependencies, programId)
}

/** Counts the days of reports as far as there are facts; a worker that is counting is waited for. */
export async function catchUpReports(dependencies: Pick<ProcessingDependencies, 'db' | 'clock'>, programId: Uuid): Promise<void> {
  const { db } = dependencies
  await untilDone(async () => (await countFacts(dependencies, programId)) || (await db.inProgram(programId, (tx) => hasMarkedDays(tx, programId))))
}

/** What would be announced to the workers is done here. */
const UNNEEDED = { transactionsArrived: () => undefined }

/** `step` answers whether there is more to do. A worker may hold the program's book and be doing it: then it is waited for. */
async function untilDone(step: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS && (await step()); steps += 1) await delay(STEP_PAUSE_MS)
}

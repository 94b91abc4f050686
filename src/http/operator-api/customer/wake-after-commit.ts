import type { AppContext } from '../../../app/context.ts'
import type { CustomerName } from '../../../domain/customers/customer.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { wakeWaitingTransactions } from '../../../domain/transactions/wake-waiting-transactions.ts'

/** Wakes the transactions that waited for these customers, behind the answer. If that fails they come back by themselves later. */
export function wakeAfterCommit(context: AppContext, programId: Uuid, registered: readonly CustomerName[]): void {
  wakeWaitingTransactions(context, programId, registered).catch((error: unknown) => {
    context.log.warn({ err: error, programId }, 'could not wake the transactions of new customers')
  })
}

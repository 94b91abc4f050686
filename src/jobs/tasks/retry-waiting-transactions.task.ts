import { retryWaitingTransactions } from '../../domain/transactions/retry-waiting-transactions.ts'
import type { ProgramTask } from '../task.ts'

export const retryWaitingTransactionsTask: ProgramTask = {
  name: 'retry-waiting-transactions',
  everyMs: 0,
  async run(context, programId) {
    const { hasMore } = await retryWaitingTransactions(context, programId)
    return hasMore
  },
}

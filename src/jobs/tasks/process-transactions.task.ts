import { processTransactions } from '../../domain/transactions/process-transactions.ts'
import type { ProgramTask } from '../task.ts'

export const processTransactionsTask: ProgramTask = {
  name: 'process-transactions',
  everyMs: 0,
  async run(context, programId) {
    const { hasMore } = await processTransactions(context, programId)
    return hasMore
  },
}

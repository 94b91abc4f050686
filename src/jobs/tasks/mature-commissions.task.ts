import { matureCommissions } from '../../domain/ledger/mature-commissions.ts'
import type { ProgramTask } from '../task.ts'

export const matureCommissionsTask: ProgramTask = {
  name: 'mature-commissions',
  everyMs: 1_000,
  async run(context, programId) {
    await matureCommissions(context, programId)
    return false
  },
}

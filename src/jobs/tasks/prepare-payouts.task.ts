import { continuePayoutRun } from '../../domain/payouts/continue-payout-run.ts'
import { prepareScheduledRun } from '../../domain/payouts/prepare-scheduled-run.ts'
import type { ProgramTask } from '../task.ts'

export const preparePayoutsTask: ProgramTask = {
  name: 'prepare-payouts',
  everyMs: 5_000,
  async run(context, programId) {
    await prepareScheduledRun(context, programId)
    return continuePayoutRun(context, programId)
  },
}

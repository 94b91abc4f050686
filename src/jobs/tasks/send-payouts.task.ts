import { sendPayout } from '../../domain/payouts/send-payout.ts'
import type { ProgramTask } from '../task.ts'

export const sendPayoutsTask: ProgramTask = {
  name: 'send-payouts',
  everyMs: 2_000,
  run({ db, clock, secretBox, outbound }, programId) {
    return sendPayout({ db, clock, secretBox, send: outbound.send }, programId)
  },
}

import { wakeRegistered } from '../../domain/transactions/transaction-exceptions.ts'
import type { ProgramTask } from '../task.ts'

/** A registration wakes what waits for it itself; this is for the wakings that a kill has cut off, so also the first thing after a start. */
export const wakeRegisteredTask: ProgramTask = {
  name: 'wake-registered',
  everyMs: 20_000,
  async run({ db }, programId) {
    await wakeRegistered(db, programId, 'all')
    return false
  },
}

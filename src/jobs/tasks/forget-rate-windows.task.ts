import { forgetRateWindows } from '../../domain/access/forget-rate-windows.ts'
import type { UpkeepTask } from '../task.ts'

const WINDOWS_PER_STEP = 10_000

export const forgetRateWindowsTask: UpkeepTask = {
  name: 'forget-rate-windows',
  everyMs: 10 * 60_000,
  async run({ db, clock }) {
    while ((await db.shared((tx) => forgetRateWindows(tx, { now: clock.now(), limit: WINDOWS_PER_STEP }))) === WINDOWS_PER_STEP);
  },
}

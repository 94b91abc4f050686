import { forgetSignIns } from '../../domain/access/forget-sign-ins.ts'
import type { UpkeepTask } from '../task.ts'

export const forgetSignInsTask: UpkeepTask = {
  name: 'forget-sign-ins',
  everyMs: 60 * 60_000,
  run: ({ db, clock }) => db.shared((tx) => forgetSignIns(tx, clock.now())),
}

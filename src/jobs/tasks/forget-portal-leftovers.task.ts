import { forgetPortalLeftovers } from '../../domain/affiliate-users/forget-portal-leftovers.ts'
import type { ProgramTask } from '../task.ts'

const ROWS_PER_STEP = 1_000

export const forgetPortalLeftoversTask: ProgramTask = {
  name: 'forget-portal-leftovers',
  everyMs: 60 * 60_000,
  run: ({ db, clock }, programId) => db.inProgram(programId, (tx) => forgetPortalLeftovers(tx, { programId, now: clock.now(), limit: ROWS_PER_STEP })),
}

import { forgetIdempotentRequests } from '../../domain/access/forget-idempotent-requests.ts'
import type { ProgramTask } from '../task.ts'

const REQUESTS_PER_STEP = 1_000

export const forgetIdempotentRequestsTask: ProgramTask = {
  name: 'forget-idempotent-requests',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    const forgotten = await db.inProgram(programId, (tx) => forgetIdempotentRequests(tx, { programId, now: clock.now(), limit: REQUESTS_PER_STEP }))
    return forgotten === REQUESTS_PER_STEP
  },
}

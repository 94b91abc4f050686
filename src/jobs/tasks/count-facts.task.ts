import { Pace } from '../../domain/commissions/reckoning/pace.ts'
import { countFacts } from '../../domain/reports/count-facts.ts'
import type { ProgramTask } from '../task.ts'

/** A program whose facts take long to count waits for its next turn: counting takes a tenth of a worker's time at most. */
const pace = new Pace()

export const countFactsTask: ProgramTask = {
  name: 'count-facts',
  everyMs: 2_000,
  async run(context, programId) {
    if (pace.resting().includes(programId)) return false
    const startedAt = performance.now()
    const hasMore = await countFacts(context, programId)
    pace.took([programId], performance.now() - startedAt)
    return hasMore
  },
}

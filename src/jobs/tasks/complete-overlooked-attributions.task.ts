import { completeOverlookedAttributions } from '../../domain/customers/complete-overlooked-attributions.ts'
import { readProgram } from '../../domain/programs/read-program.ts'
import { programNow } from '../../domain/programs/program-clock.ts'
import type { ProgramTask } from '../task.ts'

const LOOKED_BACK_MS = 24 * 60 * 60_000

export const completeOverlookedAttributionsTask: ProgramTask = {
  name: 'complete-overlooked-attributions',
  everyMs: 60_000,
  async run({ db, clock }, programId) {
    await db.inProgram(programId, async (tx) => {
      const program = await readProgram(tx, programId)
      if (program !== undefined) await completeOverlookedAttributions(tx, programId, new Date(programNow(program, clock).getTime() - LOOKED_BACK_MS))
    })
    return false
  },
}

import { eraseTraces } from '../../domain/affiliates/erase-traces.ts'
import type { ProgramTask } from '../task.ts'

const ROWS_PER_STEP = 5_000

export const eraseTracesTask: ProgramTask = {
  name: 'erase-traces',
  everyMs: 1_000,
  run: ({ db, clock }, programId) => db.inProgram(programId, (tx) => eraseTraces(tx, { programId, now: clock.now(), limit: ROWS_PER_STEP })),
}

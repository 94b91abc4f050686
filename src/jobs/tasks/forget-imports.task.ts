import { forgetImports } from '../../domain/imports/forget-imports.ts'
import type { ProgramTask } from '../task.ts'

const ROWS_PER_STEP = 2_000

export const forgetImportsTask: ProgramTask = {
  name: 'forget-imports',
  everyMs: 60 * 60_000,
  async run({ db, clock }, programId) {
    return (await db.inProgram(programId, (tx) => forgetImports(tx, programId, clock.now(), ROWS_PER_STEP))) === ROWS_PER_STEP
  },
}

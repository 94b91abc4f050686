import { advanceImport } from '../../domain/imports/advance-import.ts'
import type { ProgramTask } from '../task.ts'

export const runImportsTask: ProgramTask = {
  name: 'run-imports',
  everyMs: 0,
  run: (context, programId) => advanceImport(context, programId),
}

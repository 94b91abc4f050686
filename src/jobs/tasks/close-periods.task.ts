import { continueClosing } from '../../domain/periods/continue-closing.ts'
import type { ProgramTask } from '../task.ts'

export const closePeriodsTask: ProgramTask = {
  name: 'close-periods',
  everyMs: 0,
  run: (context, programId) => continueClosing(context, programId),
}

import { advanceClosing } from '../../domain/periods/advance-closing.ts'
import type { ProgramTask } from '../task.ts'

export const closePeriodsTask: ProgramTask = {
  name: 'close-periods',
  everyMs: 0,
  run: (context, programId) => advanceClosing(context, programId),
}

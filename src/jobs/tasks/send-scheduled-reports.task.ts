import { sendScheduledReports } from '../../domain/reports/send-scheduled-reports.ts'
import type { ProgramTask } from '../task.ts'

export const sendScheduledReportsTask: ProgramTask = {
  name: 'send-scheduled-reports',
  everyMs: 60_000,
  async run({ db, clock, secretBox, config }, programId) {
    await sendScheduledReports({ db, clock, secretBox, publicUrl: config.publicUrl }, programId)
    return false
  },
}

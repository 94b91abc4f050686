import { reckonAffiliates } from '../../domain/commissions/reckoning/reckon-affiliates.ts'
import { Pace } from '../../domain/commissions/reckoning/pace.ts'
import type { ProgramTask } from '../task.ts'

const pace = new Pace()

export const reckonAffiliatesTask: ProgramTask = {
  name: 'reckon-affiliates',
  everyMs: 0,
  run: (context, programId) => reckonAffiliates(context, programId, pace),
}

import { reckonAffiliates } from '../../domain/commissions/reckoning/reckon-affiliates.ts'
import type { ProgramTask } from '../task.ts'

export const reckonAffiliatesTask: ProgramTask = {
  name: 'reckon-affiliates',
  everyMs: 0,
  run: (context, programId) => reckonAffiliates(context, programId),
}

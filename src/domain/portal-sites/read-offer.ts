import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Language } from '../commissions/explanation.ts'
import type { Uuid } from '../ids.ts'
import { readCoveredDeductions } from '../plans/covered-deductions.ts'
import { readVersionToSay } from '../plans/text-context.ts'
import { type FairnessItem, fairnessCard } from '../plans/words/fairness-card.ts'
import { type PlanText, planText } from '../plans/words/plan-text.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'

/** What a program offers to who joins it now. */
export interface PortalOffer {
  readonly planId: Uuid
  readonly version: number
  readonly text: PlanText
  readonly fairness: readonly FairnessItem[]
}

/** The default plan of a program in words, as it is for new affiliates; null: it has none. */
export async function readOffer(tx: Tx, clock: Clock, programId: Uuid, language: Language): Promise<PortalOffer | null> {
  const program = await ownProgram(tx, programId)
  const now = programNow(program, clock)
  const [current] = await tx.sql<{ planId: Uuid; version: number }>({
    name: 'portal-offer',
    text: `select v.plan_id as "planId", v.version from program p join commission_plan_version v on v.program_id = $1 and v.plan_id = p.default_plan_id
            where p.id = $1 order by v.effective_from <= $2 desc, case when v.effective_from <= $2 then v.effective_from end desc, v.effective_from, v.version desc limit 1`,
    values: [programId, now],
  })
  if (current === undefined) return null
  const { planId, version } = current
  const said = await readVersionToSay(tx, program, planId, version)
  const fairness = fairnessCard(said.version, await readCoveredDeductions(tx, program, planId, now), said.context)
  return { planId, version, text: planText(said.version, language, said.context), fairness }
}

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { readTerms } from '../commissions/commission-terms.ts'
import { LANGUAGES, type Language } from '../commissions/explanation.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { readCoveredDeductions } from './covered-deductions.ts'
import { type NewPlan, refuseOtherCurrency } from './create-plan.ts'
import { requireReach } from './require-reach.ts'
import { readTextContext } from './text-context.ts'
import { type FairnessItem, fairnessCard } from './words/fairness-card.ts'
import { type PlanText, planText } from './words/plan-text.ts'
import { type WorkedExample, workedExample } from './worked-example.ts'

/** What a plan would be, without being saved. */
export interface PlanPreview {
  readonly currency: string
  readonly texts: readonly SaidIn[]
  readonly fairness: readonly FairnessItem[]
  readonly example: WorkedExample
}

export interface SaidIn {
  readonly language: Language
  readonly text: PlanText
}

/**
 * Reads a plan as creating it would, and says what it means: its text, its fairness card over all brands, and a worked example. Nothing
 * is stored. Throws what `createPlan` throws.
 */
export async function previewPlan(tx: Tx, programId: Uuid, clock: Clock, input: NewPlan): Promise<PlanPreview> {
  const program = await ownProgram(tx, programId)
  refuseOtherCurrency(program.currency, input.currency)
  const now = programNow(program, clock)
  const { effectiveFrom = now, appliesTo = 'new_customers', noticeDays = 0, holdDays = 0 } = input.version
  const terms = readTerms(input.version.components, program.currency, 'version.components')
  await requireReach(tx, program, { planId: newId(), effectiveFrom, appliesTo, holdDays, components: terms.components }, now)
  const version = { version: 1, effectiveFrom, appliesTo, noticeDays, holdDays, ...terms }
  const context = await readTextContext(tx, program, input.name, terms.components)
  const deductions = await readCoveredDeductions(tx, program, null, now)
  return {
    currency: program.currency,
    texts: LANGUAGES.map((language) => ({ language, text: planText(version, language, context) })),
    fairness: fairnessCard(version, deductions, context),
    example: workedExample({ ...version, planId: newId(), versionId: newId() }, context),
  }
}

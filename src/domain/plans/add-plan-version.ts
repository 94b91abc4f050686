import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { readTerms } from '../commissions/commission-terms.ts'
import { needsOf } from '../commissions/reckoning/mark-affiliates.ts'
import type { AppliesTo } from '../commissions/rules/plan-terms.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { type CommissionPlan, readPlan } from './commission-plan.ts'
import { requireReach } from './require-reach.ts'

export interface NewPlanVersion {
  /** Default: the program's now. */
  readonly effectiveFrom?: Date | undefined
  readonly appliesTo?: AppliesTo | undefined
  readonly noticeDays?: number | undefined
  readonly holdDays?: number | undefined
  readonly components: readonly unknown[]
}

const CONFLICTS = { commission_plan_version_program_id_plan_id_version_key: 'version' }

/**
 * Adds a version to a plan. Customers keep the version they came under, unless it says otherwise (`appliesTo`).
 * Throws `not_found`, `state_conflict` (archived), `invalid_request` (components, effectiveFrom) and `tier_metric_not_base`.
 */
export async function addPlanVersion(tx: Tx, author: Author, clock: Clock, planId: Uuid, input: NewPlanVersion): Promise<CommissionPlan> {
  const plan = await readPlan(tx, author.programId, planId)
  if (plan.status === 'archived') throw new DomainError('state_conflict', { message: 'The plan is archived.' })
  await storePlanVersion(tx, author, clock, planId, plan.version.version + 1, input, 'components')
  await tx.all(build.updateTable('commission_plan').set({ updated_at: author.now }).where('program_id', '=', author.programId).where('id', '=', planId))
  await recordAudit(tx, { ...author, action: 'commission_plan.version_added', subjectType: 'commission_plan', subjectId: planId, details: input })
  return readPlan(tx, author.programId, planId)
}

/** Checks and stores one version; `path` is where its components stand in the request. */
export async function storePlanVersion(
  tx: Tx,
  author: Author,
  clock: Clock,
  planId: Uuid,
  version: number,
  input: NewPlanVersion,
  path: string,
): Promise<void> {
  const program = await ownProgram(tx, author.programId)
  const terms = readTerms(input.components, program.currency, path)
  const now = programNow(program, clock)
  const effectiveFrom = input.effectiveFrom ?? now
  const appliesTo = input.appliesTo ?? 'new_customers'
  const holdDays = input.holdDays ?? 0
  await requireReach(tx, program, { planId, effectiveFrom, appliesTo, holdDays, components: terms.components }, now)
  const values = {
    program_id: author.programId,
    id: newId(),
    plan_id: planId,
    version,
    effective_from: effectiveFrom,
    applies_to: appliesTo,
    notice_days: input.noticeDays ?? 0,
    hold_days: holdDays,
    components: JSON.stringify(input.components),
    needs: needsOf(terms),
    created_by: author.actor,
    created_at: author.now,
  }
  await namingConflicts(CONFLICTS, () => tx.all(build.insertInto('commission_plan_version').values(values)))
}

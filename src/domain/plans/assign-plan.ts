import type { Clock } from '../../app/clock.ts'
import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { isSupportedCombination } from '../commissions/rules/plan-selection.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { requireOwn } from '../programs/require-own.ts'
import { readPlan } from './commission-plan.ts'
import { type PlanAssignment, readAssignment } from './plan-assignment.ts'

export interface NewAssignment {
  readonly affiliateId?: Uuid | null | undefined
  readonly groupId?: Uuid | null | undefined
  readonly brandId?: Uuid | null | undefined
  readonly productId?: Uuid | null | undefined
  readonly trackerId?: Uuid | null | undefined
  /** Default: when the plan's first version begins. */
  readonly effectiveFrom?: Date | undefined
}

/**
 * Assigns a plan; the most specific assignment in force at a customer's registration wins (docs/commission-rules.md, "Which plan
 * applies"). Throws `not_found`, `state_conflict` (archived plan), `assignment_not_supported` and `…_unknown` for what is named.
 */
export async function assignPlan(tx: Tx, author: Author, planId: Uuid, input: NewAssignment): Promise<PlanAssignment> {
  const { programId, now } = author
  const plan = await readPlan(tx, programId, planId)
  if (plan.status === 'archived') throw new DomainError('state_conflict', { message: 'The plan is archived.' })
  const scope = {
    affiliateId: input.affiliateId ?? null,
    groupId: input.groupId ?? null,
    brandId: input.brandId ?? null,
    productId: input.productId ?? null,
    trackerId: input.trackerId ?? null,
  }
  if (!isSupportedCombination(scope)) throw new DomainError('assignment_not_supported')
  await requireOwn(tx, programId, 'affiliate', scope.affiliateId, 'affiliate_unknown', 'affiliateId')
  await requireOwn(tx, programId, 'affiliate_group', scope.groupId, 'group_unknown', 'groupId')
  await requireOwn(tx, programId, 'brand', scope.brandId, 'brand_unknown', 'brandId')
  await requireOwn(tx, programId, 'product', scope.productId, 'product_unknown', 'productId')
  await requireOwn(tx, programId, 'tracker', scope.trackerId, 'tracker_unknown', 'trackerId')
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    plan_id: planId,
    affiliate_id: scope.affiliateId,
    group_id: scope.groupId,
    brand_id: scope.brandId,
    product_id: scope.productId,
    tracker_id: scope.trackerId,
    effective_from: input.effectiveFrom ?? (await firstVersionFrom(tx, programId, planId)),
    created_by: author.actor,
    created_at: now,
    updated_at: now,
  }
  await tx.all(build.insertInto('plan_assignment').values(values))
  await recordAudit(tx, { ...author, action: 'commission_plan.assigned', subjectType: 'commission_plan', subjectId: planId, details: values })
  return readAssignment(tx, programId, planId, id)
}

/** Ends an assignment now, by the program's clock. Customers who came under it keep its plan. Throws `not_found`. */
export async function endAssignment(tx: Tx, author: Author, clock: Clock, planId: Uuid, id: Uuid): Promise<void> {
  const { programId } = author
  await readAssignment(tx, programId, planId, id)
  const endsAt = programNow(await ownProgram(tx, programId), clock)
  await tx.sql({
    text: `update plan_assignment set effective_until = least(coalesce(effective_until, $4), $4), updated_at = $5
      where program_id = $1 and plan_id = $2 and id = $3`,
    values: [programId, planId, id, endsAt, author.now],
  })
  await recordAudit(tx, { ...author, action: 'commission_plan.assignment_ended', subjectType: 'commission_plan', subjectId: planId, details: { assignmentId: id } })
}

async function firstVersionFrom(tx: Tx, programId: Uuid, planId: Uuid): Promise<Date> {
  const first = await tx.first(
    build.selectFrom('commission_plan_version').select('effective_from').where('program_id', '=', programId).where('plan_id', '=', planId).where('version', '=', 1),
  )
  if (first === undefined) throw new Error('a plan without a version')
  return first.effective_from
}

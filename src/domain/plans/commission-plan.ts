import { build, type Tx } from '../../db/database.ts'
import type { AppliesTo } from '../commissions/rules/plan-terms.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** The rules of a plan from a date on. Never changed: new rules are a new version. */
export interface PlanVersion {
  readonly id: Uuid
  readonly planId: Uuid
  readonly version: number
  readonly effectiveFrom: Date
  readonly appliesTo: AppliesTo
  readonly noticeDays: number
  readonly holdDays: number
  /** As they were sent (docs/commission-rules.md, "Components"). */
  readonly components: unknown
  readonly createdAt: Date
}

/** The versioned rules by which an affiliate earns. */
export interface CommissionPlan {
  readonly id: Uuid
  readonly name: string
  readonly currency: string
  readonly status: 'active' | 'archived'
  readonly createdAt: Date
  readonly updatedAt: Date
  /** The newest. */
  readonly version: PlanVersion
}

export interface PlanFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly status?: 'active' | 'archived' | undefined
  /** A part of the name, whatever its case. */
  readonly search?: string | undefined
}

/** A plan with its newest version. Throws `not_found`. */
export async function readPlan(tx: Tx, programId: Uuid, id: Uuid): Promise<CommissionPlan> {
  const plan = await tx.first(plans(programId).where('id', '=', id))
  if (plan === undefined) throw new DomainError('not_found')
  return withVersion(plan, await newestVersions(tx, programId, [id]))
}

/** Newest first, each with its newest version; archived ones only when asked for. */
export async function listPlans(tx: Tx, filter: PlanFilter): Promise<CommissionPlan[]> {
  let query = plans(filter.programId)
    .where('status', '=', filter.status ?? 'active')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  const search = filter.search?.trim().toLowerCase() ?? ''
  if (search !== '') query = query.where((is) => is(is.fn<number>('strpos', [is.fn('lower', ['name']), is.val(search)]), '>', 0))
  const found = await tx.all(query)
  const versions = await newestVersions(tx, filter.programId, found.map(({ id }) => id))
  return found.map((plan) => withVersion(plan, versions))
}

/** All versions of a plan, newest first. */
export function listPlanVersions(tx: Tx, programId: Uuid, planId: Uuid, afterId: Uuid | null, limit: number): Promise<PlanVersion[]> {
  const query = planVersions(programId).where('plan_id', '=', planId).orderBy('id', 'desc').limit(limit)
  return tx.all(afterId === null ? query : query.where('id', '<', afterId))
}

/** One version of a plan, by its number. Throws `not_found`. */
export async function readPlanVersion(tx: Tx, programId: Uuid, planId: Uuid, version: number): Promise<PlanVersion> {
  const found = await tx.first(planVersions(programId).where('plan_id', '=', planId).where('version', '=', version))
  if (found === undefined) throw new DomainError('not_found')
  return found
}

async function newestVersions(tx: Tx, programId: Uuid, planIds: readonly Uuid[]): Promise<Map<Uuid, PlanVersion>> {
  if (planIds.length === 0) return new Map()
  const versions = await tx.all(planVersions(programId).where('plan_id', 'in', planIds).distinctOn('plan_id').orderBy('plan_id').orderBy('version', 'desc'))
  return new Map(versions.map((version) => [version.planId, version]))
}

function withVersion(plan: Omit<CommissionPlan, 'version'>, versions: ReadonlyMap<Uuid, PlanVersion>): CommissionPlan {
  const version = versions.get(plan.id)
  if (version === undefined) throw new Error('a plan without a version')
  return { ...plan, version }
}

function plans(programId: Uuid) {
  return build
    .selectFrom('commission_plan')
    .where('program_id', '=', programId)
    .select(['id', 'name', 'currency', 'status', 'created_at as createdAt', 'updated_at as updatedAt'])
}

function planVersions(programId: Uuid) {
  return build
    .selectFrom('commission_plan_version')
    .where('program_id', '=', programId)
    .select([
      'id',
      'plan_id as planId',
      'version',
      'effective_from as effectiveFrom',
      'applies_to as appliesTo',
      'notice_days as noticeDays',
      'hold_days as holdDays',
      'components',
      'created_at as createdAt',
    ])
}

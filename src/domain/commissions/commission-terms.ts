import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { readComponents } from './components/read-components.ts'
import { isInFlight } from './components/registry.ts'
import { type Assignment, type AssignmentSubject, openFromOf, winningAssignment, winningVersion } from './rules/plan-selection.ts'
import type { PlanVersionTerms } from './rules/plan-terms.ts'

/** The plans that may apply to a set of affiliates. */
export interface CommissionTerms {
  readonly assignments: readonly Assignment[]
  readonly versions: ReadonlyMap<Uuid, readonly PlanVersionTerms[]>
  readonly defaultPlanId: Uuid | null
}

export interface TermsChoice {
  readonly version: PlanVersionTerms
  /** Null: the program's default plan. */
  readonly assignmentId: Uuid | null
}

/** Reads assignments that can concern the affiliates (theirs, their groups', everybody's) and the versions of those plans. */
export async function readCommissionTerms(
  tx: Tx,
  program: Pick<Program, 'id' | 'currency' | 'time_zone' | 'default_plan_id'>,
  affiliates: Iterable<{ readonly id: Uuid; readonly groupId: Uuid | null }>,
): Promise<CommissionTerms> {
  const known = [...affiliates]
  const assignments = await tx.sql<Assignment>({
    name: 'commission-assignments',
    text: `select id, plan_id as "planId", affiliate_id as "affiliateId", group_id as "groupId", brand_id as "brandId",
                  product_id as "productId", tracker_id as "trackerId", effective_from as "effectiveFrom",
                  effective_until as "effectiveUntil", created_at as "createdAt"
             from plan_assignment
            where program_id = $1 and (affiliate_id is null or affiliate_id = any($2::uuid[])) and (group_id is null or group_id = any($3::uuid[]))`,
    values: [program.id, arrayLiteral(known.map(({ id }) => id)), arrayLiteral(known.flatMap(({ groupId }) => groupId ?? []))],
  })
  const planIds = new Set(assignments.map(({ planId }) => planId))
  if (program.default_plan_id !== null) planIds.add(program.default_plan_id)
  return { assignments, versions: await readPlanVersions(tx, program, [...planIds]), defaultPlanId: program.default_plan_id }
}

/** The terms that apply to an event: assignment and version in force at registration, unless a newer version reaches the event. */
export function chooseTerms(terms: CommissionTerms, subject: AssignmentSubject, occurredAt: Date): TermsChoice | null {
  const winner = winningAssignment(terms.assignments, subject)
  const planId = winner?.planId ?? terms.defaultPlanId
  const versions = planId === null ? undefined : terms.versions.get(planId)
  if (versions === undefined || versions.length === 0) return null
  const version = winningVersion(versions, subject.registeredAt, occurredAt)
  return { version, assignmentId: winner?.id ?? null }
}

// A version never changes, so a parsed one is kept for the life of the process.
const parsedVersions = new Map<Uuid, PlanVersionTerms>()
const PARSED_VERSIONS_MAX = 10_000

/** All versions of the plans, oldest first, by plan. */
export async function readPlanVersions(tx: Tx, program: Pick<Program, 'id' | 'currency' | 'time_zone'>, planIds: readonly Uuid[]): Promise<Map<Uuid, PlanVersionTerms[]>> {
  const rows = await tx.sql<{ id: Uuid; plan_id: Uuid; version: number; effective_from: Date; applies_to: PlanVersionTerms['appliesTo']; hold_days: number; components: unknown }>({
    name: 'plan-versions',
    text: `select id, plan_id, version, effective_from, applies_to, hold_days, components
             from commission_plan_version where program_id = $1 and plan_id = any($2::uuid[]) order by plan_id, version`,
    values: [program.id, arrayLiteral(planIds)],
  })
  if (parsedVersions.size > PARSED_VERSIONS_MAX) parsedVersions.clear()
  const byPlan = new Map<Uuid, PlanVersionTerms[]>()
  for (const row of rows) {
    const terms = parsedVersions.get(row.id) ?? {
      planId: row.plan_id, versionId: row.id, version: row.version, effectiveFrom: row.effective_from, appliesTo: row.applies_to,
      ...openFromOf(row.applies_to, row.effective_from, program.time_zone), holdDays: row.hold_days, ...readTerms(row.components, program.currency, 'components'),
    }
    parsedVersions.set(row.id, terms)
    byPlan.set(row.plan_id, [...(byPlan.get(row.plan_id) ?? []), terms])
  }
  return byPlan
}

/** Reads the terms of a version from their JSON. Throws as readComponents does. */
export function readTerms(json: unknown, currency: string, path: string): Pick<PlanVersionTerms, 'components' | 'inFlight'> {
  const components = readComponents(json, currency, path)
  return { components, inFlight: components.filter(isInFlight) }
}

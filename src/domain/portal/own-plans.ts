import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { type CommissionTerms, readCommissionTerms } from '../commissions/commission-terms.ts'
import { type Assignment, winningAssignment, winningVersion } from '../commissions/rules/plan-selection.ts'
import type { PlanVersionTerms } from '../commissions/rules/plan-terms.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { Program } from '../programs/read-program.ts'
import type { PortalScope } from './require-owner.ts'

/** A plan that an affiliate earns by, or has earned by. */
export interface OwnPlan {
  readonly id: Uuid
  readonly name: string
  /** Of the version that new customers would come under now; the first, where none is in force yet. */
  readonly version: number
  readonly newestVersion: number
  /** The brands whose new customers come under it now, ascending by name. Empty: it holds for earlier customers only. */
  readonly brands: readonly { readonly id: Uuid; readonly name: string }[]
  /** Which version the affiliate accepted last, and when. */
  readonly accepted: { readonly version: number; readonly acceptedAt: Date } | null
}

/** What an affiliate's plans are found from. */
export interface OwnTerms {
  readonly program: Program
  readonly now: Date
  readonly groupId: Uuid | null
  readonly terms: CommissionTerms
}

/** The terms that can apply to an affiliate. Throws `not_found`. */
export async function readOwnTerms(tx: Tx, clock: Clock, { programId, affiliateId }: PortalScope): Promise<OwnTerms> {
  const program = await ownProgram(tx, programId)
  const [affiliate] = await tx.sql<{ groupId: Uuid | null }>({ name: 'portal-group', text: 'select group_id as "groupId" from affiliate where program_id = $1 and id = $2', values: [programId, affiliateId] })
  if (affiliate === undefined) throw new DomainError('not_found')
  return { program, now: programNow(program, clock), groupId: affiliate.groupId, terms: await readCommissionTerms(tx, program, [{ id: affiliateId, groupId: affiliate.groupId }]) }
}

/** The plans of an affiliate: those of its new customers first, the one for everybody behind those that were chosen. */
export async function listOwnPlans(tx: Tx, clock: Clock, scope: PortalScope): Promise<OwnPlan[]> {
  const own = await readOwnTerms(tx, clock, scope)
  const brands = await tx.sql<{ id: Uuid; name: string }>({
    name: 'portal-plan-brands', text: `select id, name from brand where program_id = $1 and status = 'active' order by name, id`, values: [scope.programId],
  })
  const byPlan = Map.groupBy(brands, ({ id }) => planOfBrand(own, scope, id))
  const visible = await readVisible(tx, scope, [...own.terms.versions.keys()])
  const plans = visible.map(({ id, name, acceptedVersion, acceptedAt }): OwnPlan => {
    const versions = own.terms.versions.get(id) ?? []
    return {
      id, name, version: inForce(versions, own.now)?.version ?? 1, newestVersion: versions.at(-1)?.version ?? 1, brands: byPlan.get(id) ?? [],
      accepted: acceptedVersion === null || acceptedAt === null ? null : { version: acceptedVersion, acceptedAt },
    }
  })
  return plans.filter(({ id, brands: of }) => of.length > 0 || isOwned(own, id)).sort((a, b) => rank(b, own) - rank(a, own))
}

function rank({ id, brands }: OwnPlan, { terms }: OwnTerms): number {
  return (brands.length > 0 ? 2 : 0) + (id === terms.defaultPlanId ? 0 : 1)
}

/** That a plan is one of the affiliate's. Throws `not_found`. */
export async function requireOwnPlan(tx: Tx, clock: Clock, scope: PortalScope, planId: Uuid): Promise<void> {
  const plans = await listOwnPlans(tx, clock, scope)
  if (!plans.some(({ id }) => id === planId)) throw new DomainError('not_found')
}

/** A customer that registers now, at a brand, by no tracker in particular. */
function planOfBrand({ terms, now, groupId }: OwnTerms, { affiliateId }: PortalScope, brandId: Uuid): Uuid | null {
  return winningAssignment(terms.assignments, { affiliateId, groupId, brandId, productId: null, trackerId: null, registeredAt: now })?.planId ?? terms.defaultPlanId
}

/** Also a plan that is narrower than a brand, and one that held once, is the affiliate's; the default is everybody's. */
function isOwned({ terms, now }: OwnTerms, planId: Uuid): boolean {
  return planId === terms.defaultPlanId || terms.assignments.some((assignment) => assignment.planId === planId && hasBegun(assignment, now))
}

function hasBegun({ effectiveFrom }: Assignment, now: Date): boolean {
  return effectiveFrom <= now
}

function inForce(versions: readonly PlanVersionTerms[], now: Date): PlanVersionTerms | undefined {
  return versions.length === 0 ? undefined : winningVersion(versions, now, now)
}

function readVisible(tx: Tx, { programId, affiliateId }: PortalScope, ids: readonly Uuid[]): Promise<{ readonly id: Uuid; readonly name: string; readonly acceptedVersion: number | null; readonly acceptedAt: Date | null }[]> {
  return tx.sql({
    name: 'portal-plans',
    text: `select p.id, p.name, a.version as "acceptedVersion", a.accepted_at as "acceptedAt" from commission_plan p
             left join lateral (select v.version, c.accepted_at from plan_acceptance c join commission_plan_version v on v.program_id = $1 and v.id = c.plan_version_id
                where c.program_id = $1 and c.affiliate_id = $2 and c.plan_id = p.id order by v.version desc limit 1) a on true
            where p.program_id = $1 and p.id = any($3::uuid[]) order by p.name, p.id`,
    values: [programId, affiliateId, `{${ids.join(',')}}`],
  })
}

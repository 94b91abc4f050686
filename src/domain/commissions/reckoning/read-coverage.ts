import { arrayLiteral } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { readCommissionTerms } from '../commission-terms.ts'
import type { Coverage } from '../components/component.ts'
import { type Assignment, winningAssignment } from '../rules/plan-selection.ts'

type CoveredProgram = Pick<Program, 'id' | 'currency' | 'time_zone' | 'default_plan_id'>

/** An affiliate, and what its new customers can differ in. */
interface CoveredAffiliate {
  readonly id: Uuid
  readonly groupId: Uuid | null
  readonly createdAt: Date
  readonly trackerIds: readonly Uuid[]
}

interface CoveredBrand {
  readonly id: Uuid
  readonly createdAt: Date
}

/** A new customer as plan selection may see it. */
interface Arrival {
  readonly brand: CoveredBrand
  readonly productId: Uuid | null
  readonly trackerId: Uuid | null
}

/**
 * When a plan was the one in force for the affiliates' new customers of any brand; by affiliate, half-open, ascending and disjoint. From
 * the affiliate's creation on, and for a brand from the brand's (docs/commission-rules.md, "Period fee").
 */
export async function readCoverage(tx: Tx, program: CoveredProgram, affiliateIds: readonly Uuid[], planId: Uuid): Promise<Map<Uuid, Coverage[]>> {
  const affiliates = await readCovered(tx, program.id, affiliateIds)
  const { assignments, defaultPlanId } = await readCommissionTerms(tx, program, affiliates)
  if (defaultPlanId !== planId && !assignments.some((assignment) => assignment.planId === planId)) return new Map()
  const brands = await tx.sql<CoveredBrand>({ name: 'covered-brands', text: 'select id, created_at as "createdAt" from brand where program_id = $1', values: [program.id] })
  return new Map(affiliates.map((affiliate) => [affiliate.id, coverageOf(affiliate, brands, assignments, { planId, defaultPlanId })]))
}

function readCovered(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<CoveredAffiliate[]> {
  return tx.sql<CoveredAffiliate>({
    name: 'covered-affiliates',
    text: `select a.id, a.group_id as "groupId", a.created_at as "createdAt",
                  array(select t.id from tracker t where t.program_id = $1 and t.affiliate_id = a.id) as "trackerIds"
             from affiliate a where a.program_id = $1 and a.id = any($2::uuid[])`,
    values: [programId, arrayLiteral(affiliateIds)],
  })
}

interface Plans {
  readonly planId: Uuid
  readonly defaultPlanId: Uuid | null
}

/** Looks at every stretch of time between two moments at which anything changes: whether any arrival would come under the plan. */
function coverageOf(affiliate: CoveredAffiliate, brands: readonly CoveredBrand[], all: readonly Assignment[], plans: Plans): Coverage[] {
  const assignments = all.filter(({ affiliateId, groupId }) => (affiliateId === null || affiliateId === affiliate.id) && (groupId === null || groupId === affiliate.groupId))
  const arrivals = arrivalsOf(affiliate, brands, assignments)
  const coverage: Coverage[] = []
  let from: Date | null = null
  for (const at of changesOf(affiliate, brands, assignments)) {
    const isCovered = arrivals.some((arrival) => arrival.brand.createdAt.getTime() <= at.getTime() && planAt(affiliate, arrival, assignments, at, plans) === plans.planId)
    if (isCovered) from ??= at
    else if (from !== null) {
      coverage.push({ from, until: at })
      from = null
    }
  }
  return from === null ? coverage : [...coverage, { from, until: null }]
}

function planAt({ id, groupId }: CoveredAffiliate, { brand, productId, trackerId }: Arrival, assignments: readonly Assignment[], at: Date, { defaultPlanId }: Plans): Uuid | null {
  const subject = { affiliateId: id, groupId, brandId: brand.id, productId, trackerId, registeredAt: at }
  return winningAssignment(assignments, subject)?.planId ?? defaultPlanId
}

/** One of each kind that assignments tell apart: by brand, its products and the affiliate's trackers that are named, and others. */
function arrivalsOf({ trackerIds }: CoveredAffiliate, brands: readonly CoveredBrand[], assignments: readonly Assignment[]): Arrival[] {
  const own = new Set(trackerIds)
  const trackers = [null, ...new Set(assignments.flatMap(({ trackerId }) => (trackerId !== null && own.has(trackerId) ? [trackerId] : [])))]
  return kindsOf(brands, assignments).flatMap((brand) => {
    const products = [null, ...new Set(assignments.flatMap(({ brandId, productId }) => (brandId === brand.id && productId !== null ? [productId] : [])))]
    return products.flatMap((productId) => trackers.map((trackerId) => ({ brand, productId, trackerId })))
  })
}

/** The brands that are named, and of the others the oldest: they are all alike. */
function kindsOf(brands: readonly CoveredBrand[], assignments: readonly Assignment[]): CoveredBrand[] {
  const named = new Set(assignments.map(({ brandId }) => brandId))
  const others = brands.filter(({ id }) => !named.has(id)).sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
  return [...brands.filter(({ id }) => named.has(id)), ...others.slice(0, 1)]
}

/** Ascending, from the affiliate's creation on. */
function changesOf({ createdAt }: CoveredAffiliate, brands: readonly CoveredBrand[], assignments: readonly Assignment[]): Date[] {
  const moments = [
    ...brands.map((brand) => brand.createdAt),
    ...assignments.flatMap(({ effectiveFrom, effectiveUntil }) => (effectiveUntil === null ? [effectiveFrom] : [effectiveFrom, effectiveUntil])),
  ].map((instant) => instant.getTime())
  return [...new Set([createdAt.getTime(), ...moments.filter((ms) => ms > createdAt.getTime())])].sort((a, b) => a - b).map((ms) => new Date(ms))
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { chooseTerms, type CommissionTerms, readCommissionTerms } from '../commissions/commission-terms.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { readAffiliate } from './affiliate.ts'

/** Brands that are looked at. */
const BRANDS_MAX = 200

/** The plan that a customer who registered now would come under, of one brand. */
export interface EffectivePlan {
  readonly brandId: Uuid
  readonly brandName: string
  /** Null: nothing is assigned and there is no default. */
  readonly planId: Uuid | null
  readonly planName: string | null
  readonly version: number | null
  /** Null: by default. */
  readonly assignmentId: Uuid | null
  /** What the winning assignment is narrowed to: the affiliate itself, its group, or neither. */
  readonly by: 'affiliate' | 'group' | 'everybody' | 'default' | null
}

/** Which plan an affiliate's new customers come under, brand by brand; assignments of products and trackers are not looked at. Throws `not_found`. */
export async function readEffectivePlans(tx: Tx, program: Program, affiliateId: Uuid, now: Date): Promise<EffectivePlan[]> {
  const { groupId } = await readAffiliate(tx, program.id, affiliateId)
  const terms = await readCommissionTerms(tx, program, [{ id: affiliateId, groupId }])
  const brands = await tx.sql<{ id: Uuid; name: string }>({
    text: `select id, name from brand where program_id = $1 and status = 'active' order by name, id limit $2`,
    values: [program.id, BRANDS_MAX],
  })
  const names = await readPlanNames(tx, program.id, [...terms.versions.keys()])
  return brands.map((brand) => effectivePlan(terms, brand, { affiliateId, groupId }, names, now))
}

function effectivePlan(
  terms: CommissionTerms, brand: { readonly id: Uuid; readonly name: string }, { affiliateId, groupId }: { affiliateId: Uuid; groupId: Uuid | null }, names: ReadonlyMap<Uuid, string>, now: Date,
): EffectivePlan {
  const subject = { affiliateId, groupId, brandId: brand.id, productId: null, trackerId: null, registeredAt: now }
  const choice = chooseTerms(terms, subject, now)
  const common = { brandId: brand.id, brandName: brand.name }
  if (choice === null) return { ...common, planId: null, planName: null, version: null, assignmentId: null, by: null }
  const { version, assignmentId } = choice
  const assignment = terms.assignments.find(({ id }) => id === assignmentId)
  const by = assignment === undefined ? 'default' : assignment.affiliateId !== null ? 'affiliate' : assignment.groupId !== null ? 'group' : 'everybody'
  return { ...common, planId: version.planId, planName: names.get(version.planId) ?? null, version: version.version, assignmentId, by }
}

async function readPlanNames(tx: Tx, programId: Uuid, planIds: readonly Uuid[]): Promise<Map<Uuid, string>> {
  const rows = await tx.sql<{ id: Uuid; name: string }>({
    text: 'select id, name from commission_plan where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral(planIds)],
  })
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** An assignment that names an affiliate or its group. */
export interface AffiliateAssignment {
  readonly id: Uuid
  readonly planId: Uuid
  readonly planName: string
  readonly isOfGroup: boolean
  readonly brandName: string | null
  readonly productName: string | null
  readonly trackerName: string | null
  readonly effectiveFrom: Date
  readonly effectiveUntil: Date | null
}

/** The assignments that name an affiliate or its group, newest first, ended ones too. */
export function listAffiliateAssignments(tx: Tx, programId: Uuid, affiliateId: Uuid, afterId: Uuid | null, limit: number): Promise<AffiliateAssignment[]> {
  return tx.sql<AffiliateAssignment>({
    text: `select s.id, s.plan_id as "planId", p.name as "planName", s.group_id is not null as "isOfGroup", b.name as "brandName", d.name as "productName", t.name as "trackerName",
                  s.effective_from as "effectiveFrom", s.effective_until as "effectiveUntil"
             from plan_assignment s
             join affiliate a on a.program_id = $1 and a.id = $2 and (s.affiliate_id = a.id or (s.affiliate_id is null and s.group_id = a.group_id))
             join commission_plan p on p.program_id = $1 and p.id = s.plan_id
             left join brand b on b.program_id = $1 and b.id = s.brand_id
             left join product d on d.program_id = $1 and d.id = s.product_id
             left join tracker t on t.program_id = $1 and t.id = s.tracker_id
            where s.program_id = $1 and ($3::uuid is null or s.id < $3)
            order by s.id desc limit $4`,
    values: [programId, affiliateId, afterId, limit],
  })
}

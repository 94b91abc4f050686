import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Whom a plan applies to: any of these together, or none for everybody. Names are as they are now. */
export interface PlanAssignment {
  readonly id: Uuid
  readonly planId: Uuid
  readonly affiliateId: Uuid | null
  readonly affiliateName: string | null
  readonly groupId: Uuid | null
  readonly groupName: string | null
  readonly brandId: Uuid | null
  readonly brandName: string | null
  readonly productId: Uuid | null
  readonly productName: string | null
  readonly trackerId: Uuid | null
  readonly trackerName: string | null
  readonly effectiveFrom: Date
  /** Exclusive. Null: for good. */
  readonly effectiveUntil: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Throws `not_found`. */
export async function readAssignment(tx: Tx, programId: Uuid, planId: Uuid, id: Uuid): Promise<PlanAssignment> {
  const [assignment] = await tx.sql<PlanAssignment>({ text: `${ASSIGNMENTS} and a.id = $3`, values: [programId, planId, id] })
  if (assignment === undefined) throw new DomainError('not_found')
  return assignment
}

/** Newest first, ended ones too. */
export function listAssignments(tx: Tx, programId: Uuid, planId: Uuid, afterId: Uuid | null, limit: number): Promise<PlanAssignment[]> {
  return tx.sql<PlanAssignment>({ text: `${ASSIGNMENTS} and ($3::uuid is null or a.id < $3) order by a.id desc limit $4`, values: [programId, planId, afterId, limit] })
}

const ASSIGNMENTS = `select a.id, a.plan_id as "planId", a.affiliate_id as "affiliateId", affiliate.name as "affiliateName", a.group_id as "groupId",
    affiliate_group.name as "groupName", a.brand_id as "brandId", brand.name as "brandName", a.product_id as "productId", product.name as "productName",
    a.tracker_id as "trackerId", tracker.name as "trackerName", a.effective_from as "effectiveFrom", a.effective_until as "effectiveUntil",
    a.created_at as "createdAt", a.updated_at as "updatedAt"
  from plan_assignment a
  left join affiliate on affiliate.program_id = $1 and affiliate.id = a.affiliate_id
  left join affiliate_group on affiliate_group.program_id = $1 and affiliate_group.id = a.group_id
  left join brand on brand.program_id = $1 and brand.id = a.brand_id
  left join product on product.program_id = $1 and product.id = a.product_id
  left join tracker on tracker.program_id = $1 and tracker.id = a.tracker_id
 where a.program_id = $1 and a.plan_id = $2`

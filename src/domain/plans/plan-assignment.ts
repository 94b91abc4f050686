import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Whom a plan applies to: any of these together, or none for everybody. */
export interface PlanAssignment {
  readonly id: Uuid
  readonly planId: Uuid
  readonly affiliateId: Uuid | null
  readonly groupId: Uuid | null
  readonly brandId: Uuid | null
  readonly productId: Uuid | null
  readonly trackerId: Uuid | null
  readonly effectiveFrom: Date
  /** Exclusive. Null: for good. */
  readonly effectiveUntil: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Throws `not_found`. */
export async function readAssignment(tx: Tx, programId: Uuid, planId: Uuid, id: Uuid): Promise<PlanAssignment> {
  const assignment = await tx.first(assignments(programId, planId).where('id', '=', id))
  if (assignment === undefined) throw new DomainError('not_found')
  return assignment
}

/** Newest first, ended ones too. */
export function listAssignments(tx: Tx, programId: Uuid, planId: Uuid, afterId: Uuid | null, limit: number): Promise<PlanAssignment[]> {
  const query = assignments(programId, planId).orderBy('id', 'desc').limit(limit)
  return tx.all(afterId === null ? query : query.where('id', '<', afterId))
}

function assignments(programId: Uuid, planId: Uuid) {
  return build
    .selectFrom('plan_assignment')
    .where('program_id', '=', programId)
    .where('plan_id', '=', planId)
    .select([
      'id',
      'plan_id as planId',
      'affiliate_id as affiliateId',
      'group_id as groupId',
      'brand_id as brandId',
      'product_id as productId',
      'tracker_id as trackerId',
      'effective_from as effectiveFrom',
      'effective_until as effectiveUntil',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
}

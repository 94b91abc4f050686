import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type AffiliateStatus = 'pending' | 'active' | 'inactive' | 'suspended' | 'archived'

/** A marketer who sends customers and earns commission. */
export interface Affiliate {
  readonly id: Uuid
  readonly name: string
  readonly displayName: string | null
  readonly email: string | null
  readonly externalId: string | null
  readonly status: AffiliateStatus
  readonly referralCode: string | null
  readonly parentAffiliateId: Uuid | null
  readonly groupId: Uuid | null
  readonly country: string | null
  readonly currency: string
  /** The program's own holder of customers whom nobody sent. */
  readonly isOrganic: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface AffiliateFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly externalId?: string | undefined
  readonly groupId?: Uuid | undefined
  readonly status?: AffiliateStatus | undefined
}

/** Throws `not_found`. */
export async function readAffiliate(tx: Tx, programId: Uuid, id: Uuid): Promise<Affiliate> {
  const affiliate = await tx.first(affiliates(programId).where('id', '=', id))
  if (affiliate === undefined) throw new DomainError('not_found')
  return affiliate
}

/** Newest first, without the organic one; archived ones only when asked for. */
export async function listAffiliates(tx: Tx, filter: AffiliateFilter): Promise<Affiliate[]> {
  let query = affiliates(filter.programId).where('is_organic', '=', false).orderBy('id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.externalId !== undefined) query = query.where('external_id', '=', filter.externalId)
  if (filter.groupId !== undefined) query = query.where('group_id', '=', filter.groupId)
  query = filter.status === undefined ? query.where('status', '<>', 'archived') : query.where('status', '=', filter.status)
  return tx.all(query)
}

function affiliates(programId: Uuid) {
  return build
    .selectFrom('affiliate')
    .where('program_id', '=', programId)
    .select([
      'id',
      'name',
      'display_name as displayName',
      'email',
      'external_id as externalId',
      'status',
      'referral_code as referralCode',
      'parent_affiliate_id as parentAffiliateId',
      'group_id as groupId',
      'country',
      'currency',
      'is_organic as isOrganic',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
}

import { build, type Tx } from '../../db/database.ts'
import { foldReferralCode } from '../affiliates/referral-code.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type CouponStatus = 'active' | 'inactive' | 'archived'

/** A code of the brand's shop that stands for an affiliate. */
export interface Coupon {
  readonly id: Uuid
  /** Folded like a referral code: unique in the program among those that are not archived. */
  readonly code: string
  readonly affiliateId: Uuid
  readonly status: CouponStatus
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface CouponFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  /** In any case. */
  readonly code?: string | undefined
  readonly affiliateId?: Uuid | undefined
  readonly status?: CouponStatus | undefined
}

/** Which unique constraint speaks about which field. */
export const COUPON_CONFLICTS = { coupon_code: 'code' }

/** What the audit does not keep: codes often are made of the affiliate's name. */
export const COUPON_PERSONAL_FIELDS = new Set(['code'])

/** Throws `not_found`. */
export async function readCoupon(tx: Tx, programId: Uuid, id: Uuid): Promise<Coupon> {
  const coupon = await tx.first(coupons(programId).where('id', '=', id))
  if (coupon === undefined) throw new DomainError('not_found')
  return coupon
}

/** Newest first; archived ones only when asked for. */
export async function listCoupons(tx: Tx, filter: CouponFilter): Promise<Coupon[]> {
  let query = coupons(filter.programId).orderBy('id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('id', '<', filter.afterId)
  if (filter.code !== undefined) query = query.where('code', '=', foldReferralCode(filter.code))
  if (filter.affiliateId !== undefined) query = query.where('affiliate_id', '=', filter.affiliateId)
  query = filter.status === undefined ? query.where('status', '<>', 'archived') : query.where('status', '=', filter.status)
  return tx.all(query)
}

function coupons(programId: Uuid) {
  return build
    .selectFrom('coupon')
    .where('program_id', '=', programId)
    .select(['id', 'code', 'affiliate_id as affiliateId', 'status', 'created_at as createdAt', 'updated_at as updatedAt'])
}

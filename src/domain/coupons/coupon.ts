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
  readonly affiliateName: string
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
  /** A part of the code, in any case. */
  readonly search?: string | undefined
}

/** Which unique constraint speaks about which field. */
export const COUPON_CONFLICTS = { coupon_code: 'code' }

/** What the audit does not keep: codes often are made of the affiliate's name. */
export const COUPON_PERSONAL_FIELDS = new Set(['code'])

/** Throws `not_found`. */
export async function readCoupon(tx: Tx, programId: Uuid, id: Uuid): Promise<Coupon> {
  const coupon = await tx.first(coupons(programId).where('c.id', '=', id))
  if (coupon === undefined) throw new DomainError('not_found')
  return coupon
}

/** Newest first; archived ones only when asked for. */
export async function listCoupons(tx: Tx, filter: CouponFilter): Promise<Coupon[]> {
  let query = coupons(filter.programId).orderBy('c.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('c.id', '<', filter.afterId)
  if (filter.code !== undefined) query = query.where('c.code', '=', foldReferralCode(filter.code))
  if (filter.affiliateId !== undefined) query = query.where('c.affiliate_id', '=', filter.affiliateId)
  const search = foldReferralCode(filter.search ?? '')
  if (search !== '') query = query.where((is) => is(is.fn<number>('strpos', ['c.code', is.val(search)]), '>', 0))
  query = filter.status === undefined ? query.where('c.status', '<>', 'archived') : query.where('c.status', '=', filter.status)
  return tx.all(query)
}

function coupons(programId: Uuid) {
  return build
    .selectFrom('coupon as c')
    .innerJoin('affiliate as a', (join) => join.onRef('a.program_id', '=', 'c.program_id').onRef('a.id', '=', 'c.affiliate_id'))
    .where('c.program_id', '=', programId)
    .select(['c.id', 'c.code', 'c.affiliate_id as affiliateId', 'a.name as affiliateName', 'c.status', 'c.created_at as createdAt', 'c.updated_at as updatedAt'])
}

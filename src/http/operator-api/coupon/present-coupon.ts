import { z } from 'zod'
import type { Coupon } from '../../../domain/coupons/coupon.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const couponAnswer = z
  .strictObject({ ...commonFields, code: z.string(), affiliateId: answeredId, affiliateName: z.string(), status: z.enum(['active', 'inactive', 'archived']) })
  .meta({ id: 'Coupon' })

export function presentCoupon(coupon: Coupon): object {
  return {
    id: coupon.id,
    createdTs: coupon.createdAt,
    updatedTs: coupon.updatedAt,
    code: coupon.code,
    affiliateId: coupon.affiliateId,
    affiliateName: coupon.affiliateName,
    status: coupon.status,
  }
}

import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { foldReferralCode } from '../affiliates/referral-code.ts'
import type { Uuid } from '../ids.ts'

/** Whom a coupon code stands for. */
export interface CouponAffiliate {
  readonly couponId: Uuid
  readonly affiliateId: Uuid
  readonly affiliateName: string
}

/**
 * Finds the affiliates that coupon codes stand for, by the code as it was given. Codes are compared like referral codes; an inactive or
 * archived coupon stands for nobody, and so does one of an archived affiliate.
 */
export async function findCouponAffiliates(tx: Tx, programId: Uuid, codes: readonly string[]): Promise<Map<string, CouponAffiliate>> {
  const wanted = [...new Set(codes)]
  if (wanted.length === 0) return new Map()
  const rows = new BulkRows(columns('position int, code text'))
  wanted.forEach((code, i) => rows.add(i, foldReferralCode(code)))
  const found = await tx.sql<CouponAffiliate & { position: number }>({
    name: 'coupon-affiliates',
    text: `select k.position, c.id as "couponId", a.id as "affiliateId", a.name as "affiliateName" from ${rows.unnest('k', 2)}
      join coupon c on c.program_id = $1 and c.code = k.code and c.status = 'active'
      join affiliate a on a.program_id = $1 and a.id = c.affiliate_id and a.status <> 'archived'`,
    values: [programId, ...rows.parameters()],
  })
  return new Map(found.map(({ position, ...coupon }) => [wanted[position] ?? '', coupon]))
}

import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { type Coupon, COUPON_CONFLICTS, COUPON_PERSONAL_FIELDS, readCoupon } from './coupon.ts'
import { requireCouponAffiliate } from './coupon-affiliate.ts'
import { requireCouponCode } from './coupon-code.ts'

export interface NewCoupon {
  readonly code: string
  readonly affiliateId: Uuid
  readonly status?: 'active' | 'inactive' | undefined
}

/** Makes a code of the shop stand for an affiliate. Throws `affiliate_unknown`, `already_exists` and `invalid_request` (code). */
export async function createCoupon(tx: Tx, author: Author, input: NewCoupon): Promise<Coupon> {
  const { programId, now } = author
  const code = requireCouponCode(input.code)
  await requireCouponAffiliate(tx, programId, input.affiliateId)
  const id: Uuid = newId()
  const values = { program_id: programId, id, code, affiliate_id: input.affiliateId, status: input.status ?? ('active' as const), created_at: now, updated_at: now }
  await namingConflicts(COUPON_CONFLICTS, () => tx.all(build.insertInto('coupon').values(values)))
  await recordAudit(tx, { ...author, action: 'coupon.created', subjectType: 'coupon', subjectId: id, details: withoutPersonalValues(input, COUPON_PERSONAL_FIELDS) })
  return readCoupon(tx, programId, id)
}

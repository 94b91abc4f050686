import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import type { Uuid } from '../ids.ts'
import { type Coupon, COUPON_CONFLICTS, COUPON_PERSONAL_FIELDS, type CouponStatus, readCoupon } from './coupon.ts'
import { requireCouponAffiliate } from './coupon-affiliate.ts'
import { requireCouponCode } from './coupon-code.ts'

/** What can be changed of a coupon, those given. */
export interface CouponChange {
  readonly code?: string | undefined
  readonly affiliateId?: Uuid | undefined
  readonly status?: CouponStatus | undefined
}

/**
 * Changes what is given of a coupon: whom it brings from now on. What it brought stays. Throws `not_found`, `affiliate_unknown`,
 * `state_conflict`, `already_exists` and `invalid_request` (code).
 */
export async function changeCoupon(tx: Tx, author: Author, id: Uuid, change: CouponChange): Promise<Coupon> {
  const { programId, now } = author
  await readCoupon(tx, programId, id)
  if (change.affiliateId !== undefined) await requireCouponAffiliate(tx, programId, change.affiliateId)
  const values = {
    code: change.code === undefined ? undefined : requireCouponCode(change.code),
    affiliate_id: change.affiliateId,
    status: change.status,
    updated_at: now,
  }
  await namingConflicts(COUPON_CONFLICTS, () => tx.all(build.updateTable('coupon').set(values).where('program_id', '=', programId).where('id', '=', id)))
  await recordAudit(tx, { ...author, action: 'coupon.changed', subjectType: 'coupon', subjectId: id, details: withoutPersonalValues(change, COUPON_PERSONAL_FIELDS) })
  return readCoupon(tx, programId, id)
}

import type { Tx } from '../../../db/database.ts'
import { requireCouponCode } from '../../coupons/coupon-code.ts'
import { createCoupon } from '../../coupons/create-coupon.ts'
import { DomainError } from '../../errors.ts'
import type { Uuid } from '../../ids.ts'
import type { FieldValues } from '../import-field.ts'
import { findAffiliateByExternalId } from './find-affiliate.ts'
import type { ImportKind, Taking } from './import-kind.ts'
import { ValueReader } from './value-reader.ts'

/** Coupons as `POST /coupon` takes them, the affiliate by its id or by the operator's own. */
export const couponsKind: ImportKind = {
  name: 'coupons',
  module: 'affiliates',
  rowsAtOnce: 1,
  fields: [
    { name: 'code', kind: 'text', isRequired: true, otherNames: ['coupon', 'couponcode', 'promocode', 'voucher'] },
    { name: 'affiliateExternalId', kind: 'text', otherNames: ['affiliate', 'affid', 'partnerid', 'partner'] },
    { name: 'affiliateId', kind: 'text' },
    { name: 'status', kind: 'text', otherNames: ['state'] },
  ],
  keyOf: ({ code }) => (typeof code === 'string' ? code : null),
  check: (values) => void readCouponRow(values),
  take: async (tx, taking, rows) => ({ outcomes: [await takeCoupon(tx, taking, rows[0] ?? {})] }),
}

function readCouponRow(values: FieldValues) {
  const reader = new ValueReader(values)
  const coupon = {
    code: reader.required('code', 200),
    affiliateExternalId: reader.text('affiliateExternalId', 255),
    affiliateId: reader.id('affiliateId'),
    status: reader.oneOf('status', ['active', 'inactive'] as const),
  }
  if ((coupon.affiliateExternalId === null) === (coupon.affiliateId === null)) reader.refuse('affiliateExternalId', 'affiliate_required', 'affiliateExternalId or affiliateId is required, one of the two.')
  reader.finish()
  requireCouponCode(coupon.code)
  return coupon
}

async function takeCoupon(tx: Tx, { programId, actor, clock }: Taking, values: FieldValues): Promise<{ readonly outcome: 'imported' | 'duplicate' }> {
  const { code, affiliateExternalId, affiliateId, status } = readCouponRow(values)
  const owner = affiliateId ?? (await findAffiliateByExternalId(tx, programId, affiliateExternalId ?? '', 'affiliateExternalId'))
  const holder = await readHolder(tx, programId, requireCouponCode(code))
  if (holder === owner) return { outcome: 'duplicate' }
  if (holder !== undefined) throw new DomainError('already_exists', { errors: [{ path: 'code', code: 'already_exists', message: 'The code stands for another affiliate.' }] })
  await createCoupon(tx, { programId, actor, now: clock.now() }, { code, affiliateId: owner, status })
  return { outcome: 'imported' }
}

async function readHolder(tx: Tx, programId: Uuid, code: string): Promise<Uuid | undefined> {
  const [row] = await tx.sql<{ affiliateId: Uuid }>({
    text: `select affiliate_id as "affiliateId" from coupon where program_id = $1 and code = $2 and status <> 'archived'`, values: [programId, code],
  })
  return row?.affiliateId
}

import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { foldReferralCode } from '../affiliates/referral-code.ts'
import { findCouponAffiliates } from '../coupons/find-coupon-affiliates.ts'
import type { Uuid } from '../ids.ts'
import type { Carrier, Refusal } from './decide-attribution.ts'
import { defaultTrackers } from './default-trackers.ts'
import type { BrandedRegistration, FoundTouch } from './find-touches.ts'
import { failed, type RegistrationFailure } from './registration.ts'

/** The evidence in a registration that is not a click. */
interface NamedEvidence {
  readonly touches: readonly FoundTouch[]
  readonly refusals: readonly Refusal[]
  readonly failure: RegistrationFailure | null
}

interface NamedAffiliate {
  readonly affiliateId: Uuid
  readonly affiliateName: string
  readonly tracker: { readonly id: Uuid, readonly name: string } | undefined
}

/** Finds the affiliates that registrations name: by referral code, by coupon code, by hand. In the registrations' order. */
export async function findNamedTouches(
  tx: Tx, programId: Uuid, registrations: readonly BrandedRegistration[], now: Date,
): Promise<NamedEvidence[]> {
  const byCode = await readByReferralCode(tx, programId, registrations, now)
  const byCoupon = await readByCoupon(tx, programId, registrations, now)
  const byHand = await readByHand(tx, programId, registrations, now)
  const byId = await readById(tx, programId, registrations, now)
  return registrations.map((branded, i) => {
    const { couponCode, referralCode, manual } = branded.registration
    const [coded, chosen] = [byCode[i], byHand[i] ?? byId[i]]
    const redeemed = couponCode === null ? undefined : byCoupon.get(couponCode)
    return {
      touches: [
        ...(chosen?.tracker === undefined ? [] : [namedTouch('manual', branded, chosen, chosen.tracker)]),
        ...(redeemed?.tracker === undefined ? [] : [namedTouch('coupon', branded, redeemed, redeemed.tracker)]),
        ...(coded?.tracker === undefined ? [] : [namedTouch('referral_code', branded, coded, coded.tracker)]),
      ],
      refusals: [
        ...(couponCode === null || redeemed !== undefined ? [] : [{ carrier: 'coupon', clickKey: null, reason: 'coupon_unknown' } as const]),
        ...(referralCode === null || coded !== undefined ? [] : [{ carrier: 'referral_code', clickKey: null, reason: 'referral_code_unknown' } as const]),
      ],
      failure: manual === null ? null : whyNotByHand(chosen),
    }
  })
}

async function readByReferralCode(
  tx: Tx, programId: Uuid, registrations: readonly BrandedRegistration[], now: Date,
): Promise<(NamedAffiliate | undefined)[]> {
  const codes = new BulkRows(columns('position int, code text'))
  registrations.forEach(({ registration: { referralCode } }, i) => {
    if (referralCode !== null) codes.add(i, foldReferralCode(referralCode))
  })
  if (codes.size === 0) return []
  const rows = await tx.sql<{ position: number, id: Uuid, name: string }>({
    name: 'affiliates-by-referral-code',
    text: `select k.position, a.id, a.name from ${codes.unnest('k', 2)}
      join referral_code r on r.code = k.code and r.program_id = $1
      join affiliate a on a.program_id = $1 and a.id = r.affiliate_id`,
    values: [programId, ...codes.parameters()],
  })
  const trackers = await defaultTrackers(tx, programId, rows.map((row) => row.id), now)
  const found: (NamedAffiliate | undefined)[] = []
  for (const { position, id, name } of rows) found[position] = { affiliateId: id, affiliateName: name, tracker: trackers.get(id) }
  return found
}

/** By the code as it was sent. */
async function readByCoupon(
  tx: Tx, programId: Uuid, registrations: readonly BrandedRegistration[], now: Date,
): Promise<Map<string, NamedAffiliate>> {
  const codes = registrations.flatMap(({ registration: { couponCode } }) => (couponCode === null ? [] : [couponCode]))
  const coupons = await findCouponAffiliates(tx, programId, codes)
  const trackers = await defaultTrackers(tx, programId, [...coupons.values()].map(({ affiliateId }) => affiliateId), now)
  return new Map([...coupons].map(([code, coupon]) => [code, { ...coupon, tracker: trackers.get(coupon.affiliateId) }]))
}

async function readByHand(
  tx: Tx, programId: Uuid, registrations: readonly BrandedRegistration[], now: Date,
): Promise<(NamedAffiliate | undefined)[]> {
  const names = new BulkRows(columns('position int, affiliate text, tracker text'))
  registrations.forEach(({ registration: { manual } }, i) => {
    if (manual !== null) names.add(i, manual.affiliateExternalId, manual.trackerExternalId)
  })
  if (names.size === 0) return []
  const rows = await tx.sql<{ position: number, id: Uuid, name: string, asks_tracker: boolean, tracker_id: Uuid | null, tracker_name: string | null }>({
    name: 'affiliates-by-external-id',
    text: `select k.position, a.id, a.name, k.tracker is not null as asks_tracker, t.id as tracker_id, t.name as tracker_name
      from ${names.unnest('k', 2)}
      join affiliate a on a.program_id = $1 and a.external_id = k.affiliate
      left join tracker t on t.program_id = $1 and t.affiliate_id = a.id and t.external_id = k.tracker`,
    values: [programId, ...names.parameters()],
  })
  const trackers = await defaultTrackers(tx, programId, rows.filter((row) => !row.asks_tracker).map((row) => row.id), now)
  const found: (NamedAffiliate | undefined)[] = []
  for (const row of rows) {
    const named = row.tracker_id === null || row.tracker_name === null ? undefined : { id: row.tracker_id, name: row.tracker_name }
    found[row.position] = { affiliateId: row.id, affiliateName: row.name, tracker: row.asks_tracker ? named : trackers.get(row.id) }
  }
  return found
}

async function readById(tx: Tx, programId: Uuid, registrations: readonly BrandedRegistration[], now: Date): Promise<(NamedAffiliate | undefined)[]> {
  const ids = [...new Set(registrations.flatMap(({ registration: { affiliateId } }) => affiliateId ?? []))]
  if (ids.length === 0) return []
  const rows = await tx.sql<{ id: Uuid, name: string }>({
    name: 'affiliates-by-id',
    text: 'select id, name from affiliate where program_id = $1 and id = any($2::uuid[])',
    values: [programId, arrayLiteral(ids)],
  })
  const trackers = await defaultTrackers(tx, programId, rows.map((row) => row.id), now)
  const named = new Map(rows.map(({ id, name }) => [id, { affiliateId: id, affiliateName: name, tracker: trackers.get(id) }]))
  return registrations.map(({ registration: { affiliateId } }) => (affiliateId === undefined ? undefined : named.get(affiliateId)))
}

function whyNotByHand(chosen: NamedAffiliate | undefined): RegistrationFailure | null {
  if (chosen === undefined) return failed('affiliate_unknown', 'No affiliate has this affiliateExternalId.')
  return chosen.tracker === undefined ? failed('tracker_unknown', 'The affiliate has no tracker with this externalTrackerId.') : null
}

/** What a registration names counts from the registration itself. */
function namedTouch(carrier: Carrier, { registration, brand }: BrandedRegistration, affiliate: NamedAffiliate, tracker: { id: Uuid, name: string }): FoundTouch {
  return {
    carrier,
    clickKey: null,
    affiliateId: affiliate.affiliateId,
    trackerId: tracker.id,
    touchedAt: registration.registeredAt,
    isSent: true,
    blockedBecause: null,
    trackingLinkId: null,
    brandId: brand.id,
    productId: null,
    mediaId: null,
    customParameter: null,
    referringUrl: null,
    names: { affiliateName: affiliate.affiliateName, trackerName: tracker.name, brandName: brand.name, productName: null },
    isComplete: true,
  }
}

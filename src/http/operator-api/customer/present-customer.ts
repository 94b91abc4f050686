import { z } from 'zod'
import type { Customer, Tracking } from '../../../domain/customers/customer.ts'
import { exactNumber, microsToText, minorToText } from '../../../domain/money/amounts.ts'
import { clickKeyText } from '../../../domain/tracking/click-key.ts'
import { answeredInstant } from '../../plumbing/fields.ts'

const nullableText = z.string().nullable()
const amount = z.number().meta({ description: "Major units of the program's currency, exact." })

/** Whom a customer came from, under the names of both generations of the reference. A copy frozen at attribution. */
export const trackingAnswer = z.strictObject({
  clickId: nullableText,
  affiliateId: nullableText,
  affiliateName: nullableText,
  affiliateTrackerId: nullableText,
  affiliateTrackerName: nullableText,
  campaignId: nullableText.meta({ description: 'The tracker, under its first-generation name.' }),
  campaignName: nullableText,
  brandId: nullableText,
  brandName: nullableText,
  productId: nullableText,
  productName: nullableText,
  mediaId: nullableText,
  media: z.strictObject({ type: nullableText, text: nullableText, imageUrl: nullableText }).nullable(),
  customParameter: nullableText.meta({ description: "The affiliate's own click id from the link." }),
  date: answeredInstant.nullable().meta({ description: 'Time of the click.' }),
  referringUrl: nullableText,
}).meta({ id: 'Tracking' })

export const customerAnswer = z.strictObject({
  id: z.string().meta({ format: 'uuid' }),
  operatorId: z.string().meta({ format: 'uuid' }),
  updatedTs: answeredInstant,
  createdTs: answeredInstant.nullable(),
  isIdEmpty: z.literal(false),
  createdBy: nullableText,
  hidden: z.boolean(),
  deleted: z.boolean(),
  importId: nullableText,
  externalId: nullableText,
  externalBrandId: nullableText,
  username: nullableText,
  country: nullableText,
  country_code: nullableText,
  registerIp: nullableText,
  referringUrl: nullableText,
  registrationDate: answeredInstant,
  hasDeposited: z.boolean(),
  ftdDate: answeredInstant.nullable().meta({ description: 'Time of the first deposit.' }),
  cpaQualified: z.boolean(),
  cpaQualificationDate: answeredInstant.nullable(),
  lifetimeRevenue: amount,
  firstDepositAmount: amount.nullable(),
  firstRevenueAmount: amount.nullable(),
  lifetimeDeposits: amount.nullable(),
  lifetimeRevShareCommission: amount,
  lifetimeCpaCommission: amount,
  lifetimeFixedCommission: amount,
  lifetimeCommission: amount.meta({ description: 'Revenue share, CPA and fixed together.' }),
  tracking: trackingAnswer.nullable(),
  category: nullableText,
  label: nullableText,
  revShareExcluded: z.boolean(),
  cpaExcluded: z.boolean(),
  transactions: z.array(z.unknown()).nullable().meta({ description: 'The newest 100, when one customer is read; null elsewhere.' }),
}).meta({ id: 'Customer' })

/** The reference's Customer object. `transactions`: as presented, or null where they are not part of the answer. */
export function presentCustomer(customer: Customer, transactions: readonly unknown[] | null): Record<string, unknown> {
  const { totals, currency } = customer
  const { revShareMinor, cpaMinor, fixedMinor } = totals
  return {
    id: customer.id,
    operatorId: customer.operatorId,
    updatedTs: customer.updatedAt,
    createdTs: customer.createdAt,
    isIdEmpty: false,
    createdBy: customer.createdBy,
    hidden: false,
    deleted: false,
    importId: customer.importId,
    externalId: customer.externalId,
    externalBrandId: customer.externalBrandId,
    username: customer.username,
    country: customer.country,
    country_code: customer.countryCode,
    registerIp: customer.registerIp,
    referringUrl: customer.referringUrl,
    registrationDate: customer.registeredAt,
    hasDeposited: totals.firstDepositAt !== null,
    ftdDate: totals.firstDepositAt,
    cpaQualified: totals.cpaQualifiedAt !== null,
    cpaQualificationDate: totals.cpaQualifiedAt,
    lifetimeRevenue: fromMicros(totals.revenueMicros),
    firstDepositAmount: totals.firstDepositMicros === null ? null : fromMicros(totals.firstDepositMicros),
    firstRevenueAmount: totals.firstRevenueMicros === null ? null : fromMicros(totals.firstRevenueMicros),
    lifetimeDeposits: fromMicros(totals.depositsMicros),
    lifetimeRevShareCommission: fromMinor(revShareMinor, currency),
    lifetimeCpaCommission: fromMinor(cpaMinor, currency),
    lifetimeFixedCommission: fromMinor(fixedMinor, currency),
    lifetimeCommission: fromMinor(revShareMinor + cpaMinor + fixedMinor, currency),
    tracking: presentTracking(customer.tracking),
    category: customer.category,
    label: customer.label,
    revShareExcluded: customer.revShareExcluded,
    cpaExcluded: customer.cpaExcluded,
    transactions,
  }
}

/** The reference's `tracking`: our tracker stands under both of its names. */
export function presentTracking(tracking: Tracking): Record<string, unknown> {
  const { frozen } = tracking
  return {
    clickId: tracking.clickKey === null ? null : clickKeyText(tracking.clickKey),
    affiliateId: tracking.affiliateId,
    affiliateName: frozen.affiliateName,
    affiliateTrackerId: tracking.trackerId,
    affiliateTrackerName: frozen.trackerName,
    campaignId: tracking.trackerId,
    campaignName: frozen.trackerName,
    brandId: tracking.brandId,
    brandName: frozen.brandName,
    productId: tracking.productId,
    productName: frozen.productName,
    mediaId: tracking.mediaId,
    media: null,
    customParameter: tracking.customParameter,
    date: tracking.touchedAt,
    referringUrl: tracking.referringUrl,
  }
}

const ZERO = exactNumber('0')

function fromMicros(micros: bigint): unknown {
  return micros === 0n ? ZERO : exactNumber(microsToText(micros))
}

function fromMinor(minor: bigint, currency: string): unknown {
  return minor === 0n ? ZERO : exactNumber(minorToText(minor, currency))
}

import { z } from 'zod'
import type { Tracking } from '../../../domain/customers/customer.ts'
import { clickKeyText } from '../../../domain/tracking/click-key.ts'
import { answeredInstant } from '../../plumbing/fields.ts'

const nullableText = z.string().nullable()

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

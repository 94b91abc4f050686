import { z } from 'zod'
import type { TrackingLink } from '../../../domain/affiliates/tracking-link.ts'
import { trackingLinkUrl } from '../../../domain/tracking/link-slug.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const linkAnswer = z
  .strictObject({
    ...commonFields,
    trackerId: answeredId,
    trackerName: z.string(),
    affiliateId: answeredId,
    affiliateName: z.string(),
    brandId: answeredId,
    brandName: z.string(),
    productId: answeredId.nullable(),
    mediaId: answeredId.nullable(),
    slug: z.string(),
    url: z.string().meta({ description: 'What the affiliate publishes.', examples: ['http://localhost:4400/c/7hK2mQ'] }),
    landingPageUrl: z.string().nullable(),
    passThrough: z.boolean(),
    status: z.enum(['active', 'inactive', 'archived']),
  })
  .meta({ id: 'TrackingLink' })

export function presentTrackingLink(link: TrackingLink, publicUrl: string): object {
  return {
    id: link.id,
    createdTs: link.createdAt,
    updatedTs: link.updatedAt,
    trackerId: link.trackerId,
    trackerName: link.trackerName,
    affiliateId: link.affiliateId,
    affiliateName: link.affiliateName,
    brandId: link.brandId,
    brandName: link.brandName,
    productId: link.productId,
    mediaId: link.mediaId,
    slug: link.slug,
    url: trackingLinkUrl(publicUrl, link.slug),
    landingPageUrl: link.landingPageUrl,
    passThrough: link.passThrough,
    status: link.status,
  }
}

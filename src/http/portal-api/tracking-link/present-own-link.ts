import { z } from 'zod'
import type { TrackingLink } from '../../../domain/affiliates/tracking-link.ts'
import type { LegacyLink } from '../../../domain/tracking/legacy-link.ts'
import { LEGACY_PARAMETERS } from '../../../domain/tracking/legacy-link.ts'
import { trackingLinkUrl } from '../../../domain/tracking/link-slug.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

const fields = {
  ...commonFields,
  trackerId: answeredId,
  brandId: answeredId,
  productId: answeredId.nullable(),
  mediaId: answeredId.nullable(),
  url: z.string().meta({ description: 'What you publish.', examples: ['http://localhost:4400/c/7hK2mQ'] }),
  landingPageUrl: z.string().nullable().meta({ description: "Null: the product's or the brand's." }),
  passThrough: z.boolean(),
  status: z.enum(['active', 'inactive', 'archived']),
}

export const ownLinkAnswer = z
  .strictObject({ ...fields, clicks: z.int().meta({ description: 'Valid ones of the last 30 days.' }) })
  .meta({ id: 'OwnTrackingLink' })

export const detailedLinkAnswer = z
  .strictObject({
    ...fields,
    clicks: z.int(),
    formerAddresses: z.array(z.strictObject({ parameter: z.enum(LEGACY_PARAMETERS), value: z.string() })).meta({ description: 'Of a former platform, that lead to this link.' }),
  })
  .meta({ id: 'DetailedOwnTrackingLink' })

export function presentOwnLink({ id, createdAt, updatedAt, trackerId, brandId, productId, mediaId, slug, landingPageUrl, passThrough, status }: TrackingLink, publicUrl: string, clicks: number): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, trackerId, brandId, productId, mediaId, url: trackingLinkUrl(publicUrl, slug), landingPageUrl, passThrough, status, clicks }
}

export function presentDetailedLink(link: TrackingLink, publicUrl: string, clicks: number, former: readonly LegacyLink[]): object {
  return { ...presentOwnLink(link, publicUrl, clicks), formerAddresses: former.map(({ parameter, value }) => ({ parameter, value })) }
}

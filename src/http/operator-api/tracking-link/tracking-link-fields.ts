import { z } from 'zod'
import { idField, webAddress } from '../../plumbing/fields.ts'

const slug = z.string().regex(/^[A-Za-z0-9_-]{3,64}$/, { error: 'A slug has 3 to 64 letters, digits, _ and -.' })

const fields = z.strictObject({
  productId: idField.nullish().meta({ description: 'A product of the brand.' }),
  landingPageUrl: webAddress.nullish().meta({ description: "Null: the product's or the brand's." }),
  passThrough: z.boolean().optional().meta({ description: "Hand the visitor's other parameters on to the landing page." }),
})

export const newTrackingLinkBody = fields
  .extend({
    trackerId: idField,
    brandId: idField,
    mediaId: idField.nullish().meta({ description: 'A medium of the brand that is for this affiliate. Its page is where the link leads that has none of its own.' }),
    slug: slug.nullish().meta({ description: 'Unique over all programs. Null: an unguessable one is made.' }),
  })
  .meta({
    id: 'NewTrackingLink',
    examples: [{ trackerId: '019abc00-0000-7000-8000-000000000002', brandId: '019abc00-0000-7000-8000-000000000001' }],
  })
export const changedTrackingLinkBody = fields
  .extend({ status: z.enum(['active', 'inactive']).optional() })
  .meta({ id: 'TrackingLinkChange', examples: [{ status: 'inactive' }] })

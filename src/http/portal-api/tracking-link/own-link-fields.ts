import { z } from 'zod'
import { idField, webAddress } from '../../plumbing/fields.ts'

const fields = z.strictObject({
  productId: idField.nullish().meta({ description: 'A product of the brand.' }),
  landingPageUrl: webAddress.nullish().meta({ description: "A page of the brand's own hosts. Null: its landing page." }),
  passThrough: z.boolean().optional().meta({ description: "Hand the visitor's other parameters on to the landing page." }),
})

export const newLinkBody = fields
  .extend({ brandId: idField, trackerId: idField.nullish().meta({ description: 'Null: your first tracker.' }) })
  .meta({ id: 'NewOwnTrackingLink', examples: [{ brandId: '019abc00-0000-7000-8000-000000000001' }] })

export const linkChangeBody = fields.extend({ status: z.enum(['active', 'inactive']).optional() }).meta({ id: 'OwnTrackingLinkChange', examples: [{ status: 'inactive' }] })

const SUB_ID_CHARACTERS = 255
const subId = z.string().max(SUB_ID_CHARACTERS).optional()

/** What a link's address may carry. */
export const addressQuery = z.strictObject({
  s1: subId, s2: subId, s3: subId, s4: subId, s5: subId, s6: subId, s7: subId, s8: subId, s9: subId, s10: subId,
  clickId: z.string().max(512).optional().meta({ description: 'Your own id of the click.' }),
  page: z.string().max(2_048).optional().meta({ description: 'A page of the brand to lead to, on one of its hosts.', examples: ['https://bettest.example/poker'] }),
})

import { z } from 'zod'
import { country, currency, externalId, idField, instant, text } from '../../plumbing/fields.ts'

const LONGEST_EMAIL = 320

const fields = z.strictObject({
  name: text(200),
  displayName: text(200).nullish(),
  email: z.string().max(LONGEST_EMAIL).nullish().meta({ format: 'email', description: 'Unique in the program, compared without case.' }),
  phone: text(50).nullish(),
  externalId: externalId.nullish(),
  status: z.enum(['pending', 'active', 'inactive', 'suspended']).optional(),
  referralCode: z.string().max(100).nullish().meta({ description: 'For `?ref=CODE`. Unique over all programs, stored in capitals.' }),
  parentAffiliateId: idField.nullish().meta({ description: 'Who recruited this affiliate. Null: nobody.' }),
  parentFrom: instant.optional().meta({ description: 'Since when, for `parentAffiliateId`: not ahead of the program\'s clock; now when left out. It takes the place of every parent from then on.' }),
  groupId: idField.nullish(),
  country: country.nullish(),
  currency: currency.optional().meta({ description: "Default: the program's." }),
})

const example = { name: 'northlight', displayName: 'Northlight Media', email: 'team@northlight.example', referralCode: 'NORTH1', country: 'MT' }

export const newAffiliateBody = fields.meta({ id: 'NewAffiliate', examples: [example] })
export const changedAffiliateBody = fields.partial().meta({ id: 'AffiliateChange', examples: [{ status: 'suspended' }] })

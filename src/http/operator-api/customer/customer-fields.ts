import { z } from 'zod'
import { externalId, idField, instant } from '../../plumbing/fields.ts'

/** Clients of the reference write every field they know, unused ones as null or as empty text; both mean "not sent". */
function optionalText(longest: number): z.ZodType<string | null, string | null | undefined> {
  return z.string().max(longest).nullish().transform((value) => (value === undefined || value === null || value === '' ? null : value))
}

const optionalFlag = z.boolean().nullish().transform((value) => value ?? null)
const name = (): ReturnType<typeof optionalText> => optionalText(255)
const address = (): ReturnType<typeof optionalText> => optionalText(2_048)

/** What every way of reporting a registration takes. */
const commonFields = {
  externalId: externalId.meta({ description: "The brand's own id of the customer, unique per brand.", examples: ['player-1001'] }),
  registrationDate: instant.meta({ description: 'When the customer signed up; decides the attribution.' }),
  brandId: idField.nullish().transform((value) => value ?? null).meta({ description: 'This or externalBrandId is required.' }),
  externalBrandId: name().meta({ description: "The operator's own id of the brand.", examples: ['bettest'] }),
  username: name(),
  country: name(),
  revShareExcluded: optionalFlag,
  cpaExcluded: optionalFlag,
  category: name(),
  label: name(),
  customParameter: optionalText(1_024),
  referringUrl: address(),
}

/** `POST /customer`. */
export const customerInput = z.object({
  ...commonFields,
  clickId: optionalText(1_024).meta({ description: 'The click key that came with the visitor. What does not decode is treated as no click.' }),
  clickKey: optionalText(1_024).meta({ description: 'Another name of clickId.' }),
  country_code: name().meta({ examples: ['MT'] }),
  registerIp: name(),
  couponCode: name(),
  referralCode: name().meta({ description: "An affiliate's referral code." }),
})
const needsBrand = { error: 'brandId or externalBrandId is required.', path: ['brandId'], params: { code: 'brand_required' } }
export const customerBody = customerInput.refine((body) => body.brandId !== null || body.externalBrandId !== null, needsBrand).meta({
  examples: [{ externalId: 'player-1001', externalBrandId: 'bettest', registrationDate: '2026-11-15T12:00:00.000Z', clickId: '0A1b2C3d4E5f6G7h8I9j0K', username: 'joe' }],
})

/** One item of `POST /customer/import`. */
export const importItem = z.object({
  ...commonFields,
  affiliateExternalId: name().meta({ description: "The operator's own id of the affiliate; without one the customer is organic." }),
  externalTrackerId: name().meta({ description: "The operator's own id of one of that affiliate's trackers." }),
})
export const checkedImportItem = importItem.refine((item) => item.brandId !== null || item.externalBrandId !== null, needsBrand)

/** `PUT` and `PATCH`: null means "stays as it is", as it does for clients that write every field; empty text clears. */
const changedText = z.string().max(255).nullish().transform((value) => (value === '' ? null : (value ?? undefined)))
const changedFlag = z.boolean().nullish().transform((value) => value ?? undefined)
export const customerChange = z.object({
  username: changedText,
  country: changedText,
  country_code: changedText,
  revShareExcluded: changedFlag,
  cpaExcluded: changedFlag,
  category: changedText,
  label: changedText,
  isVerified: z.boolean().nullish().transform((value) => (value === true ? true : undefined)).meta({
    description: 'True confirms a customer that a page has registered; nothing takes that back.',
  }),
})

import { z } from 'zod'
import { microsFromNumber } from '../../../domain/money/amounts.ts'
import { isCurrency } from '../../../domain/money/currencies.ts'

const TEXT_MAX = 255
const CLAIMED_TYPES = ['sale', 'deposit'] as const
const TYPE_TEXT = `type must be one of the following values: ${CLAIMED_TYPES.join(', ')}`
const AMOUNT_TEXT = 'amount must be a positive number'
const CURRENCY_TEXT = 'currency must be a valid ISO4217 currency code'

const named = {
  campaign_id: required('campaign_id').meta({ format: 'uuid', description: 'The campaign whose allowed domains have the page.' }),
  brand_id: optional('brand_id').meta({ description: "The brand, by our id or the operator's own; without it the campaign's default brand." }),
  external_customer_id: required('external_customer_id').meta({ description: "The brand's own id of the customer.", examples: ['player-1001'] }),
}

export const claimedCustomerInput = z
  .object({
    ...named,
    click_key: optional('click_key').meta({ description: 'What `affiliatus.clickKey()` answers.' }),
    affiliate_id: optional('affiliate_id').meta({ description: "An affiliate's referral id, for a visitor without a click key." }),
    username: optional('username'),
    country: optional('country'),
  })
  .meta({ id: 'ClaimedCustomer' })

export const claimedTransactionInput = z
  .object({
    ...named,
    external_id: required('external_id').meta({ description: "The brand's own id of the transaction; sent again it has no effect.", examples: ['order-1001'] }),
    type: z.enum(CLAIMED_TYPES, { error: TYPE_TEXT }),
    amount: z.number({ error: AMOUNT_TEXT }).transform((value, check) => {
      const micros = microsFromNumber(value)
      if (micros !== null && micros > 0n) return micros
      check.addIssue({ code: 'custom', message: AMOUNT_TEXT })
      return z.NEVER
    }).meta({ description: 'In major units.', examples: [120.5] }),
    currency: optional('currency')
      .transform((code) => code?.toUpperCase() ?? null)
      .refine((code) => code === null || isCurrency(code), { error: CURRENCY_TEXT })
      .meta({ description: 'ISO 4217, when not the currency of the campaign.' }),
    product: optional('product').meta({ description: "The operator's own id of a product of the brand." }),
  })
  .meta({ id: 'ClaimedTransaction' })

/** Any JSON here, the full form in the document: what is wrong with it is told when the page is known, so that it may read it. */
export function describedAs(input: z.ZodType, example: object): z.ZodType {
  const { $schema: _dialect, ...schema } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  return z.unknown().meta({ ...schema, examples: [{ campaign_id: '019abc00-0000-7000-8000-000000000001', external_customer_id: 'player-1001', ...example }] })
}

export const claimAnswer = z.object({ success: z.literal(true) })

/** Text that is there; many shops count their customers and orders, and send the number. */
function required(field: string): z.ZodType<string, string | number> {
  const error = `${field} is required`
  return z
    .union([z.string({ error }), z.int({ error }).transform(String)], { error })
    .refine((value) => value.trim() !== '', { error, abort: true })
    .refine((value) => value.length <= TEXT_MAX, { error: tooLong(field) })
}

/** Null and empty text are as good as absent. */
function optional(field: string): z.ZodType<string | null, string | null | undefined> {
  return z
    .string({ error: `${field} must be a string` })
    .max(TEXT_MAX, { error: tooLong(field) })
    .nullish()
    .transform((value) => (value === undefined || value === '' ? null : value))
}

function tooLong(field: string): string {
  return `${field} must be shorter than or equal to ${TEXT_MAX} characters`
}

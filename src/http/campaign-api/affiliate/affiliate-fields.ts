import { z } from 'zod'
import { foldEmail } from '../../../domain/access/fold-email.ts'

const EMAIL_MAX = 254
const NAME_MAX = 200
const PHONE_MAX = 50
const REFERRAL_ID_MAX = 64
const PASSWORD_MIN = 6
const PASSWORD_MAX = 1_000
const LIMIT_MAX = 100
const LIMIT_DEFAULT = 50

/** What this dialect knows of an affiliate's states. Suspended ones are shown as inactive, archived ones not at all. */
export const SHOWN_STATUSES = ['pending', 'active', 'inactive'] as const
const STATUS_TEXT = `status must be one of the following values: ${SHOWN_STATUSES.join(', ')}`

const EMAIL_TEXT = 'email must be a valid email'
const email = z
  .string({ error: EMAIL_TEXT })
  .refine(isEmail, { error: EMAIL_TEXT })
  .meta({ format: 'email', maxLength: EMAIL_MAX, description: 'Unique in the campaign, compared without case.', examples: ['joao@parceiro.example'] })

const PASSWORD_TEXT = `password must be at least ${PASSWORD_MIN} characters long`
const password = z
  .string({ error: PASSWORD_TEXT })
  .refine((value) => [...value].length >= PASSWORD_MIN, { error: PASSWORD_TEXT })
  .max(PASSWORD_MAX, { error: tooLong('password', PASSWORD_MAX) })
  .meta({ format: 'password', minLength: PASSWORD_MIN, description: 'Kept as a bcrypt hash; never answered.', examples: ['segredo-123'] })

const REFERRAL_ID_TEXT = 'referralId must be alphanumeric'
const referralId = z
  .string({ error: REFERRAL_ID_TEXT })
  .regex(/^[A-Za-z0-9]+$/, { error: REFERRAL_ID_TEXT, abort: true })
  .max(REFERRAL_ID_MAX, { error: tooLong('referralId', REFERRAL_ID_MAX) })
  .meta({ description: 'Unique over all campaigns, compared without case, stored in capitals.', examples: ['JOAO2024'] })

const name = optionalText('name', NAME_MAX)
const phone = optionalText('phone', PHONE_MAX)

/** The order of the fields is the order of the texts. */
export const newAffiliateBody = body(
  z
    .object({ email, password, referralId: referralId.nullish().meta({ description: 'Made up when absent: 8 capitals and digits.' }), name, phone })
    .meta({ id: 'NewAffiliate' }),
  { email: 'joao@parceiro.example', password: 'segredo-123', name: 'João Silva', referralId: 'JOAO2024' },
)

export const changedAffiliateBody = body(
  z
    .object({
      email: email.optional(),
      password: password.optional(),
      referralId: referralId.optional().meta({ description: 'The one before stays an alias: links that carry it go on working.' }),
      name: name.meta({ description: 'Null clears it.' }),
      phone: phone.meta({ description: 'Null clears it.' }),
      status: z.enum(SHOWN_STATUSES, { error: STATUS_TEXT }).optional(),
    })
    .meta({ id: 'AffiliateChange' }),
  { status: 'inactive' },
)

export const affiliatesQuery = z.object({
  status: z.enum(SHOWN_STATUSES, { error: STATUS_TEXT }).optional(),
  search: z.string({ error: 'search must be a string' }).default('').meta({ description: 'A part of name, e-mail or referral id, without regard to case and accents.' }),
  page: wholeNumber('page', Number.MAX_SAFE_INTEGER).default(1).meta({ description: 'From 1. A page beyond the end is empty.', examples: ['1'] }),
  limit: wholeNumber('limit', LIMIT_MAX).default(LIMIT_DEFAULT).meta({ description: `Affiliates per page, 1 to ${LIMIT_MAX}.`, examples: ['50'] }),
})

export const WRONG_ID_TEXT = 'Validation failed (numeric string is expected)'

/** `:id` in a path. */
export const affiliateParams = z.object({
  id: z.string().regex(/^-?\d+$/).transform(Number).refine(Number.isFinite).meta({ description: 'Id of the affiliate.', examples: ['1'] }),
})

/** Anything but an object is as good as an empty one: every required field is told. */
function body<Schema extends z.ZodObject>(schema: Schema, example: object) {
  return z.preprocess((value) => (typeof value === 'object' && !Array.isArray(value) ? (value ?? {}) : {}), schema).meta({ examples: [example] })
}

/** Blank text says as much as none. */
function optionalText(field: string, longest: number) {
  return z
    .string({ error: `${field} must be a string` })
    .max(longest, { error: tooLong(field, longest) })
    .transform((value) => (value.trim() === '' ? null : value))
    .nullish()
}

function wholeNumber(field: string, most: number) {
  const text = `${field} must be an integer number`
  return z
    .string({ error: text })
    .regex(/^-?\d+$/, { error: text, abort: true })
    .transform(Number)
    .refine((value) => value >= 1, { error: `${field} must not be less than 1`, abort: true })
    .refine((value) => value <= most, { error: `${field} must not be greater than ${most}` })
}

function tooLong(field: string, longest: number): string {
  return `${field} must be shorter than or equal to ${longest} characters`
}

function isEmail(value: string): boolean {
  return value.length <= EMAIL_MAX && (foldEmail(value)?.split('@').at(-1)?.includes('.') ?? false)
}

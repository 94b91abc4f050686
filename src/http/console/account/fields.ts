import { z } from 'zod'
import { MAIL_LOCALES } from '../../../domain/mail/mail-template.ts'
import { text } from '../../plumbing/fields.ts'

/** In bytes it is checked by the rules for passwords. */
const LONGEST_PASSWORD = 1_024

export const email = z.string().min(3).max(254)
export const password = z.string().min(1).max(LONGEST_PASSWORD)
export const personName = text(120)
export const language = z.enum(MAIL_LOCALES)
/** Of a mail: 256 random bits. */
export const token = z.string().max(200)
/** Either of the app, or one of the ten. */
export const secondFactor = z.union([z.strictObject({ code: z.string().max(20) }), z.strictObject({ recoveryCode: z.string().max(60) })])

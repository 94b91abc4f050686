import { z } from 'zod'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { SLUG_PATTERN } from '../../../domain/portal-sites/make-slug.ts'
import { country, text } from '../../plumbing/fields.ts'

const LONGEST_EMAIL = 254
const LONGEST_PASSWORD = 1_000
const LONGEST_NAME = 200

/** The slug of a portal, in a body. */
export const siteField = z.string().regex(SLUG_PATTERN, { error: 'Expected the slug of a portal.' }).meta({ description: 'The slug of the portal.', examples: ['bettest'] })

export const emailField = z.string().min(3).max(LONGEST_EMAIL).meta({ format: 'email', examples: ['anna@affiliate.example'] })

/** As it is typed to sign in: any. */
export const passwordField = z.string().min(1).max(LONGEST_PASSWORD).meta({ format: 'password', examples: ['correct horse battery staple'] })

export const nameField = text(LONGEST_NAME).meta({ examples: ['Anna Example'] })

/** What a mail's link carried. */
export const tokenField = z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: 'Expected the token of a link.' }).meta({ description: 'Of the link.', examples: ['Zm9yLWV4YW1wbGUtb25seS1ub3QtYS1yZWFsLXRva2Vu'.slice(0, 43)] })

/** A code of an authenticator app, or a recovery code. */
export const codeField = z.string().min(6).max(40).meta({ description: 'Of the authenticator app, or a recovery code.', examples: ['123456'] })

export const languageField = z.enum(LANGUAGES)

export const applicationBody = z
  .strictObject({
    site: siteField,
    email: emailField,
    password: passwordField,
    name: nameField,
    company: text(LONGEST_NAME).optional(),
    country: country.optional(),
    website: text(2_000).optional().meta({ description: 'How you will send customers: shown to the operator.' }),
    language: languageField.optional(),
    parent: text(64).optional().meta({ description: 'The referral code of who recruited you; one that leads nowhere changes nothing.' }),
    termsSha256: z.string().regex(/^[0-9a-f]{64}$/).optional().meta({ description: 'Of the terms that you agree to, as the portal tells it. Required where there are terms.' }),
  })
  .meta({ id: 'Application', examples: [{ site: 'bettest', email: 'anna@affiliate.example', password: 'correct horse battery staple', name: 'Anna Example', country: 'MT', language: 'en' }] })

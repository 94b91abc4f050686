import { z } from 'zod'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { SLUG_PATTERN } from '../../../domain/portal-sites/make-slug.ts'
import { PORTAL_ROLES } from '../../../domain/affiliate-users/portal-role.ts'
import { hostName, text } from '../../plumbing/fields.ts'

const LONGEST_EMAIL = 254
const email = z.string().min(3).max(LONGEST_EMAIL).regex(/^[^\s@]+@[^\s@]+$/, { error: 'Expected an e-mail address.' }).meta({ format: 'email', examples: ['partners@bettest.example'] })

export const portalChangeBody = z
  .strictObject({
    slug: z.string().regex(SLUG_PATTERN, { error: 'Expected 1 to 63 lower-case letters, digits and dashes.' }).optional().meta({ description: 'The portal is at `/p/{slug}`. The one before leads nowhere any more.', examples: ['bettest'] }),
    host: hostName.nullish().meta({ description: 'A host of its own, which your DNS points to this installation. It is served once it is verified.', examples: ['partners.bettest.example'] }),
    title: text(100).nullish().meta({ description: "Null: the program's name.", examples: ['BetTest Partners'] }),
    introduction: text(5_000).nullish(),
    terms: text(100_000).nullish().meta({ description: 'What who applies has to agree to.' }),
    accentColor: z.string().regex(/^#[0-9a-f]{6}$/, { error: 'Expected a colour like #0b7a5c.' }).nullish().meta({ examples: ['#0b7a5c'] }),
    supportEmail: email.nullish(),
    defaultLanguage: z.enum(LANGUAGES).optional(),
    selfSignUp: z.boolean().optional().meta({ description: 'Whether anybody may apply.' }),
    autoApprove: z.boolean().optional().meta({ description: 'Who applies is active at once.' }),
  })
  .meta({ id: 'PortalChange', examples: [{ title: 'BetTest Partners', accentColor: '#0b7a5c', selfSignUp: true }] })

export const newPortalUserBody = z
  .strictObject({ email, role: z.enum(PORTAL_ROLES).optional().meta({ description: 'Default: `owner`.' }), mayChangePayouts: z.boolean().optional() })
  .meta({ id: 'NewPortalUser', examples: [{ email: 'anna@affiliate.example' }] })

export const changedPortalUserBody = z
  .strictObject({ disabled: z.boolean().optional(), role: z.enum(PORTAL_ROLES).optional(), mayChangePayouts: z.boolean().optional() })
  .meta({ id: 'PortalUserChange', examples: [{ disabled: true }] })

import { z } from 'zod'
import type { AffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import type { UserInvitation } from '../../../domain/affiliate-users/invite-user.ts'
import { PORTAL_ROLES } from '../../../domain/affiliate-users/portal-role.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import type { PortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import { addressOf } from '../../../domain/portal-sites/portal-site.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const portalAnswer = z
  .strictObject({
    slug: z.string().meta({ examples: ['bettest'] }),
    host: z.string().nullable(),
    url: z.string().meta({ description: 'Where the portal is.', examples: ['https://partners.example.com/p/bettest'] }),
    title: z.string().nullable(),
    introduction: z.string().nullable(),
    terms: z.string().nullable(),
    termsChangedTs: answeredInstant.nullable(),
    accentColor: z.string().nullable(),
    supportEmail: z.string().nullable(),
    defaultLanguage: z.enum(LANGUAGES),
    selfSignUp: z.boolean(),
    autoApprove: z.boolean(),
    hasLogo: z.boolean().meta({ description: 'It is set at `/program/logo`.' }),
  })
  .meta({ id: 'Portal' })

export function presentPortal(settings: PortalSettings, publicUrl: string): object {
  const { slug, host, title, introduction, terms, termsChangedAt, accentColor, supportEmail, defaultLanguage, selfSignUp, autoApprove, hasLogo } = settings
  return {
    slug, host, url: addressOf(settings, publicUrl), title, introduction, terms, termsChangedTs: termsChangedAt, accentColor, supportEmail, defaultLanguage, selfSignUp, autoApprove, hasLogo,
  }
}

export const portalUserAnswer = z
  .strictObject({
    id: answeredId,
    createdTs: answeredInstant,
    updatedTs: answeredInstant,
    affiliateId: answeredId,
    name: z.string(),
    email: z.string(),
    role: z.enum(PORTAL_ROLES),
    mayChangePayouts: z.boolean(),
    hasSecondFactor: z.boolean(),
    disabledTs: answeredInstant.nullable(),
    lastSignedInTs: answeredInstant.nullable(),
  })
  .meta({ id: 'PortalUser' })

export function presentPortalUser(user: AffiliateUser): object {
  const { id, createdAt, updatedAt, affiliateId, name, email, role, mayChangePayouts, hasSecondFactor, disabledAt, lastSignedInAt } = user
  return { id, createdTs: createdAt, updatedTs: updatedAt, affiliateId, name, email, role, mayChangePayouts: mayChangePayouts || role === 'owner', hasSecondFactor, disabledTs: disabledAt, lastSignedInTs: lastSignedInAt }
}

export const invitationAnswer = z
  .strictObject({ id: answeredId, createdTs: answeredInstant, expiresTs: answeredInstant, email: z.string(), role: z.enum(PORTAL_ROLES), mayChangePayouts: z.boolean() })
  .meta({ id: 'PortalInvitation' })

export function presentInvitation({ id, createdAt, expiresAt, email, role, mayChangePayouts }: UserInvitation): object {
  return { id, createdTs: createdAt, expiresTs: expiresAt, email, role, mayChangePayouts: mayChangePayouts || role === 'owner' }
}

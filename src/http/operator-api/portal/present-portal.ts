import { z } from 'zod'
import type { AffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import type { UserInvitation } from '../../../domain/affiliate-users/invite-user.ts'
import { PORTAL_ROLES } from '../../../domain/affiliate-users/portal-role.ts'
import type { AppContext } from '../../../app/context.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { recordOf } from '../../../domain/click-domains/click-domain.ts'
import type { Uuid } from '../../../domain/ids.ts'
import type { PortalSettings } from '../../../domain/portal-sites/portal-settings.ts'
import { addressOf } from '../../../domain/portal-sites/portal-site.ts'
import { answeredId, answeredInstant } from '../../plumbing/fields.ts'

export const portalAnswer = z
  .strictObject({
    slug: z.string().meta({ examples: ['bettest'] }),
    host: z.string().nullable(),
    hostVerification: z
      .strictObject({
        status: z.enum(['pending', 'verified']),
        verifiedTs: answeredInstant.nullable(),
        checkedTs: answeredInstant.nullable().meta({ description: 'When it was last looked for the record.' }),
        record: z.strictObject({ type: z.literal('TXT'), name: z.string(), value: z.string() }).meta({ description: 'What shows that the host is yours.' }),
      })
      .nullable()
      .meta({ description: 'Null: no host of its own. The portal is served on it, and mails lead there, once it is verified.' }),
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

export function presentPortal({ config, secretBox }: Pick<AppContext, 'config' | 'secretBox'>, programId: Uuid, settings: PortalSettings): object {
  const { slug, host, hostVerifiedAt, hostCheckedAt, title, introduction, terms, termsChangedAt, accentColor, supportEmail, defaultLanguage, selfSignUp, autoApprove, hasLogo } = settings
  return {
    slug,
    host,
    hostVerification: host === null ? null : {
      status: hostVerifiedAt === null ? 'pending' : 'verified', verifiedTs: hostVerifiedAt, checkedTs: hostCheckedAt, record: { type: 'TXT', ...recordOf(secretBox, programId, host) },
    },
    url: addressOf({ slug, host: hostVerifiedAt === null ? null : host }, config.publicUrl), title, introduction, terms, termsChangedTs: termsChangedAt, accentColor, supportEmail, defaultLanguage, selfSignUp, autoApprove, hasLogo,
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

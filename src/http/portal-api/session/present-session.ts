import { z } from 'zod'
import type { Permissions } from '../../../domain/access/permissions.ts'
import type { AffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import type { PortalCaller } from '../../../domain/affiliate-users/portal-credential.ts'
import { PORTAL_ROLES } from '../../../domain/affiliate-users/portal-role.ts'
import type { Affiliate } from '../../../domain/affiliates/affiliate.ts'
import { LANGUAGES } from '../../../domain/commissions/explanation.ts'
import { answeredId } from '../../plumbing/fields.ts'

export const ownUserAnswer = z
  .strictObject({
    id: answeredId, name: z.string(), email: z.string(), role: z.enum(PORTAL_ROLES), language: z.enum(LANGUAGES).nullable(), hasPassword: z.boolean(), hasSecondFactor: z.boolean(),
  })
  .meta({ id: 'OwnUser' })

export const sessionAnswer = z
  .strictObject({
    site: z.string().meta({ description: 'The slug of the portal that this is a session of.', examples: ['bettest'] }),
    affiliate: z.strictObject({
      id: answeredId,
      number: z.int(),
      name: z.string(),
      status: z.enum(['pending', 'active', 'inactive']),
      referralCode: z.string().nullable(),
      currency: z.string().meta({ examples: ['EUR'] }),
    }),
    user: ownUserAnswer.nullable().meta({ description: 'Null: an API key, or an operator who looks at the portal as the affiliate sees it.' }),
    isOperator: z.boolean().meta({ description: 'An operator looks at the portal as the affiliate sees it.' }),
    mayChangePayouts: z.boolean(),
    permissions: z.record(z.string(), z.enum(['read', 'write'])),
  })
  .meta({ id: 'PortalSession' })

export function presentSession(slug: string, affiliate: Affiliate, user: AffiliateUser | null, permissions: Permissions, caller: PortalCaller): object {
  const { id, number, name, status, referralCode, currency } = affiliate
  return {
    site: slug,
    affiliate: { id, number, name, status, referralCode, currency },
    user: user === null ? null : presentOwnUser(user),
    isOperator: caller.actedBy !== null,
    mayChangePayouts: caller.mayChangePayouts,
    permissions,
  }
}

export function presentOwnUser({ id, name, email, role, language, hasPassword, hasSecondFactor }: AffiliateUser): object {
  return { id, name, email, role, language, hasPassword, hasSecondFactor }
}

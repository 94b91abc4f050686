import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAffiliateUsers } from '../../../domain/affiliate-users/affiliate-user.ts'
import { changeAffiliateUser } from '../../../domain/affiliate-users/change-user.ts'
import { inviteUser, listInvitations } from '../../../domain/affiliate-users/invite-user.ts'
import { issuePortalLink } from '../../../domain/affiliate-users/look-at-portal.ts'
import { readPlace } from '../../../domain/affiliate-users/portal-mail.ts'
import { readAffiliate } from '../../../domain/affiliates/affiliate.ts'
import { isUuid } from '../../../domain/ids.ts'
import { answeredInstant, idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedPortalUserBody, newPortalUserBody } from './portal-fields.ts'
import { invitationAnswer, portalUserAnswer, presentInvitation, presentPortalUser } from './present-portal.ts'

const userParams = idParams.extend({ portalUserId: z.string().refine(isUuid).meta({ format: 'uuid', description: 'Id of the user.', examples: ['019abc00-0000-7000-8000-000000000002'] }) })

/** Who can sign in to the portal for an affiliate, and looking at it as they do. */
export function portalUsersRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, config } = context
  const desk = { secretBox, publicUrl: config.publicUrl }
  defineRoute(app, context, {
    method: 'GET',
    path: '/affiliate/:id/portal-user',
    operationId: 'listPortalUsers',
    tag: 'Portal',
    summary: 'List who can sign in to the portal for an affiliate',
    description: 'And who has been invited to. An affiliate that nobody has signed in for yet has none: its first is whoever chooses a password from its address.',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(portalUserAnswer), invitations: z.array(invitationAnswer) }) },
    handle: async ({ tx, programId, params, now }) => {
      await readAffiliate(tx, programId, params.id)
      const users = await listAffiliateUsers(tx, programId, params.id)
      return { items: users.map(presentPortalUser), invitations: (await listInvitations(tx, programId, params.id, now)).map(presentInvitation) }
    },
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate/:id/portal-user',
    operationId: 'invitePortalUser',
    tag: 'Portal',
    summary: 'Invite somebody to the portal for an affiliate',
    description: 'By a mail with a link that works once, for seven days. A newer invitation of the same address takes the place of the one before.',
    permission: 'affiliates:write',
    params: idParams,
    body: newPortalUserBody,
    success: { status: 201, description: 'The invitation.', schema: invitationAnswer },
    refusals: ['too_many'],
    handle: async ({ tx, programId, actor, now, params, body: { email, role, mayChangePayouts } }) => {
      const inviter = (await readPlace(tx, programId, config.publicUrl)).title
      return presentInvitation(await inviteUser(tx, desk, { programId, actor, now }, params.id, { email, role: role ?? 'owner', mayChangePayouts: mayChangePayouts ?? false, inviter }))
    },
  })
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/affiliate/:id/portal-user/:portalUserId',
    operationId: 'changePortalUser',
    tag: 'Portal',
    summary: 'Disable a user of the portal, or change what they may do',
    description: 'From the next request on. Sessions of a disabled user end.',
    permission: 'affiliates:write',
    params: userParams,
    body: changedPortalUserBody,
    success: { status: 200, description: 'The user as it is now.', schema: portalUserAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, actor, now, params, body: { disabled, ...change } }) => {
      await readAffiliate(tx, programId, params.id)
      return presentPortalUser(await changeAffiliateUser(tx, { programId, actor, now }, params.id, params.portalUserId, { ...change, isDisabled: disabled }))
    },
  })
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate/:id/portal-session',
    operationId: 'openPortalAsAffiliate',
    tag: 'Portal',
    summary: 'See the portal as an affiliate does',
    description:
      'Answers an address that works once, for two minutes. The session that it opens is marked with who looks, lasts an hour, and changes neither payout methods nor who may sign in. Audited.',
    permission: 'affiliates:write',
    params: idParams,
    hasSecretAnswer: true,
    success: { status: 201, description: 'Where to go.', schema: z.strictObject({ url: z.string().meta({ format: 'uri' }), expiresTs: answeredInstant }).meta({ id: 'PortalEntrance' }) },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, actor, now, params }) => {
      const { url, expiresAt } = await issuePortalLink(tx, { programId, actor, now }, params.id, config.publicUrl)
      return { url, expiresTs: expiresAt }
    },
  })
}

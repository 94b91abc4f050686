import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listAffiliateUsers, readAffiliateUser } from '../../../domain/affiliate-users/affiliate-user.ts'
import { changeAffiliateUser, removeAffiliateUser } from '../../../domain/affiliate-users/change-user.ts'
import { requireFresh } from '../../../domain/affiliate-users/fresh-proof.ts'
import { inviteUser, listInvitations, withdrawInvitation } from '../../../domain/affiliate-users/invite-user.ts'
import { PORTAL_ROLES } from '../../../domain/affiliate-users/portal-role.ts'
import type { Tx } from '../../../db/database.ts'
import type { PortalCaller } from '../../../domain/affiliate-users/portal-credential.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { invitationAnswer, portalUserAnswer, presentInvitation, presentPortalUser } from '../../operator-api/portal/present-portal.ts'
import { idParams } from '../../plumbing/fields.ts'
import { definePortalRoute, requirePerson } from '../portal-route.ts'
import { emailField } from '../site/site-fields.ts'

const role = z.enum(PORTAL_ROLES).meta({ description: 'An owner does everything, a member works with links, a viewer reads.' })
const mayChangePayouts = z.boolean().meta({ description: 'May change where money goes. Owners may anyway.' })

/** Who else works on an affiliate's account. Whoever decides about it has proven just now to be an owner. */
export function collaboratorsRoutes(app: FastifyInstance, context: AppContext): void {
  const desk = { secretBox: context.secretBox, publicUrl: context.config.publicUrl }
  const common = { tag: 'Collaborators', permission: 'users:write' } as const
  definePortalRoute(app, context, {
    ...common,
    method: 'GET',
    path: '/collaborator',
    operationId: 'listCollaborators',
    summary: "List who works on the affiliate's account",
    description: 'And who has been invited to.',
    permission: 'users:read',
    success: { status: 200, description: 'All of them.', schema: z.strictObject({ items: z.array(portalUserAnswer), invitations: z.array(invitationAnswer) }) },
    handle: async ({ tx, programId, affiliateId, now }) => ({
      items: (await listAffiliateUsers(tx, programId, affiliateId)).map(presentPortalUser),
      invitations: (await listInvitations(tx, programId, affiliateId, now)).map(presentInvitation),
    }),
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/collaborator/invitation',
    operationId: 'inviteCollaborator',
    summary: "Invite somebody to work on the affiliate's account",
    description: 'Takes a fresh proof. The link of the mail works once, for seven days.',
    body: z.strictObject({ email: emailField, role, mayChangePayouts: mayChangePayouts.optional() }).meta({ id: 'NewCollaborator', examples: [{ email: 'ben@affiliate.example', role: 'member' }] }),
    success: { status: 201, description: 'The invitation.', schema: invitationAnswer },
    refusals: ['fresh_sign_in_required', 'too_many'],
    handle: async ({ tx, programId, actor, now, body, ...caller }) => {
      const owner = await freshUser(tx, programId, caller, now)
      const invitation = { ...body, mayChangePayouts: body.mayChangePayouts ?? false, inviter: owner.name }
      return presentInvitation(await inviteUser(tx, desk, { programId, actor, now }, caller.affiliateId, invitation))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/collaborator/invitation/:id',
    operationId: 'withdrawInvitation',
    summary: 'Take an invitation back',
    params: idParams,
    success: { status: 204, description: 'Its link works no more.' },
    handle: ({ tx, programId, actor, now, params, affiliateId }) => withdrawInvitation(tx, { programId, actor, now }, affiliateId, params.id),
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'PATCH',
    path: '/collaborator/:id',
    operationId: 'changeCollaborator',
    summary: 'Change what somebody may do',
    description: 'Takes a fresh proof. From their next request on; the last owner stays one.',
    params: idParams,
    body: z.strictObject({ role: role.optional(), mayChangePayouts: mayChangePayouts.optional() }).meta({ id: 'CollaboratorChange', examples: [{ role: 'viewer' }] }),
    success: { status: 200, description: 'The user as it is now.', schema: portalUserAnswer },
    refusals: ['fresh_sign_in_required', 'state_conflict'],
    handle: async ({ tx, programId, actor, now, params, body, ...caller }) => {
      await freshUser(tx, programId, caller, now)
      return presentPortalUser(await changeAffiliateUser(tx, { programId, actor, now }, caller.affiliateId, params.id, body))
    },
  })
  definePortalRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/collaborator/:id',
    operationId: 'removeCollaborator',
    summary: "Take somebody off the affiliate's account",
    description: 'Takes a fresh proof. Their sessions end; the last owner stays.',
    params: idParams,
    success: { status: 204, description: 'Gone.' },
    refusals: ['fresh_sign_in_required', 'state_conflict'],
    handle: async ({ tx, programId, actor, now, params, ...caller }) => {
      await freshUser(tx, programId, caller, now)
      await removeAffiliateUser(tx, { programId, actor, now }, caller.affiliateId, params.id)
    },
  })
}

async function freshUser(tx: Tx, programId: Uuid, caller: PortalCaller, now: Date) {
  const { userId, session } = requirePerson(caller)
  const user = await readAffiliateUser(tx, programId, caller.affiliateId, userId)
  requireFresh(session, user.hasSecondFactor, now)
  return user
}

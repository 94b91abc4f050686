import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createInvitationRoute } from './create-invitation.route.ts'
import { listInvitationsRoute } from './list-invitations.route.ts'
import { withdrawInvitationRoute } from './withdraw-invitation.route.ts'

export function registerInvitationRoutes(app: FastifyInstance, context: AppContext): void {
  listInvitationsRoute(app, context)
  createInvitationRoute(app, context)
  withdrawInvitationRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listInvitations } from '../../../domain/operator-users/invitation.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { invitationAnswer, presentInvitation } from './present-invitation.ts'

export function listInvitationsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/invitation',
    operationId: 'listInvitations',
    tag: 'Invitations',
    summary: 'List invitations',
    description: 'Those that lead into this program, the newest first, also those that are over.',
    permission: 'users:read',
    query: z.strictObject({ ...listQuery }),
    success: { status: 200, description: 'One page.', schema: listOf(invitationAnswer) },
    handle: async ({ tx, programId, operatorId, now, query: { limit, cursor } }) => {
      const page = cutPage(await listInvitations(tx, { programId, operatorId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((invitation) => presentInvitation(invitation, now)), nextCursor: page.nextCursor }
    },
  })
}

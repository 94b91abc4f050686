import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { withdrawInvitation } from '../../../domain/operator-users/invitation.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { userAuthor } from '../user/user-author.ts'

export function withdrawInvitationRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/invitation/:id',
    operationId: 'withdrawInvitation',
    tag: 'Invitations',
    summary: 'Withdraw an invitation',
    permission: 'users:write',
    params: idParams,
    success: { status: 204, description: 'Its link does not work (any more).' },
    refusals: ['state_conflict'],
    handle: ({ tx, params, ...facts }) => withdrawInvitation(tx, userAuthor({ ...facts, params }), params.id),
  })
}

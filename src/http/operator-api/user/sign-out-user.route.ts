import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { signOutUser } from '../../../domain/operator-users/change-user.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { userAuthor } from './user-author.ts'

export function signOutUserRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/user/:id/sign-out',
    operationId: 'signOutUser',
    tag: 'Users',
    summary: 'End all sessions of a user',
    description: 'Within a second everywhere. They can sign in again.',
    permission: 'users:write',
    params: idParams,
    success: { status: 204, description: 'Ended.' },
    handle: ({ tx, params, ...facts }) => signOutUser(tx, userAuthor({ ...facts, params }), params.id),
  })
}

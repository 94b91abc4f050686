import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeOperatorUser } from '../../../domain/operator-users/change-user.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentUser, userAnswer } from './present-user.ts'
import { userAuthor } from './user-author.ts'
import { changedUserBody } from './user-fields.ts'

export function changeUserRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/user/:id',
    operationId: 'changeUser',
    tag: 'Users',
    summary: 'Change what a user may do',
    description:
      'Role, programs, or whether they get in at all; within a second everywhere. Nobody gives more than they have, changes themselves, or somebody who may do more; owners are changed by owners, and one stays. An API key reaches its own program only.',
    permission: 'users:write',
    params: idParams,
    body: changedUserBody,
    success: { status: 200, description: 'The user as it is now.', schema: userAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, params, body, ...facts }) => presentUser(await changeOperatorUser(tx, userAuthor({ ...facts, params, body }), params.id, body)),
  })
}

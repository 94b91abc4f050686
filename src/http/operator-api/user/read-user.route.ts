import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readOperatorUser } from '../../../domain/operator-users/operator-user.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentUser, userAnswer } from './present-user.ts'

export function readUserRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/user/:id',
    operationId: 'readUser',
    tag: 'Users',
    summary: 'Read a user',
    permission: 'users:read',
    params: idParams,
    success: { status: 200, description: 'The user.', schema: userAnswer },
    handle: async ({ tx, programId, params }) => presentUser(await readOperatorUser(tx, programId, params.id)),
  })
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listOperatorUsers } from '../../../domain/operator-users/operator-user.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentUser, userAnswer } from './present-user.ts'

export function listUsersRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/user',
    operationId: 'listUsers',
    tag: 'Users',
    summary: 'List users',
    description: 'The people who may work in this program, the oldest first.',
    permission: 'users:read',
    query: z.strictObject({ ...listQuery }),
    success: { status: 200, description: 'One page.', schema: listOf(userAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor } }) => {
      const page = cutPage(await listOperatorUsers(tx, { programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((user) => presentUser(user)), nextCursor: page.nextCursor }
    },
  })
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { readPlan } from '../../../domain/plans/commission-plan.ts'
import { listAssignments } from '../../../domain/plans/plan-assignment.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { assignmentAnswer, presentAssignment } from './present-commission-plan.ts'

export function listAssignmentsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id/assignment',
    operationId: 'listAssignments',
    tag: 'Commission plans',
    summary: 'List the assignments of a plan',
    description: 'Newest first, ended ones too.',
    permission: 'commission-plans:read',
    params: idParams,
    query: z.strictObject(listQuery),
    success: { status: 200, description: 'One page.', schema: listOf(assignmentAnswer) },
    handle: async ({ tx, programId, params, query: { limit, cursor } }) => {
      await readPlan(tx, programId, params.id)
      const page = cutPage(await listAssignments(tx, programId, params.id, readCursor(cursor), limit + 1), limit)
      return { items: page.items.map(presentAssignment), nextCursor: page.nextCursor }
    },
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { endAssignment } from '../../../domain/plans/assign-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

const params = idParams.extend({ assignmentId: idParams.shape.id })

export function endAssignmentRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/commission-plan/:id/assignment/:assignmentId',
    operationId: 'endAssignment',
    tag: 'Commission plans',
    summary: 'End an assignment',
    description: 'From now on new customers come under other terms; those it holds keep its plan.',
    permission: 'commission-plans:write',
    params,
    success: { status: 204, description: 'Ended.' },
    handle: ({ tx, params: { id, assignmentId }, programId, actor, now }) =>
      endAssignment(tx, { programId, actor, now }, context.clock, id, assignmentId),
  })
}

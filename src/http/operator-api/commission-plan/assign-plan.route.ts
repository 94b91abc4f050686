import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { assignPlan } from '../../../domain/plans/assign-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newAssignmentBody } from './commission-plan-fields.ts'
import { assignmentAnswer, presentAssignment } from './present-commission-plan.ts'

export function assignPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/commission-plan/:id/assignment',
    operationId: 'assignPlan',
    tag: 'Commission plans',
    summary: 'Assign a plan',
    description:
      'To any of affiliate or group, brand, product and tracker together; to nothing: to everybody. The most specific assignment in force when a customer registers wins.',
    permission: 'commission-plans:write',
    params: idParams,
    body: newAssignmentBody,
    success: { status: 201, description: 'The new assignment.', schema: assignmentAnswer },
    refusals: ['state_conflict', 'assignment_not_supported', 'affiliate_unknown', 'group_unknown', 'brand_unknown', 'product_unknown', 'tracker_unknown'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentAssignment(await assignPlan(tx, { programId, actor, now }, params.id, body)),
  })
}

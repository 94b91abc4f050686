import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addPlanVersion } from '../../../domain/plans/add-plan-version.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newPlanVersionBody } from './commission-plan-fields.ts'
import { planAnswer, presentCommissionPlan } from './present-commission-plan.ts'

export function addPlanVersionRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/commission-plan/:id/version',
    operationId: 'addPlanVersion',
    tag: 'Commission plans',
    summary: 'Add a version to a plan',
    description: 'Customers keep the version they came under, unless the new one says otherwise (`appliesTo`).',
    permission: 'commission-plans:write',
    params: idParams,
    body: newPlanVersionBody,
    success: { status: 201, description: 'The plan with its new version.', schema: planAnswer },
    refusals: ['state_conflict', 'already_exists', 'tier_metric_not_base'],
    handle: async ({ tx, body, params, programId, actor, now }) =>
      presentCommissionPlan(await addPlanVersion(tx, { programId, actor, now }, context.clock, params.id, body)),
  })
}

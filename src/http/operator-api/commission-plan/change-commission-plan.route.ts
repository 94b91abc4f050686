import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changePlan } from '../../../domain/plans/change-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedCommissionPlanBody } from './commission-plan-fields.ts'
import { planAnswer, presentCommissionPlan } from './present-commission-plan.ts'

export function changeCommissionPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/commission-plan/:id',
    operationId: 'changeCommissionPlan',
    tag: 'Commission plans',
    summary: 'Rename a commission plan',
    description: 'The rules of a plan change by a new version only.',
    permission: 'commission-plans:write',
    params: idParams,
    body: changedCommissionPlanBody,
    success: { status: 200, description: 'The plan as it is now.', schema: planAnswer },
    handle: async ({ tx, body, params, programId, actor, now }) => presentCommissionPlan(await changePlan(tx, { programId, actor, now }, params.id, body)),
  })
}

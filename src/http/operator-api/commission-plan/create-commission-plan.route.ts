import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createPlan } from '../../../domain/plans/create-plan.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newCommissionPlanBody } from './commission-plan-fields.ts'
import { planAnswer, presentCommissionPlan } from './present-commission-plan.ts'

export function createCommissionPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/commission-plan',
    operationId: 'createCommissionPlan',
    tag: 'Commission plans',
    summary: 'Add a commission plan',
    description: 'A plan and its first version. Nobody earns by it until it is assigned.',
    permission: 'commission-plans:write',
    body: newCommissionPlanBody,
    success: { status: 201, description: 'The new plan.', schema: planAnswer },
    refusals: ['plan_currency_mismatch', 'tier_metric_not_base'],
    handle: async ({ tx, body, programId, actor, now }) => presentCommissionPlan(await createPlan(tx, { programId, actor, now }, context.clock, body)),
  })
}

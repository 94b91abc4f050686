import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readPlan } from '../../../domain/plans/commission-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { planAnswer, presentCommissionPlan } from './present-commission-plan.ts'

export function readCommissionPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/commission-plan/:id',
    operationId: 'readCommissionPlan',
    tag: 'Commission plans',
    summary: 'Read a commission plan',
    permission: 'commission-plans:read',
    params: idParams,
    success: { status: 200, description: 'The plan with its newest version.', schema: planAnswer },
    handle: async ({ tx, programId, params }) => presentCommissionPlan(await readPlan(tx, programId, params.id)),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archivePlan } from '../../../domain/plans/change-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveCommissionPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/commission-plan/:id',
    operationId: 'archiveCommissionPlan',
    tag: 'Commission plans',
    summary: 'Archive a commission plan',
    description: 'Customers who came under it keep it. Not while new customers could still get it.',
    permission: 'commission-plans:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    refusals: ['in_use'],
    handle: ({ tx, params, programId, actor, now }) => archivePlan(tx, { programId, actor, now }, params.id),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { acceptPlan } from '../../../domain/plans/accept-plan.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { acceptanceAnswer, newAcceptanceBody, presentAcceptance } from './present-plan-acceptance.ts'

export function acceptPlanRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/affiliate/:id/plan-acceptance',
    operationId: 'acceptPlan',
    tag: 'Commission plans',
    summary: "Record an affiliate's acceptance of a version",
    description: 'Keeps the exact text and its hash. A version is accepted once: doing it again answers the first acceptance.',
    permission: 'commission-plans:write',
    params: idParams,
    body: newAcceptanceBody,
    success: { status: 201, description: 'The acceptance.', schema: acceptanceAnswer },
    handle: async ({ tx, body, params, programId, actor, now }) => presentAcceptance(await acceptPlan(tx, { programId, actor, now }, context.clock, params.id, body)),
  })
}

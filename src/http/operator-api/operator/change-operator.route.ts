import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { changeOperator } from '../../../domain/operators/operator.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { BILLING_PLANS, operatorAnswer, presentOperator } from './present-operator.ts'

const body = z.strictObject({ billingPlan: z.enum(BILLING_PLANS).optional() }).meta({ id: 'OperatorChange', examples: [{ billingPlan: 'premium' }] })

export function changeOperatorRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/operator',
    operationId: 'changeOperator',
    tag: 'Program',
    summary: "Change the operator's billing plan",
    description: 'For all programs of the operator.',
    permission: 'admin:write',
    body,
    success: { status: 200, description: 'The operator as it is now.', schema: operatorAnswer },
    handle: async ({ tx, body, operatorId, programId, actor, now }) =>
      presentOperator(await changeOperator(tx, { programId, actor, now }, operatorId, body)),
  })
}

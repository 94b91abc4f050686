import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readOperator } from '../../../domain/operators/operator.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { operatorAnswer, presentOperator } from './present-operator.ts'

export function readOperatorRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/operator',
    operationId: 'readOperator',
    tag: 'Program',
    summary: 'Read the operator',
    permission: 'settings:read',
    success: { status: 200, description: "The operator of the credential's program.", schema: operatorAnswer },
    handle: async ({ tx, operatorId }) => presentOperator(await readOperator(tx, operatorId)),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listGatewaysRoute } from './list-gateways.route.ts'
import { setUpGatewayRoute } from './set-up-gateway.route.ts'

export function registerGatewayRoutes(app: FastifyInstance, context: AppContext): void {
  listGatewaysRoute(app, context)
  setUpGatewayRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listDeliveriesRoute } from './list-deliveries.route.ts'
import { readDeliveryRoute } from './read-delivery.route.ts'
import { replayDeliveryRoute } from './replay-delivery.route.ts'

export function registerGatewayDeliveryRoutes(app: FastifyInstance, context: AppContext): void {
  listDeliveriesRoute(app, context)
  readDeliveryRoute(app, context)
  replayDeliveryRoute(app, context)
}

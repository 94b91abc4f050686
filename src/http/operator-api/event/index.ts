import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listEventsRoute } from './list-events.route.ts'

export function registerEventRoutes(app: FastifyInstance, context: AppContext): void {
  listEventsRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listTouchesRoute } from './list-touches.route.ts'

export function registerTouchRoutes(app: FastifyInstance, context: AppContext): void {
  listTouchesRoute(app, context)
}

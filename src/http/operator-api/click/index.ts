import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listClicksRoute } from './list-clicks.route.ts'

export function registerClickRoutes(app: FastifyInstance, context: AppContext): void {
  listClicksRoute(app, context)
}

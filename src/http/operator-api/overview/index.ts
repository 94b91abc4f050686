import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { overviewRoute } from './overview.route.ts'

export function registerOverviewRoutes(app: FastifyInstance, context: AppContext): void {
  overviewRoute(app, context)
}

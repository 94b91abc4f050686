import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { explainCommissionRoute } from './explain-commission.route.ts'
import { listCommissionsRoute } from './list-commissions.route.ts'
import { readCommissionRoute } from './read-commission.route.ts'

export function registerCommissionRoutes(app: FastifyInstance, context: AppContext): void {
  listCommissionsRoute(app, context)
  readCommissionRoute(app, context)
  explainCommissionRoute(app, context)
}

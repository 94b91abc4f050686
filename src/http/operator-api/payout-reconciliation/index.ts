import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readReconciliationsRoutes } from './read-reconciliations.route.ts'
import { reconcilePayoutsRoute } from './reconcile-payouts.route.ts'

export function registerPayoutReconciliationRoutes(app: FastifyInstance, context: AppContext): void {
  reconcilePayoutsRoute(app, context)
  readReconciliationsRoutes(app, context)
}

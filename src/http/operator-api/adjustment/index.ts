import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createAdjustmentRoute } from './create-adjustment.route.ts'
import { decideAdjustmentRoutes } from './decide-adjustment.route.ts'
import { readAdjustmentsRoutes } from './read-adjustments.route.ts'

export function registerAdjustmentRoutes(app: FastifyInstance, context: AppContext): void {
  createAdjustmentRoute(app, context)
  readAdjustmentsRoutes(app, context)
  decideAdjustmentRoutes(app, context)
}

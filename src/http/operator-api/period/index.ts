import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { closePeriodRoutes } from './close-period.route.ts'
import { readPeriodsRoutes } from './read-periods.route.ts'

export function registerPeriodRoutes(app: FastifyInstance, context: AppContext): void {
  readPeriodsRoutes(app, context)
  closePeriodRoutes(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readSimulationRoute } from './read-simulation.route.ts'
import { simulatePlanRoute } from './simulate-plan.route.ts'

export function registerSimulationRoutes(app: FastifyInstance, context: AppContext): void {
  simulatePlanRoute(app, context)
  readSimulationRoute(app, context)
}

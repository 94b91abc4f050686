import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changePayoutRunRoutes } from './change-payout-run.route.ts'
import { readPayoutRunsRoutes } from './read-payout-runs.route.ts'

export function registerPayoutRunRoutes(app: FastifyInstance, context: AppContext): void {
  readPayoutRunsRoutes(app, context)
  changePayoutRunRoutes(app, context)
}

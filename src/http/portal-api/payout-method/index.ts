import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ownPayoutMethodsRoutes } from './own-payout-methods.route.ts'

export function registerOwnPayoutMethodRoutes(app: FastifyInstance, context: AppContext): void {
  ownPayoutMethodsRoutes(app, context)
}

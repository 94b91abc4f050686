import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archivePayoutMethodRoute } from './archive-payout-method.route.ts'
import { changePayoutMethodRoute } from './change-payout-method.route.ts'
import { createPayoutMethodRoute } from './create-payout-method.route.ts'
import { readPayoutMethodsRoutes } from './read-payout-methods.route.ts'
import { revealPayoutMethodRoute } from './reveal-payout-method.route.ts'

export function registerPayoutMethodRoutes(app: FastifyInstance, context: AppContext): void {
  readPayoutMethodsRoutes(app, context)
  createPayoutMethodRoute(app, context)
  changePayoutMethodRoute(app, context)
  archivePayoutMethodRoute(app, context)
  revealPayoutMethodRoute(app, context)
}

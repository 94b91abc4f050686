import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { decidePayoutRoutes } from './decide-payout.route.ts'
import { payoutBlockRoutes } from './payout-block.route.ts'
import { payoutFreezeRoutes } from './payout-freeze.route.ts'
import { payoutMinimumRoutes } from './payout-minimum.route.ts'
import { readPayoutsRoutes } from './read-payouts.route.ts'

export function registerPayoutRoutes(app: FastifyInstance, context: AppContext): void {
  readPayoutsRoutes(app, context)
  decidePayoutRoutes(app, context)
  payoutBlockRoutes(app, context)
  payoutMinimumRoutes(app, context)
  payoutFreezeRoutes(app, context)
}

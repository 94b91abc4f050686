import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { listAccountsRoute } from './list-accounts.route.ts'
import { listTransfersRoute } from './list-transfers.route.ts'
import { readBalanceRoute } from './read-balance.route.ts'

export function registerLedgerRoutes(app: FastifyInstance, context: AppContext): void {
  listAccountsRoute(app, context)
  listTransfersRoute(app, context)
  readBalanceRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createTransactionsRoutes } from './create-transactions.route.ts'
import { decideTransactionsRoutes } from './decide-transactions.route.ts'
import { failureRoutes } from './failures.route.ts'
import { getBatchRoute } from './get-batch.route.ts'
import { getTransactionRoute } from './get-transaction.route.ts'
import { listBatchesRoute } from './list-batches.route.ts'
import { listTransactionsRoutes } from './list-transactions.route.ts'

export function registerTransactionRoutes(app: FastifyInstance, context: AppContext): void {
  createTransactionsRoutes(app, context)
  listTransactionsRoutes(app, context)
  listBatchesRoute(app, context)
  getBatchRoute(app, context)
  failureRoutes(app, context)
  decideTransactionsRoutes(app, context)
  getTransactionRoute(app, context)
}

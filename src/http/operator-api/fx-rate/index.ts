import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addFxRateRoute } from './add-fx-rate.route.ts'
import { importFxRatesRoute } from './import-fx-rates.route.ts'
import { listFxRatesRoute } from './list-fx-rates.route.ts'

export function registerFxRateRoutes(app: FastifyInstance, context: AppContext): void {
  listFxRatesRoute(app, context)
  addFxRateRoute(app, context)
  importFxRatesRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveProductRoute } from './archive-product.route.ts'
import { changeProductRoute } from './change-product.route.ts'
import { createProductRoute } from './create-product.route.ts'
import { listProductsRoute } from './list-products.route.ts'
import { readProductRoute } from './read-product.route.ts'

export function registerProductRoutes(app: FastifyInstance, context: AppContext): void {
  listProductsRoute(app, context)
  createProductRoute(app, context)
  readProductRoute(app, context)
  changeProductRoute(app, context)
  archiveProductRoute(app, context)
}

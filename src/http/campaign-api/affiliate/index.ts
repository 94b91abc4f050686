import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeAffiliateRoute } from './change-affiliate.route.ts'
import { createAffiliateRoute } from './create-affiliate.route.ts'
import { deleteAffiliateRoute } from './delete-affiliate.route.ts'
import { listAffiliatesRoute } from './list-affiliates.route.ts'
import { readAffiliateRoute } from './read-affiliate.route.ts'

export function registerAffiliateRoutes(app: FastifyInstance, context: AppContext): void {
  createAffiliateRoute(app, context)
  listAffiliatesRoute(app, context)
  readAffiliateRoute(app, context)
  changeAffiliateRoute(app, context)
  deleteAffiliateRoute(app, context)
}

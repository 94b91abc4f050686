import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveAffiliateRoute } from './archive-affiliate.route.ts'
import { changeAffiliateRoute } from './change-affiliate.route.ts'
import { createAffiliateRoute } from './create-affiliate.route.ts'
import { eraseAffiliateRoute } from './erase-affiliate.route.ts'
import { listAffiliatesRoute } from './list-affiliates.route.ts'
import { listParentsRoute } from './list-parents.route.ts'
import { listRecruitsRoute } from './list-recruits.route.ts'
import { readAffiliateRoute } from './read-affiliate.route.ts'

export function registerAffiliateRoutes(app: FastifyInstance, context: AppContext): void {
  listAffiliatesRoute(app, context)
  createAffiliateRoute(app, context)
  readAffiliateRoute(app, context)
  changeAffiliateRoute(app, context)
  listParentsRoute(app, context)
  listRecruitsRoute(app, context)
  archiveAffiliateRoute(app, context)
  eraseAffiliateRoute(app, context)
}

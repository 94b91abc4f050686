import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveAffiliateRoute } from './archive-affiliate.route.ts'
import { affiliateNoteRoutes } from './affiliate-notes.route.ts'
import { affiliatePlanRoutes } from './affiliate-plans.route.ts'
import { changeAffiliateRoute } from './change-affiliate.route.ts'
import { createAffiliateRoute } from './create-affiliate.route.ts'
import { decideAffiliatesRoutes } from './decide-affiliates.route.ts'
import { eraseAffiliateRoute } from './erase-affiliate.route.ts'
import { listAffiliatesRoute } from './list-affiliates.route.ts'
import { listParentsRoute } from './list-parents.route.ts'
import { listRecruitsRoute } from './list-recruits.route.ts'
import { readAffiliateRoute } from './read-affiliate.route.ts'
import { readAffiliateSummaryRoute } from './read-affiliate-summary.route.ts'

export function registerAffiliateRoutes(app: FastifyInstance, context: AppContext): void {
  listAffiliatesRoute(app, context)
  createAffiliateRoute(app, context)
  readAffiliateRoute(app, context)
  changeAffiliateRoute(app, context)
  listParentsRoute(app, context)
  listRecruitsRoute(app, context)
  readAffiliateSummaryRoute(app, context)
  affiliatePlanRoutes(app, context)
  affiliateNoteRoutes(app, context)
  decideAffiliatesRoutes(app, context)
  archiveAffiliateRoute(app, context)
  eraseAffiliateRoute(app, context)
}

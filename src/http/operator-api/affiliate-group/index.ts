import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeAffiliateGroupRoute } from './change-affiliate-group.route.ts'
import { createAffiliateGroupRoute } from './create-affiliate-group.route.ts'
import { listAffiliateGroupsRoute } from './list-affiliate-groups.route.ts'
import { readAffiliateGroupRoute } from './read-affiliate-group.route.ts'
import { removeAffiliateGroupRoute } from './remove-affiliate-group.route.ts'

export function registerAffiliateGroupRoutes(app: FastifyInstance, context: AppContext): void {
  listAffiliateGroupsRoute(app, context)
  createAffiliateGroupRoute(app, context)
  readAffiliateGroupRoute(app, context)
  changeAffiliateGroupRoute(app, context)
  removeAffiliateGroupRoute(app, context)
}

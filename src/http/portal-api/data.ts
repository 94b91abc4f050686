import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { listPromotedBrandsRoute } from './brand/brand.route.ts'
import { listChangesRoute } from './change/list-changes.route.ts'
import { listOwnClicksRoute } from './click/list-own-clicks.route.ts'
import { ownCommissionRoutes } from './commission/own-commission.route.ts'
import { ownConversionRoutes } from './conversion/own-conversion.route.ts'
import { listOwnCouponsRoute } from './coupon/list-own-coupons.route.ts'
import { ownCustomerRoutes } from './customer/own-customer.route.ts'
import { unpaidRoutes } from './event-without-pay/unpaid.route.ts'
import { ownMediaRoutes } from './media/own-media.route.ts'
import { readOverviewRoute } from './overview/read-overview.route.ts'
import { nextPayoutRoute } from './payout/next-payout.route.ts'
import { ownPayoutRoutes } from './payout/own-payout.route.ts'
import { acceptOwnPlanRoutes } from './plan/accept-own-plan.route.ts'
import { ownPlanRoutes, ownPlanTextRoutes } from './plan/own-plan.route.ts'
import { postbackRoutes, previewPostbackRoute } from './postback/postback.route.ts'
import { progressRoutes } from './progress/progress.route.ts'
import { ownStatementFileRoutes, ownStatementRoutes } from './statement/own-statement.route.ts'
import { listSubAffiliatesRoute } from './sub-affiliate/sub-affiliate.route.ts'
import { trackerRoutes } from './tracker/tracker.route.ts'
import { trackingLinkRoutes } from './tracking-link/tracking-link.route.ts'

/** What the affiliate brought, earned and is paid. */
export function registerDataRoutes(app: FastifyInstance, context: AppContext): void {
  readOverviewRoute(app, context)
  listChangesRoute(app, context)
  listPromotedBrandsRoute(app, context)
  trackerRoutes(app, context)
  trackingLinkRoutes(app, context)
  ownMediaRoutes(app, context)
  listOwnCouponsRoute(app, context)
  listOwnClicksRoute(app, context)
  ownCustomerRoutes(app, context)
  ownConversionRoutes(app, context)
  ownCommissionRoutes(app, context)
  unpaidRoutes(app, context)
  progressRoutes(app, context)
  listSubAffiliatesRoute(app, context)
  ownPlanRoutes(app, context)
  ownPlanTextRoutes(app, context)
  acceptOwnPlanRoutes(app, context)
  ownStatementRoutes(app, context)
  ownStatementFileRoutes(app, context)
  nextPayoutRoute(app, context)
  ownPayoutRoutes(app, context)
  postbackRoutes(app, context)
  previewPostbackRoute(app, context)
}

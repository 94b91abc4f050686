import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { archiveTrackingLinkRoute } from './archive-tracking-link.route.ts'
import { changeTrackingLinkRoute } from './change-tracking-link.route.ts'
import { createTrackingLinkRoute } from './create-tracking-link.route.ts'
import { listTrackingLinksRoute } from './list-tracking-links.route.ts'
import { readTrackingLinkRoute } from './read-tracking-link.route.ts'

export function registerTrackingLinkRoutes(app: FastifyInstance, context: AppContext): void {
  listTrackingLinksRoute(app, context)
  createTrackingLinkRoute(app, context)
  readTrackingLinkRoute(app, context)
  changeTrackingLinkRoute(app, context)
  archiveTrackingLinkRoute(app, context)
}

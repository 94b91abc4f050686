import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createLegacyLinkRoute } from './create-legacy-link.route.ts'
import { createLegacyLinksRoute } from './create-legacy-links.route.ts'
import { listLegacyLinksRoute } from './list-legacy-links.route.ts'
import { readLegacyLinkRoute } from './read-legacy-link.route.ts'
import { removeLegacyLinkRoute } from './remove-legacy-link.route.ts'

export function registerLegacyLinkRoutes(app: FastifyInstance, context: AppContext): void {
  listLegacyLinksRoute(app, context)
  createLegacyLinkRoute(app, context)
  createLegacyLinksRoute(app, context)
  readLegacyLinkRoute(app, context)
  removeLegacyLinkRoute(app, context)
}

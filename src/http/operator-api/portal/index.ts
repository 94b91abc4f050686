import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { portalSettingsRoutes } from './portal-settings.route.ts'
import { portalUsersRoutes } from './portal-users.route.ts'

export function registerPortalRoutes(app: FastifyInstance, context: AppContext): void {
  portalSettingsRoutes(app, context)
  portalUsersRoutes(app, context)
}

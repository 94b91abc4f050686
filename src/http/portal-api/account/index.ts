import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ownAccountRoutes } from './own-account.route.ts'
import { secondFactorRoutes } from './second-factor.route.ts'
import { sessionsRoutes } from './sessions.route.ts'

export function registerAccountRoutes(app: FastifyInstance, context: AppContext): void {
  ownAccountRoutes(app, context)
  secondFactorRoutes(app, context)
  sessionsRoutes(app, context)
}

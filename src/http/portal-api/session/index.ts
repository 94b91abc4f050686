import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ownSessionRoutes } from './own-session.route.ts'
import { readSessionRoute } from './read-session.route.ts'
import { signInRoutes } from './sign-in.route.ts'

export function registerSessionRoutes(app: FastifyInstance, context: AppContext): void {
  signInRoutes(app, context)
  readSessionRoute(app, context)
  ownSessionRoutes(app, context)
}

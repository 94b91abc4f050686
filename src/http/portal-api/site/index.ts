import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { linkRoutes } from './links.route.ts'
import { readSiteRoutes } from './read-site.route.ts'
import { signUpRoutes } from './sign-up.route.ts'

export function registerSiteRoutes(app: FastifyInstance, context: AppContext): void {
  readSiteRoutes(app, context)
  signUpRoutes(app, context)
  linkRoutes(app, context)
}

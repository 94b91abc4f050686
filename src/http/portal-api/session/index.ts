import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readSessionRoute } from './read-session.route.ts'

export function registerSessionRoutes(app: FastifyInstance, context: AppContext): void {
  readSessionRoute(app, context)
}

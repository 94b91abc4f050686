import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { tellStoryRoute } from './tell-story.route.ts'

export function registerStoryRoutes(app: FastifyInstance, context: AppContext): void {
  tellStoryRoute(app, context)
}

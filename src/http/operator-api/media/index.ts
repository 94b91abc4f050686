import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeMediaRoutes } from './change-media.route.ts'
import { createMediaRoute } from './create-media.route.ts'
import { readMediaRoutes } from './read-media.route.ts'

export function registerMediaRoutes(app: FastifyInstance, context: AppContext): void {
  readMediaRoutes(app, context)
  createMediaRoute(app, context)
  changeMediaRoutes(app, context)
}

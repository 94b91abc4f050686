import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { ownKeysRoutes } from './own-keys.route.ts'

export function registerOwnKeyRoutes(app: FastifyInstance, context: AppContext): void {
  ownKeysRoutes(app, context)
}

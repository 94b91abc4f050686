import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeApiKeyRoute } from './change-api-key.route.ts'
import { createApiKeyRoute } from './create-api-key.route.ts'
import { listApiKeysRoute } from './list-api-keys.route.ts'
import { readApiKeyRoute } from './read-api-key.route.ts'
import { revokeApiKeyRoute } from './revoke-api-key.route.ts'

export function registerApiKeyRoutes(app: FastifyInstance, context: AppContext): void {
  listApiKeysRoute(app, context)
  createApiKeyRoute(app, context)
  readApiKeyRoute(app, context)
  changeApiKeyRoute(app, context)
  revokeApiKeyRoute(app, context)
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeWebhookRoutes } from './change-webhook.route.ts'
import { readWebhooksRoutes } from './read-webhooks.route.ts'

export function registerWebhookRoutes(app: FastifyInstance, context: AppContext): void {
  changeWebhookRoutes(app, context)
  readWebhooksRoutes(app, context)
}

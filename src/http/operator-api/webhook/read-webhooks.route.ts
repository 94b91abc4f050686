import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { OUTBOX_EVENT_KINDS } from '../../../domain/outbox/event-kinds.ts'
import { listWebhooks, readWebhook } from '../../../domain/webhooks/webhook-endpoint.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idParams, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { presentWebhook, webhookAnswer } from './present-webhook.ts'

const query = z.strictObject({ ...listQuery, status: z.enum(['active', 'paused', 'archived']).optional().meta({ description: 'Default: active and paused.' }) })
const eventKinds = z.strictObject({ items: z.array(z.string()) })

export function readWebhooksRoutes(app: FastifyInstance, context: AppContext): void {
  const common = { method: 'GET', tag: 'Webhooks', permission: 'webhooks:read' } as const
  defineRoute(app, context, {
    ...common,
    path: '/webhook',
    operationId: 'listWebhooks',
    summary: 'List webhooks',
    description: 'Newest first.',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(webhookAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, status } }) => {
      const page = cutPage(await listWebhooks(tx, { programId, status, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((endpoint) => presentWebhook(context, endpoint)), nextCursor: page.nextCursor }
    },
  })
  defineRoute(app, context, {
    ...common,
    path: '/webhook/event-kind',
    operationId: 'listWebhookEventKinds',
    summary: 'List what webhooks can be told of',
    success: { status: 200, description: 'All kinds of events.', schema: eventKinds },
    handle: async () => ({ items: OUTBOX_EVENT_KINDS }),
  })
  defineRoute(app, context, {
    ...common,
    path: '/webhook/:id',
    operationId: 'getWebhook',
    summary: 'Read a webhook',
    params: idParams,
    success: { status: 200, description: 'The webhook.', schema: webhookAnswer },
    handle: async ({ tx, programId, params }) => presentWebhook(context, await readWebhook(tx, programId, params.id)),
  })
}

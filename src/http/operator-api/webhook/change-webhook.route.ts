import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { archiveWebhook, changeWebhook, createWebhook, rotateWebhookSecret } from '../../../domain/webhooks/change-webhook.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { issuedWebhookAnswer, presentIssuedWebhook, presentWebhook, webhookAnswer } from './present-webhook.ts'
import { newWebhookBody, webhookChangeBody } from './webhook-fields.ts'

export function changeWebhookRoutes(app: FastifyInstance, context: AppContext): void {
  const { secretBox, outbound } = context
  const means = { secretBox, isCallable: (url: string) => outbound.isCallable(url) }
  const common = { tag: 'Webhooks', permission: 'webhooks:write' } as const
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/webhook',
    operationId: 'createWebhook',
    summary: 'Add a webhook',
    description: 'Where you want to be told of what happens. Settings only in this version: they are kept and checked, deliveries begin with a later one.',
    body: newWebhookBody,
    success: { status: 201, description: 'The webhook, with its secret.', schema: issuedWebhookAnswer },
    hasSecretAnswer: true,
    refusals: ['too_many'],
    handle: async ({ tx, programId, actor, now, body }) => presentIssuedWebhook(context, await createWebhook(tx, { programId, actor, now }, means, body)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'PATCH',
    path: '/webhook/:id',
    operationId: 'changeWebhook',
    summary: 'Change, pause or resume a webhook',
    params: idParams,
    body: webhookChangeBody,
    success: { status: 200, description: 'The webhook.', schema: webhookAnswer },
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, actor, now, params, body }) => presentWebhook(context, await changeWebhook(tx, { programId, actor, now }, means, params.id, body)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'POST',
    path: '/webhook/:id/secret',
    operationId: 'rotateWebhookSecret',
    summary: "Change a webhook's signing secret",
    description: 'Calls are signed with the new secret and the one before for 24 hours, then with the new one alone.',
    params: idParams,
    body: z.strictObject({}).optional(),
    success: { status: 201, description: 'The webhook, with its new secret.', schema: issuedWebhookAnswer },
    hasSecretAnswer: true,
    refusals: ['state_conflict'],
    handle: async ({ tx, programId, actor, now, params }) => presentIssuedWebhook(context, await rotateWebhookSecret(tx, { programId, actor, now }, means, params.id)),
  })
  defineRoute(app, context, {
    ...common,
    method: 'DELETE',
    path: '/webhook/:id',
    operationId: 'archiveWebhook',
    summary: 'Archive a webhook',
    description: 'It is called no more, and its secrets are gone.',
    params: idParams,
    success: { status: 204, description: 'It is archived.' },
    handle: async ({ tx, programId, actor, now, params }) => void (await archiveWebhook(tx, { programId, actor, now }, means, params.id)),
  })
}

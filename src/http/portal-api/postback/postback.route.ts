import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { addPostback, changePostback, type PostbackScope, removePostback } from '../../../domain/postbacks/change-postbacks.ts'
import { listPostbacks, type Postback } from '../../../domain/postbacks/postback.ts'
import { fillPostback, POSTBACK_EVENTS, POSTBACK_MACROS } from '../../../domain/postbacks/postback-template.ts'
import { commonFields, idParams } from '../../plumbing/fields.ts'
import { definePortalRoute, type PortalRequest } from '../portal-route.ts'

const LONGEST_URL = 2_048
const status = z.enum(['active', 'inactive'])
const events = z.array(z.enum(POSTBACK_EVENTS)).min(1).max(POSTBACK_EVENTS.length)
const url = z.string().min(1).max(LONGEST_URL).meta({
  description: 'https, with macros in braces in its path or query (docs/portal-api.md).', examples: ['https://tracker.example/postback?cid={click_id}&payout={amount}'],
})

const fields = z.strictObject({ url, events, status: status.optional() })
const newBody = fields.meta({ id: 'NewPostback', examples: [{ url: 'https://tracker.example/postback?cid={click_id}', events: ['sale'] }] })
const changeBody = fields.partial().meta({ id: 'PostbackChange', examples: [{ status: 'inactive' }] })

const postbackAnswer = z.strictObject({ ...commonFields, url: z.string(), events: z.array(z.enum(POSTBACK_EVENTS)), status }).meta({ id: 'Postback' })

const listAnswer = z.strictObject({
  items: z.array(postbackAnswer),
  macros: z.array(z.strictObject({ name: z.string().meta({ examples: ['click_id'] }), example: z.string() })),
  isDelivered: z.boolean().meta({ description: 'Whether this version calls them already. False: they are kept for when it does.' }),
})

/** Where the affiliate wants to be called; nothing calls yet. */
const IS_DELIVERED = false

export function postbackRoutes(app: FastifyInstance, context: AppContext): void {
  const writing = { tag: 'Postbacks', permission: 'webhooks:write' } as const
  const scopeOf = ({ programId, affiliateId, actor, now }: Pick<PortalRequest<unknown, unknown, unknown, unknown>, 'programId' | 'affiliateId' | 'actor' | 'now'>): PostbackScope =>
    ({ author: { programId, actor, now }, affiliateId, isCallable: context.outbound.isCallable })
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/postback',
    operationId: 'listPostbacks',
    tag: 'Postbacks',
    summary: 'List your postbacks, and the macros that they may have',
    permission: 'webhooks:read',
    success: { status: 200, description: 'All of them: at most 20.', schema: listAnswer },
    handle: async ({ tx, programId, affiliateId }) => ({
      items: (await listPostbacks(tx, programId, affiliateId)).map(presentPostback),
      macros: Object.entries(POSTBACK_MACROS).map(([name, example]) => ({ name, example })),
      isDelivered: IS_DELIVERED,
    }),
  })
  definePortalRoute(app, context, {
    ...writing,
    method: 'POST',
    path: '/postback',
    operationId: 'createPostback',
    summary: 'Add a postback',
    body: newBody,
    success: { status: 201, description: 'The postback.', schema: postbackAnswer },
    refusals: ['too_many'],
    handle: async (request) => presentPostback(await addPostback(request.tx, scopeOf(request), request.body)),
  })
  definePortalRoute(app, context, {
    ...writing,
    method: 'PATCH',
    path: '/postback/:id',
    operationId: 'changePostback',
    summary: 'Change a postback',
    params: idParams,
    body: changeBody,
    success: { status: 200, description: 'The postback.', schema: postbackAnswer },
    handle: async (request) => presentPostback(await changePostback(request.tx, scopeOf(request), request.params.id, request.body)),
  })
  definePortalRoute(app, context, {
    ...writing,
    method: 'DELETE',
    path: '/postback/:id',
    operationId: 'removePostback',
    summary: 'Remove a postback',
    params: idParams,
    success: { status: 204, description: 'Removed.' },
    handle: async ({ tx, programId, affiliateId, actor, now, params }) => removePostback(tx, { programId, actor, now }, affiliateId, params.id),
  })
}

export function previewPostbackRoute(app: FastifyInstance, context: AppContext): void {
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/postback/preview',
    operationId: 'previewPostback',
    tag: 'Postbacks',
    summary: 'See what a postback would call',
    description: 'With the values of a made-up event. Nothing is called.',
    permission: 'webhooks:read',
    query: z.strictObject({ url }),
    success: { status: 200, description: 'The address that would be called.', schema: z.strictObject({ address: z.string() }) },
    handle: async ({ query }) => ({ address: fillPostback(query.url, POSTBACK_MACROS, context.outbound.isCallable) }),
  })
}

function presentPostback({ id, createdAt, updatedAt, url: address, events: of, status: state }: Postback): object {
  return { id, createdTs: createdAt, updatedTs: updatedAt, url: address, events: of, status: state }
}

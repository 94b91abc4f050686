import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addTrackingLink } from '../../../domain/affiliates/add-tracking-link.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newTrackingLinkBody } from './tracking-link-fields.ts'
import { linkAnswer, presentTrackingLink } from './present-tracking-link.ts'

export function createTrackingLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/tracking-link',
    operationId: 'createTrackingLink',
    tag: 'Tracking links',
    summary: 'Add a tracking link',
    permission: 'affiliates:write',
    body: newTrackingLinkBody,
    success: { status: 201, description: 'The new link; `url` is what the affiliate publishes.', schema: linkAnswer },
    refusals: ['tracker_unknown', 'brand_unknown', 'product_unknown', 'media_unknown', 'already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentTrackingLink(await addTrackingLink(tx, { programId, actor, now }, body), context.config.publicUrl),
  })
}

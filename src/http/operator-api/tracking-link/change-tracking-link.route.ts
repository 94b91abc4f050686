import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeTrackingLink } from '../../../domain/affiliates/change-tracking-link.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedTrackingLinkBody } from './tracking-link-fields.ts'
import { linkAnswer, presentTrackingLink } from './present-tracking-link.ts'

export function changeTrackingLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/tracking-link/:id',
    operationId: 'changeTrackingLink',
    tag: 'Tracking links',
    summary: 'Change a tracking link',
    description: 'Changes what is sent; slug, tracker and brand stay, because clicks hang on them.',
    permission: 'affiliates:write',
    params: idParams,
    body: changedTrackingLinkBody,
    success: { status: 200, description: 'The link as it is now.', schema: linkAnswer },
    refusals: ['product_unknown'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentTrackingLink(await changeTrackingLink(tx, { programId, actor, now }, params.id, body), context.config.publicUrl),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeTrackingLink } from '../../../domain/affiliates/change-tracking-link.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveTrackingLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/tracking-link/:id',
    operationId: 'archiveTrackingLink',
    tag: 'Tracking links',
    summary: 'Archive a tracking link',
    description: 'Visitors get the page for inactive links; its slug is never given again.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeTrackingLink(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}

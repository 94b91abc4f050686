import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readTrackingLink } from '../../../domain/affiliates/tracking-link.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { linkAnswer, presentTrackingLink } from './present-tracking-link.ts'

export function readTrackingLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/tracking-link/:id',
    operationId: 'readTrackingLink',
    tag: 'Tracking links',
    summary: 'Read a tracking link',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The link.', schema: linkAnswer },
    handle: async ({ tx, programId, params }) => presentTrackingLink(await readTrackingLink(tx, programId, params.id), context.config.publicUrl),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { removeLegacyLink } from '../../../domain/tracking/remove-legacy-link.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function removeLegacyLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/legacy-link/:id',
    operationId: 'removeLegacyLink',
    tag: 'Tracking links',
    summary: 'Give up an address of a former platform',
    description: 'Its visitors get the page for unknown links; the tracking link stays as it is.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Removed.' },
    handle: ({ tx, params, programId, actor, now }) => removeLegacyLink(tx, { programId, actor, now }, params.id),
  })
}

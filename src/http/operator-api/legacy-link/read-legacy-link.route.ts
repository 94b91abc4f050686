import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readLegacyLink } from '../../../domain/tracking/legacy-link.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { legacyLinkAnswer, presentLegacyLink } from './present-legacy-link.ts'

export function readLegacyLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/legacy-link/:id',
    operationId: 'readLegacyLink',
    tag: 'Tracking links',
    summary: 'Read an address of a former platform',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The address and its link.', schema: legacyLinkAnswer },
    handle: async ({ tx, programId, params }) => presentLegacyLink(await readLegacyLink(tx, programId, params.id)),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { addLegacyLink } from '../../../domain/tracking/add-legacy-link.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newLegacyLinkBody } from './legacy-link-fields.ts'
import { legacyLinkAnswer, presentLegacyLink } from './present-legacy-link.ts'

export function createLegacyLinkRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/legacy-link',
    operationId: 'createLegacyLink',
    tag: 'Tracking links',
    summary: 'Keep an address of a former platform alive',
    description: 'Visitors who follow the address, on a click domain of the program or on our own host, follow the tracking link from now on. On our own host an address that several programs have leads nowhere.',
    permission: 'affiliates:write',
    body: newLegacyLinkBody,
    success: { status: 201, description: 'The address and its link.', schema: legacyLinkAnswer },
    refusals: ['tracking_link_unknown', 'already_exists', 'too_many'],
    handle: async ({ tx, body, programId, actor, now }) => presentLegacyLink(await addLegacyLink(tx, { programId, actor, now }, body)),
  })
}

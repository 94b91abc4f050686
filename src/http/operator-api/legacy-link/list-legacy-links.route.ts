import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { LEGACY_VALUE_CHARACTERS, listLegacyLinks } from '../../../domain/tracking/legacy-link.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { parameterField } from './legacy-link-fields.ts'
import { legacyLinkAnswer, presentLegacyLink } from './present-legacy-link.ts'

const query = z.strictObject({
  ...listQuery, parameter: parameterField.optional(), value: z.string().max(LEGACY_VALUE_CHARACTERS).optional(), trackingLinkId: idField.optional(),
})

export function listLegacyLinksRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/legacy-link',
    operationId: 'listLegacyLinks',
    tag: 'Tracking links',
    summary: 'List addresses of former platforms',
    description: 'Newest first.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(legacyLinkAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listLegacyLinks(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentLegacyLink), nextCursor: page.nextCursor }
    },
  })
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listTrackingLinks } from '../../../domain/affiliates/tracking-link.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { linkAnswer, presentTrackingLink } from './present-tracking-link.ts'

const query = z.strictObject({
  ...listQuery, affiliateId: idField.optional(), trackerId: idField.optional(), brandId: idField.optional(), mediaId: idField.optional(),
  status: z.enum(['active', 'inactive', 'archived']).optional(),
  search: z.string().max(200).optional().meta({ description: "The slug, or a part of the tracker's name." }),
})

export function listTrackingLinksRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/tracking-link',
    operationId: 'listTrackingLinks',
    tag: 'Tracking links',
    summary: 'List tracking links',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(linkAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listTrackingLinks(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((link) => presentTrackingLink(link, context.config.publicUrl)), nextCursor: page.nextCursor }
    },
  })
}

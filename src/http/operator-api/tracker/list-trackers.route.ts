import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listTrackers } from '../../../domain/affiliates/tracker.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { trackerAnswer, presentTracker } from './present-tracker.ts'

const query = z.strictObject({
  ...listQuery, affiliateId: idField.optional(), externalId: externalId.optional(), status: z.enum(['active', 'inactive', 'archived']).optional(),
  search: z.string().max(200).optional().meta({ description: 'A part of the name.' }),
})

export function listTrackersRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/tracker',
    operationId: 'listTrackers',
    tag: 'Trackers',
    summary: 'List trackers',
    description: 'Newest first; archived ones only when asked for.',
    permission: 'affiliates:read',
    query,
    success: { status: 200, description: 'One page.', schema: listOf(trackerAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listTrackers(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map((tracker) => presentTracker(tracker)), nextCursor: page.nextCursor }
    },
  })
}

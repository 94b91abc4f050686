import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { listEvents } from '../../../domain/events/list-events.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idField, instant, listOf, listQuery } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { eventAnswer, KINDS, OUTCOMES, presentEvent, REASONS } from './present-event.ts'

const query = z.strictObject({
  ...listQuery,
  kind: z.enum(KINDS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  reason: z.enum(REASONS).optional(),
  orderId: externalId.optional(),
  affiliateId: idField.optional(),
  from: instant.optional().meta({ description: 'Occurred at this instant or later.' }),
  to: instant.optional().meta({ description: 'Occurred before this instant.' }),
})

/** GET /event: what came of conversions, leads and page views, and why. */
export function listEventsRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/event',
    operationId: 'listEvents',
    tag: 'Events',
    summary: 'List events',
    description: 'What the campaign API, its script, gateways and people reported, latest first. Filters are combined; `outcome=unattributed` is the list of what went wrong.',
    permission: 'transactions:read',
    query,
    success: { status: 200, description: 'One page of events.', schema: listOf(eventAnswer) },
    handle: async ({ tx, programId, query: { limit, cursor, ...filter } }) => {
      const page = cutPage(await listEvents(tx, { ...filter, programId, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentEvent), nextCursor: page.nextCursor }
    },
  })
}

import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../../app/context.ts'
import { changeTracker } from '../../../domain/affiliates/change-tracker.ts'
import { createTracker } from '../../../domain/affiliates/create-tracker.ts'
import { listTrackers, readTracker } from '../../../domain/affiliates/tracker.ts'
import { requireOwner } from '../../../domain/portal/require-owner.ts'
import { cutPage, readCursor } from '../../plumbing/cursor.ts'
import { externalId, idParams, listOf, listQuery, text } from '../../plumbing/fields.ts'
import { definePortalRoute } from '../portal-route.ts'
import { ownTrackerAnswer, presentOwnTracker } from './present-own-tracker.ts'

const status = z.enum(['active', 'inactive'])
const fields = z.strictObject({ name: text(200), externalId: externalId.nullish(), status: status.optional() })
const newBody = fields.meta({ id: 'NewOwnTracker', examples: [{ name: 'newsletter' }] })
const changeBody = fields.partial().meta({ id: 'OwnTrackerChange', examples: [{ name: 'newsletter' }] })

/** Labels for sources of traffic. */
export function trackerRoutes(app: FastifyInstance, context: AppContext): void {
  const tag = 'Links'
  definePortalRoute(app, context, {
    method: 'GET',
    path: '/tracker',
    operationId: 'listOwnTrackers',
    tag,
    summary: 'List your trackers',
    permission: 'affiliates:read',
    query: z.strictObject({ ...listQuery, status: status.optional() }),
    success: { status: 200, description: 'One page, newest first.', schema: listOf(ownTrackerAnswer) },
    handle: async ({ tx, programId, affiliateId, query: { limit, cursor, status: wanted } }) => {
      const page = cutPage(await listTrackers(tx, { programId, affiliateId, status: wanted, afterId: readCursor(cursor), limit: limit + 1 }), limit)
      return { items: page.items.map(presentOwnTracker), nextCursor: page.nextCursor }
    },
  })
  definePortalRoute(app, context, {
    method: 'POST',
    path: '/tracker',
    operationId: 'createOwnTracker',
    tag,
    summary: 'Add a tracker',
    permission: 'affiliates:write',
    body: newBody,
    success: { status: 201, description: 'The tracker.', schema: ownTrackerAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, programId, affiliateId, actor, now, body }) => presentOwnTracker(await createTracker(tx, { programId, actor, now }, { ...body, affiliateId })),
  })
  definePortalRoute(app, context, {
    method: 'PATCH',
    path: '/tracker/:id',
    operationId: 'changeOwnTracker',
    tag,
    summary: 'Change a tracker',
    permission: 'affiliates:write',
    params: idParams,
    body: changeBody,
    success: { status: 200, description: 'The tracker.', schema: ownTrackerAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, programId, affiliateId, actor, now, params, body }) => {
      requireOwner(await readTracker(tx, programId, params.id), { programId, affiliateId })
      return presentOwnTracker(await changeTracker(tx, { programId, actor, now }, params.id, body))
    },
  })
}

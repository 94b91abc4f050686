import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { createTracker } from '../../../domain/affiliates/create-tracker.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { newTrackerBody } from './tracker-fields.ts'
import { trackerAnswer, presentTracker } from './present-tracker.ts'

export function createTrackerRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'POST',
    path: '/tracker',
    operationId: 'createTracker',
    tag: 'Trackers',
    summary: 'Add a tracker',
    description: 'A tracker is an affiliate\'s label for a source of traffic.',
    permission: 'affiliates:write',
    body: newTrackerBody,
    success: { status: 201, description: 'The new tracker.', schema: trackerAnswer },
    refusals: ['affiliate_unknown', 'already_exists'],
    handle: async ({ tx, body, programId, actor, now }) => presentTracker(await createTracker(tx, { programId, actor, now }, body)),
  })
}

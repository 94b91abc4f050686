import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { readTracker } from '../../../domain/affiliates/tracker.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { trackerAnswer, presentTracker } from './present-tracker.ts'

export function readTrackerRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'GET',
    path: '/tracker/:id',
    operationId: 'readTracker',
    tag: 'Trackers',
    summary: 'Read a tracker',
    permission: 'affiliates:read',
    params: idParams,
    success: { status: 200, description: 'The tracker.', schema: trackerAnswer },
    handle: async ({ tx, programId, params }) => presentTracker(await readTracker(tx, programId, params.id)),
  })
}

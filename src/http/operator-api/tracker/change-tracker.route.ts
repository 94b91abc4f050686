import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeTracker } from '../../../domain/affiliates/change-tracker.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'
import { changedTrackerBody } from './tracker-fields.ts'
import { trackerAnswer, presentTracker } from './present-tracker.ts'

export function changeTrackerRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'PATCH',
    path: '/tracker/:id',
    operationId: 'changeTracker',
    tag: 'Trackers',
    summary: 'Change a tracker',
    description: 'Changes what is sent; the affiliate stays.',
    permission: 'affiliates:write',
    params: idParams,
    body: changedTrackerBody,
    success: { status: 200, description: 'The tracker as it is now.', schema: trackerAnswer },
    refusals: ['already_exists'],
    handle: async ({ tx, body, params, programId, actor, now }) => presentTracker(await changeTracker(tx, { programId, actor, now }, params.id, body)),
  })
}

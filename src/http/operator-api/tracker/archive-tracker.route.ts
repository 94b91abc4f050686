import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { changeTracker } from '../../../domain/affiliates/change-tracker.ts'
import { idParams } from '../../plumbing/fields.ts'
import { defineRoute } from '../../plumbing/route.ts'

export function archiveTrackerRoute(app: FastifyInstance, context: AppContext): void {
  defineRoute(app, context, {
    method: 'DELETE',
    path: '/tracker/:id',
    operationId: 'archiveTracker',
    tag: 'Trackers',
    summary: 'Archive a tracker',
    description: 'Its links stop; customers stay.',
    permission: 'affiliates:write',
    params: idParams,
    success: { status: 204, description: 'Archived.' },
    handle: ({ tx, params, programId, actor, now }) => changeTracker(tx, { programId, actor, now }, params.id, { status: 'archived' }),
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { EventQueue } from '../../../domain/events/event-queue.ts'
import { defineRoute, type SharedRequest } from '../../plumbing/route.ts'
import { eventsBody, recordedAnswer } from './event-fields.ts'
import { parseEvents, tellAhead } from './parse-events.ts'

const EVENTS_MAX = 1_000

/** POST /events: what a merchant's server reports. Small calls share a commit. */
export function createEventsRoute(app: FastifyInstance, context: AppContext, queue: EventQueue): void {
  const record = async ({ body, programId, actor }: SharedRequest<unknown, unknown, unknown>): Promise<unknown> => {
    const { campaignIds, events } = parseEvents(body, EVENTS_MAX)
    for (const id of campaignIds) if (id !== programId) throw new DomainError('permission_denied', { message: 'API Key does not belong to this campaign' })
    try {
      await queue.record({ programId, kind: 'api', isVerified: true, actor }, events)
    } catch (error) {
      throw tellAhead(error, events.length)
    }
    return { success: true }
  }
  defineRoute(app, context, {
    method: 'POST',
    path: '/events',
    operationId: 'createEvents',
    tag: 'Events',
    summary: 'Report conversions, leads and page views',
    description: `At most ${EVENTS_MAX} events. An invalid event refuses the whole call; then nothing of it is stored. An empty list checks the key.`,
    permission: 'transactions:write',
    rateLimit: 'events',
    body: eventsBody(EVENTS_MAX),
    success: { status: 200, description: 'Durably stored. Conversions are processed in order.', schema: recordedAnswer },
    refusals: ['conversion_limit_reached'],
    handle: record,
    handleShared: record,
  })
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { EventQueue } from '../../../domain/events/event-queue.ts'
import { defineRoute, type SharedRequest } from '../../plumbing/route.ts'
import { eventsBody, recordedAnswer, SERVER_EXAMPLE } from './event-fields.ts'
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
    description: `At most ${EVENTS_MAX.toLocaleString('en')} events. One that is not valid refuses the whole call; then nothing of it is stored. What cannot be attributed is no error: it is stored with its reason, and \`GET /api/v1/event\` shows it. An order that is known already has no effect. An empty list checks the key.`,
    permission: 'transactions:write',
    rateLimit: 'events',
    body: eventsBody(EVENTS_MAX, SERVER_EXAMPLE),
    success: { status: 200, description: 'Durably stored. Conversions are processed in order.', schema: recordedAnswer },
    refusals: ['inactive_credential', 'conversion_limit_reached'],
    exampleTexts: {
      invalid_request: ['events.0.order_id is required', 'events.3.order_value must be a positive number'],
      permission_denied: 'API Key does not belong to this campaign',
      inactive_credential: 'API Key is revoked or inactive',
      conversion_limit_reached: 'Conversion limit exceeded: Monthly conversion limit reached for starter plan. Current: 500/500',
    },
    handle: record,
    handleShared: record,
  })
}

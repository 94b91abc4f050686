import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import type { EventQueue } from '../../../domain/events/event-queue.ts'
import type { Uuid } from '../../../domain/ids.ts'
import { defineRoute, type PublicCall, type SharedRequest } from '../../plumbing/route.ts'
import { answerPreflight } from '../pages/answer-preflight.ts'
import { domainNotAllowed } from '../pages/domain-not-allowed.ts'
import { findPageProgram } from '../pages/find-page-program.ts'
import { ReportingPages } from '../pages/reporting-pages.ts'
import { eventsBody, PAGE_EXAMPLE, recordedAnswer } from './event-fields.ts'
import { parseEvents, tellAhead } from './parse-events.ts'

const EVENTS_MAX = 50
const PATH = '/sdk/events'

/** POST /sdk/events: what pages of allowed domains report, without a key. Anybody can imitate them, so nothing of it counts as verified. */
export function createSdkEventsRoute(app: FastifyInstance, context: AppContext, queue: EventQueue): void {
  const pages = new ReportingPages(context.db)
  const record = async ({ body, programId, actor }: SharedRequest<unknown, unknown, unknown>): Promise<unknown> => {
    const { campaignIds, events } = parseEvents(body, EVENTS_MAX)
    for (const id of campaignIds) if (id !== programId) throw domainNotAllowed()
    try {
      await queue.record({ programId, kind: 'sdk', isVerified: false, actor }, events)
    } catch (error) {
      throw tellAhead(error, events.length)
    }
    return { success: true }
  }
  defineRoute(app, context, {
    method: 'POST',
    path: PATH,
    operationId: 'createSdkEvents',
    tag: 'Events',
    summary: 'Report events from a page',
    description: `At most ${EVENTS_MAX} events. The page's \`Origin\` must be one of the campaign's allowed domains. The body may come as \`text/plain\`, as \`sendBeacon\` sends it. Anybody can imitate a page: conversions are unverified, and pending until somebody approves them.`,
    permission: 'public',
    publicActor: 'sdk',
    takesPlainText: true,
    rateLimit: 'sdkEvents',
    body: eventsBody(EVENTS_MAX, PAGE_EXAMPLE),
    success: {
      status: 200, description: 'Durably stored.', schema: recordedAnswer, headers: { 'Access-Control-Allow-Origin': 'The origin of the page.' },
    },
    refusals: ['permission_denied', 'conversion_limit_reached'],
    exampleTexts: {
      invalid_request: ['order_value must be a positive number'],
      permission_denied: 'Domain not allowed',
      conversion_limit_reached: 'Conversion limit exceeded: Monthly conversion limit reached for starter plan. Current: 500/500',
    },
    findProgram: (call) => findProgram(pages, call),
    handle: record,
    handleShared: record,
  })
  answerPreflight(app, PATH, pages)
}

function findProgram(pages: ReportingPages, call: PublicCall<unknown>): Promise<{ readonly programId: Uuid; readonly operatorId: Uuid }> {
  const campaignId = campaignIdOf(call.body)
  // Without one there is nothing to check against; a body that is wrong is told so first.
  if (campaignId === undefined) parseEvents(call.body, EVENTS_MAX)
  return findPageProgram(pages, campaignId, call)
}

function campaignIdOf(body: unknown): string | undefined {
  const events: unknown = typeof body === 'object' && body !== null && 'events' in body ? body.events : undefined
  const first: unknown = Array.isArray(events) ? events[0] : undefined
  const id: unknown = typeof first === 'object' && first !== null && 'campaign_id' in first ? first.campaign_id : undefined
  return typeof id === 'string' ? id : undefined
}

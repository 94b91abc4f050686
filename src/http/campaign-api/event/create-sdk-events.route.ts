import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import type { EventQueue } from '../../../domain/events/event-queue.ts'
import { defineRoute, type PublicCall, type SharedRequest } from '../../plumbing/route.ts'
import { eventsBody, recordedAnswer } from './event-fields.ts'
import { ReportingPages } from './reporting-pages.ts'
import { parseEvents, tellAhead } from './parse-events.ts'

const EVENTS_MAX = 50
const PATH = '/sdk/events'
/** How long a browser may remember that it may ask. */
const PREFLIGHT_SECONDS = 600

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
    description: `At most ${EVENTS_MAX} events. The page's \`Origin\` must be one of the campaign's allowed domains. The body may come as \`text/plain\`. Conversions are unverified.`,
    permission: 'public',
    publicActor: 'sdk',
    takesPlainText: true,
    rateLimit: 'sdkEvents',
    body: eventsBody(EVENTS_MAX),
    success: {
      status: 200, description: 'Durably stored.', schema: recordedAnswer, headers: { 'Access-Control-Allow-Origin': 'The origin of the page.' },
    },
    refusals: ['permission_denied', 'conversion_limit_reached'],
    findProgram: (call) => findProgram(pages, call),
    handle: record,
    handleShared: record,
  })
  app.options(PATH, { config: { isPublic: true } }, async ({ headers: { origin } }, reply) => {
    reply.header('vary', 'Origin')
    if (origin === undefined || !(await pages.mayReportSomewhere(origin))) throw domainNotAllowed()
    return reply
      .code(204)
      .headers({
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'content-type',
        'access-control-max-age': String(PREFLIGHT_SECONDS),
      })
      .send()
  })
}

/** The campaign that the call names, if its allowed domains have the page that calls. */
async function findProgram(pages: ReportingPages, { body, headers: { origin }, setHeader }: PublicCall<unknown>): Promise<{ programId: string; operatorId: string }> {
  setHeader('vary', 'Origin')
  const campaignId = campaignIdOf(body)
  // Without one there is nothing to check against; a body that is wrong is told so first.
  if (campaignId === undefined) parseEvents(body, EVENTS_MAX)
  const program = campaignId === undefined || origin === undefined ? null : await pages.programOf(campaignId, origin)
  if (program === null || origin === undefined) throw domainNotAllowed()
  setHeader('access-control-allow-origin', origin)
  return program
}

function campaignIdOf(body: unknown): string | undefined {
  const events: unknown = typeof body === 'object' && body !== null && 'events' in body ? body.events : undefined
  const first: unknown = Array.isArray(events) ? events[0] : undefined
  const id: unknown = typeof first === 'object' && first !== null && 'campaign_id' in first ? first.campaign_id : undefined
  return typeof id === 'string' ? id.toLowerCase() : undefined
}

function domainNotAllowed(): DomainError {
  return new DomainError('permission_denied', { message: 'Domain not allowed' })
}

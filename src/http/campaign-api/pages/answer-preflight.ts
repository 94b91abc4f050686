import type { FastifyInstance } from 'fastify'
import { domainNotAllowed } from './domain-not-allowed.ts'
import type { ReportingPages } from './reporting-pages.ts'

/** How long a browser may remember that it may ask. */
const PREFLIGHT_SECONDS = 600

/** Answers browsers that ask whether a page may post to the path: which campaign it is about is not known yet. */
export function answerPreflight(app: FastifyInstance, path: string, pages: ReportingPages): void {
  app.options(path, { config: { isPublic: true } }, async ({ headers: { origin } }, reply) => {
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

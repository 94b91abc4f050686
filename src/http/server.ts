import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AppContext } from '../app/context.ts'
import { DomainError } from '../domain/errors.ts'
import { newId } from '../domain/ids.ts'
import { registerConsole } from './console/index.ts'
import { registerOperatorApi } from './operator-api/index.ts'
import { networkOf } from './plumbing/network.ts'
import { type Problem, PROBLEM_CONTENT_TYPE, problemOf, toDomainError } from './plumbing/problem.ts'
import { STANDARD_BODY_LIMIT } from './plumbing/route.ts'

const LONGEST_PARAMETER = 200
const ONE_YEAR = 'max-age=31536000'

/** The API and its pages as a Fastify instance, for a server in front of it or for `inject` in tests. */
export function createApiServer(context: AppContext): FastifyInstance {
  const isHttps = context.config.publicUrl.startsWith('https:')
  const app = Fastify({
    logger: false,
    genReqId: () => newId(),
    bodyLimit: STANDARD_BODY_LIMIT,
    exposeHeadRoutes: false,
    trustProxy: readTrustProxy(context.config.trustProxy),
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    // Answered before any hook runs, so it sets its headers itself.
    frameworkErrors: (error, request, reply) => sendProblem(context, error, request, reply.header('x-request-id', request.id)),
  })
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id)
    reply.header('x-content-type-options', 'nosniff')
    if (isHttps) reply.header('strict-transport-security', ONE_YEAR)
  })
  app.setErrorHandler((error, request, reply) => sendProblem(context, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(context, new DomainError('not_found'), request, reply))
  registerOperatorApi(app, context)
  registerConsole(app, context)
  return app
}

function sendProblem(context: AppContext, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(toDomainError(error), request.id)
  if (problem.status === 500) context.log.error({ err: error, requestId: request.id, method: request.method }, 'request failed')
  if (problem.status === 503) context.log.warn({ err: error, requestId: request.id }, 'request refused: unavailable')
  if (TOLD_STATUSES.has(problem.status)) logRefusal(context, problem, request)
  return reply.code(problem.status).header('content-type', PROBLEM_CONTENT_TYPE).headers(problem.headers).send(JSON.stringify(problem.body))
}

// Who looked for what is not theirs: one line each, for whoever has to find out later. Guesses beyond the rate limit add none.
const TOLD_STATUSES: ReadonlySet<number> = new Set([401, 403, 404])

function logRefusal(context: AppContext, { status, body }: Problem, request: FastifyRequest): void {
  const { method, routeOptions, credential } = request
  // A page that does not exist is no secret; what a key may not see is.
  if (status === 404 && !credential) return
  context.log.info({ requestId: request.id, status, code: body.code, method, route: routeOptions.url, actor: credential?.actor, network: networkOf(request.ip) }, 'request refused')
}

type TrustProxy = false | string[] | ((address: string, hop: number) => boolean)

function readTrustProxy(setting: AppContext['config']['trustProxy']): TrustProxy {
  if (typeof setting === 'number') return (_address, hop) => hop < setting
  return setting === false ? false : [...setting]
}

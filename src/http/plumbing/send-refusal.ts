import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { DomainError } from '../../domain/errors.ts'
import type { Dialect } from './dialect.ts'
import { networkOf } from './network.ts'
import { toDomainError } from './problem.ts'
import { refusalAnswer } from './route.ts'

/** Answers an error in the dialect of its caller, and logs what whoever runs this should know of it. */
export function sendRefusal(context: AppContext, dialect: Dialect, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toDomainError(error)
  const { status, headers, body } = refusalAnswer(dialect, known, request)
  if (status === 500) context.log.error({ err: error, requestId: request.id, method: request.method }, 'request failed')
  if (status === 503) context.log.warn({ err: error, requestId: request.id }, 'request refused: unavailable')
  if (known instanceof DomainError && TOLD_STATUSES.has(status)) logRefusal(context, known, status, request)
  return reply.code(status).headers(headers).send(body)
}

// Who looked for what is not theirs: one line each, for whoever has to find out later. Guesses beyond the rate limit add none.
const TOLD_STATUSES: ReadonlySet<number> = new Set([401, 403, 404])

function logRefusal(context: AppContext, { code }: DomainError, status: number, request: FastifyRequest): void {
  const { method, routeOptions, credential } = request
  // A page that does not exist is no secret; what a key may not see is.
  if (status === 404 && !credential) return
  context.log.info({ requestId: request.id, status, code, method, route: routeOptions.url, actor: credential?.actor, network: networkOf(request.ip) }, 'request refused')
}

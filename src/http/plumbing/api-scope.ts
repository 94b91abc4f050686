import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import type { Credential } from '../../domain/access/find-credential.ts'
import { isPermitted } from '../../domain/access/permissions.ts'
import { DomainError } from '../../domain/errors.ts'
import { Authenticator } from './authenticate.ts'
import { networkOf } from './network.ts'
import { parseJson } from './parse-json.ts'
import { RateLimiter, type RateLimitName, rateLimitHeaders } from './rate-limit.ts'
import type { AnyRouteDefinition } from './route.ts'

// Fastify itself accepts far more spellings, some of which other parsers read as another type.
const JSON_TYPE = /^application\/json(?: ?; ?charset="?utf-8"?)?$/i

/**
 * Makes a scope an API of ours: JSON only, deny by default, who asks, how often, nothing cached.
 * Answers the list that collects the definitions of the scope's routes.
 */
export function asApi(app: FastifyInstance, context: AppContext): AnyRouteDefinition[] {
  const definitions: AnyRouteDefinition[] = []
  acceptJsonOnly(app)
  app.decorateRequest('credential', null)
  app.decorateRequest('bodyHash', '')
  app.addHook('onRoute', (route) => {
    const { definition, isPublic } = route.config ?? {}
    if (definition !== undefined) definitions.push(definition)
    else if (isPublic !== true) throw new Error(`the route ${route.method} ${route.url} declares no permission`)
  })
  app.addHook('onRequest', checkCaller(context))
  return definitions
}

function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body)
      if (request.headers['idempotency-key'] !== undefined) request.bodyHash = hash('sha256', bytes)
      done(null, bytes.length === 0 ? undefined : parseJson(bytes))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

function checkCaller(context: AppContext): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const authenticator = new Authenticator(context)
  const { rateLimits } = context.config
  const limiter = rateLimits === 'off' ? undefined : new RateLimiter(rateLimits)
  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const { definition } = request.routeOptions.config
    if (definition === undefined) return
    const credential = await authenticateLimited(authenticator, limiter, request, reply)
    request.credential = credential
    countRequest(limiter, definition.rateLimit ?? 'default', credential.id, reply)
    if (!isPermitted(credential.permissions, definition.permission)) throw new DomainError('permission_denied')
    refuseOtherTypes(request)
  }
}

async function authenticateLimited(
  authenticator: Authenticator,
  limiter: RateLimiter | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Credential> {
  try {
    return await authenticator.authenticate(request.headers, request.url)
  } catch (error) {
    // Guesses count against the address they come from, whatever they claim to be.
    if (error instanceof DomainError && error.kind === 'unauthenticated') countRequest(limiter, 'unauthenticated', networkOf(request.ip), reply)
    throw error
  }
}

function countRequest(limiter: RateLimiter | undefined, name: RateLimitName, principal: string, reply: FastifyReply): void {
  if (limiter === undefined) return
  const state = limiter.take(name, principal, performance.now())
  reply.headers(rateLimitHeaders(state))
  if (!state.isAllowed) throw new DomainError('rate_limited', { retryAfterSeconds: state.resetSeconds })
}

function refuseOtherTypes(request: FastifyRequest): void {
  if (request.method === 'GET') return
  const { 'content-type': type, 'content-encoding': encoding } = request.headers
  if (encoding !== undefined && encoding !== 'identity') throw new DomainError('unsupported_media_type')
  if (type !== undefined && !JSON_TYPE.test(type)) throw new DomainError('unsupported_media_type')
}

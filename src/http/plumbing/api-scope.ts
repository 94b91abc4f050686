import { hash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import type { Credential } from '../../domain/access/find-credential.ts'
import { isPermitted } from '../../domain/access/permissions.ts'
import { DomainError } from '../../domain/errors.ts'
import { isFresh } from '../../domain/operator-users/confirm-identity.ts'
import { Authenticator, type Caller, type CallerIdentifier } from './authenticate.ts'
import type { Dialect } from './dialect.ts'
import { networkOf } from './network.ts'
import { type ApiDescription, describeApi } from './openapi.ts'
import { parseJson } from './parse-json.ts'
import { RateLimiter, type RateLimitName, secondsUntilReset } from './rate-limit.ts'
import type { AnyRouteDefinition } from './route.ts'
import { sendRefusal } from './send-refusal.ts'

// Fastify itself accepts far more spellings, some of which other parsers read as another type.
const JSON_TYPE = /^application\/json(?: ?; ?charset="?utf-8"?)?$/i
const PLAIN_TYPE = /^text\/plain(?: ?; ?charset="?utf-8"?)?$/i

/**
 * Makes a scope an API of ours in one dialect: JSON only, deny by default, who asks, how often, nothing cached.
 * `callers` says whose credentials it takes (without: API keys and sessions as headers). Answers the list that collects the definitions
 * of the scope's routes.
 */
export function asApi(app: FastifyInstance, context: AppContext, dialect: Dialect, callers: CallerIdentifier = new Authenticator(context)): AnyRouteDefinition[] {
  const definitions: AnyRouteDefinition[] = []
  app.decorate('dialect', dialect)
  acceptJsonOnly(app)
  app.setErrorHandler((error, request, reply) => sendRefusal(context, dialect, error, request, reply))
  app.setNotFoundHandler((request, reply) => sendRefusal(context, dialect, new DomainError('not_found'), request, reply))
  app.decorateRequest('credential', null)
  app.decorateRequest('callerSecret', '')
  app.decorateRequest('bodyHash', '')
  app.addHook('onRoute', (route) => {
    const { definition, isPublic } = route.config ?? {}
    if (definition !== undefined) definitions.push(definition)
    else if (isPublic !== true) throw new Error(`the route ${route.method} ${route.url} declares no permission`)
  })
  app.addHook('onRequest', checkCaller(context, dialect, callers))
  return definitions
}

/** Serves the OpenAPI document of the scope's routes, made when it is first asked for. */
export function serveDescription(
  app: FastifyInstance, context: AppContext, definitions: readonly AnyRouteDefinition[], about: Pick<ApiDescription, 'title' | 'version' | 'description' | 'tags'>,
): void {
  let document: string | undefined
  app.get('/openapi.json', { config: { isPublic: true } }, (_request, reply) => {
    document ??= JSON.stringify(describeApi({ ...about, serverUrl: context.config.publicUrl, dialect: app.dialect }, definitions))
    return reply.header('content-type', 'application/json; charset=utf-8').send(document)
  })
}

/** Makes JSON the only type of body that a scope reads: other parsers would take it for something else. */
export function acceptJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', 'text/plain'], { parseAs: 'buffer' }, (request, body, done) => {
    try {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body)
      if (request.headers['idempotency-key'] !== undefined) request.bodyHash = hash('sha256', bytes)
      done(null, bytes.length === 0 ? undefined : parseJson(bytes))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
}

function checkCaller(context: AppContext, dialect: Dialect, callers: CallerIdentifier): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const { rateLimits } = context.config
  const limiter = rateLimits === 'off' ? undefined : new RateLimiter(context.db, rateLimits)

  async function count(name: RateLimitName, principal: string, reply: FastifyReply): Promise<void> {
    if (limiter === undefined) return
    const now = context.clock.now()
    const state = await limiter.take(name, principal, now)
    reply.headers(dialect.tellLimit(state, now))
    if (!state.isAllowed) throw new DomainError('rate_limited', { retryAfterSeconds: secondsUntilReset(state, now) })
  }

  async function identify(request: FastifyRequest, reply: FastifyReply): Promise<Caller> {
    try {
      return await callers.identify(request)
    } catch (error) {
      // Guesses count against the address they come from, whatever they claim to be.
      if (error instanceof DomainError && error.kind === 'unauthenticated') await count('unauthenticated', networkOf(request.ip), reply)
      throw error
    }
  }

  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    const { definition, isPublic } = request.routeOptions.config
    if (isPublic === true) return
    if (definition === undefined) return count('unauthenticated', networkOf(request.ip), reply)
    const limit = definition.rateLimit ?? dialect.defaultLimit
    if (definition.permission === 'public') {
      await count(limit, networkOf(request.ip), reply)
    } else {
      const { credential, secret } = await identify(request, reply)
      request.credential = credential
      request.callerSecret = secret
      await count(limit, credential.id, reply)
      if (!isPermitted(credential.permissions, definition.permission)) throw new DomainError('permission_denied')
      if (definition.needsFreshSignIn === true) requireFreshSession(credential, context.clock.now())
    }
    refuseOtherTypes(request, definition)
  }
}

/** A key is what it is; a session that has been open for a while may be somebody else's by now. Throws `fresh_sign_in_required`. */
function requireFreshSession({ session }: Credential, now: Date): void {
  if (session !== undefined && !isFresh(session.secondFactorAt, now)) throw new DomainError('fresh_sign_in_required')
}

/** Throws `unsupported_media_type`. */
export function refuseOtherTypes(request: FastifyRequest, { takesPlainText }: Pick<AnyRouteDefinition, 'takesPlainText'>): void {
  if (request.method === 'GET') return
  const { 'content-type': type, 'content-encoding': encoding } = request.headers
  if (encoding !== undefined && encoding !== 'identity') throw new DomainError('unsupported_media_type')
  if (type !== undefined && !JSON_TYPE.test(type) && !(takesPlainText === true && PLAIN_TYPE.test(type))) throw new DomainError('unsupported_media_type')
}

/**
 * Who somebody is, in the dashboard: signing in and out, second factors, sessions, the program that is looked at. JSON below `/console`, for our
 * own pages only (docs/people.md); what is done in a program goes through the operator API.
 */
import cookiePlugin from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AppContext } from '../../../app/context.ts'
import { DomainError } from '../../../domain/errors.ts'
import { operatorDialect } from '../../operator-api/dialect.ts'
import { acceptJsonOnly, refuseOtherTypes } from '../../plumbing/api-scope.ts'
import { networkOf } from '../../plumbing/network.ts'
import { isFromOwnPages } from '../../plumbing/own-pages.ts'
import { RateLimiter, secondsUntilReset } from '../../plumbing/rate-limit.ts'
import { sendRefusal } from '../../plumbing/send-refusal.ts'
import { addressRoutes } from './address.routes.ts'
import { AccountCookies, type Console } from './console-route.ts'
import { freshRoutes } from './fresh.routes.ts'
import { invitationRoutes } from './invitation.routes.ts'
import { passkeyRoutes } from './passkey.routes.ts'
import { passwordRoutes } from './password.routes.ts'
import { profileRoutes } from './profile.routes.ts'
import { secondFactorRoutes } from './second-factor.routes.ts'
import { sessionRoutes } from './session.routes.ts'
import { signInRoutes } from './sign-in.routes.ts'

/** Registers the account's calls below `/console`. */
export function registerAccount(server: FastifyInstance, context: AppContext): void {
  server.register(
    async (app) => {
      await app.register(cookiePlugin)
      acceptJsonOnly(app)
      app.setErrorHandler((error, request, reply) => sendRefusal(context, operatorDialect, error, request, reply))
      app.setNotFoundHandler((request, reply) => sendRefusal(context, operatorDialect, new DomainError('not_found'), request, reply))
      app.addHook('onRequest', admit(context))
      const console: Console = { app, context, cookies: new AccountCookies(context.config.publicUrl) }
      for (const add of [sessionRoutes, signInRoutes, passwordRoutes, invitationRoutes, profileRoutes, addressRoutes, freshRoutes, secondFactorRoutes, passkeyRoutes]) add(console)
    },
    { prefix: '/console' },
  )
}

/** Nothing is kept by anybody, writes come from our own pages, and no network asks too often. */
function admit(context: AppContext): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const { rateLimits, publicUrl } = context.config
  const limiter = rateLimits === 'off' ? undefined : new RateLimiter(context.db, rateLimits)
  return async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (request.method !== 'GET' && !isFromOwnPages(request, publicUrl)) throw new DomainError('permission_denied', { message: 'This is for pages of this installation only.' })
    refuseOtherTypes(request, {})
    const now = context.clock.now()
    const state = await limiter?.take('unauthenticated', networkOf(request.ip), now)
    if (state?.isAllowed === false) throw new DomainError('rate_limited', { retryAfterSeconds: secondsUntilReset(state, now) })
  }
}

import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { endSession } from '../../domain/access/end-session.ts'
import { isFromOwnPages } from '../plumbing/own-pages.ts'
import type { SessionCookie } from '../plumbing/session-cookie.ts'

/** `POST /sign-out`: ends the session on the server and forgets its cookie. */
export function signOutRoute(app: FastifyInstance, context: AppContext, cookie: SessionCookie): void {
  app.post('/sign-out', async (request, reply) => {
    const token = cookie.read(request)
    if (token !== undefined && isFromOwnPages(request, context.config.publicUrl)) {
      await context.db.shared((tx) => endSession(tx, token, context.clock.now()))
      cookie.clear(reply)
    }
    return reply.header('cache-control', 'no-store').redirect('/', 303)
  })
}

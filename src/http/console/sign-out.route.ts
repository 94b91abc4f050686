import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { endSession } from '../../domain/access/end-session.ts'
import type { SessionCookie } from './session-cookie.ts'

/** `POST /sign-out`: ends the session on the server and forgets its cookie. */
export function signOutRoute(app: FastifyInstance, context: AppContext, cookie: SessionCookie): void {
  app.post('/sign-out', async (request, reply) => {
    const token = cookie.read(request)
    if (token !== undefined && isFromOurPages(request, context.config.publicUrl)) {
      await context.db.shared((tx) => endSession(tx, token, context.clock.now()))
      cookie.clear(reply)
    }
    return reply.header('cache-control', 'no-store').redirect('/', 303)
  })
}

/** Another site's form could end a session too; browsers say where a form came from. */
function isFromOurPages(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  return site === undefined ? request.headers.origin === publicUrl : site === 'same-origin'
}

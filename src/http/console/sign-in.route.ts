import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../app/context.ts'
import { findSession } from '../../domain/access/find-credential.ts'
import { signIn } from '../../domain/access/sign-in.ts'
import { isUuid } from '../../domain/ids.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import type { SessionCookie } from '../plumbing/session-cookie.ts'
import { welcomePage } from './welcome-page.ts'

const Query = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/), program: z.string().refine(isUuid) })

/** `GET /sign-in?token=…&program=…`: the one-time link of set-up. */
export function signInRoute(app: FastifyInstance, context: AppContext, cookie: SessionCookie): void {
  app.get('/sign-in', async (request, reply) => {
    // A browser or a mail scanner that looks ahead must not use the link up.
    if (isLookingAhead(request)) return reply.code(204).header('cache-control', 'no-store').send()
    const query = Query.safeParse(request.query)
    if (!query.success) return sendExpired(reply)
    const { token, program } = query.data
    const session = await context.db.shared((tx) => signIn(tx, { token, programId: program, now: context.clock.now() }))
    if (session === null) return isSignedIn(context, cookie, request).then((yes) => (yes ? reply.redirect('/', 303) : sendExpired(reply)))
    cookie.write(reply, session.token, session.expiresAt)
    const credential = await findSession(context.db, session.token, context.clock.now())
    if (credential === null) throw new Error('a session that is not found after it was made')
    const page = await context.db.inProgram(session.programId, (tx) => welcomePage(tx, credential, context.config.publicUrl, context.clock.now()))
    return sendPage(reply, 200, 'Welcome', page)
  })
}

function isLookingAhead(request: FastifyRequest): boolean {
  return /prefetch|prerender|preview/i.test(`${request.headers['sec-purpose'] ?? ''} ${request.headers['purpose'] ?? ''}`)
}

async function isSignedIn(context: AppContext, cookie: SessionCookie, request: FastifyRequest): Promise<boolean> {
  const token = cookie.read(request)
  return token !== undefined && (await findSession(context.db, token, context.clock.now())) !== null
}

// Unknown, used and expired links are told apart by nobody.
function sendExpired(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply,
    410,
    'Link used up',
    html`<h1>This sign-in link is used up</h1>
<p>Each link works once, for 24 hours. Run the set-up command again with the same names to get a new one; nothing else changes.</p>
<section><pre>bin/fairshare setup --operator NAME --program NAME --currency EUR --time-zone Europe/Malta --admin EMAIL</pre></section>`,
  )
}

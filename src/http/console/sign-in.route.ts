import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { AppContext } from '../../app/context.ts'
import { findSession } from '../../domain/access/find-credential.ts'
import { isUuid } from '../../domain/ids.ts'
import { signInWithLink } from '../../domain/operator-users/sign-in-with-link.ts'
import type { AccountCookies } from './account/console-route.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'

const Query = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{43}$/), program: z.string().refine(isUuid) })

/** `GET /sign-in?token=…&program=…`: the one-time link of set-up. Who has no password yet is asked to set one. */
export function signInRoute(app: FastifyInstance, context: AppContext, cookies: AccountCookies): void {
  app.get('/sign-in', async (request, reply) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
    // A browser or a mail scanner that looks ahead must not use the link up.
    if (isLookingAhead(request)) return reply.code(204).send()
    const query = Query.safeParse(request.query)
    if (!query.success) return sendExpired(reply)
    const now = context.clock.now()
    const { token, program: programId } = query.data
    const signedIn = await context.db.shared((tx) => signInWithLink(tx, { token, programId, place: cookies.placeOf(request), now }))
    if (signedIn === null) return (await isSignedIn(context, cookies, request)) ? reply.redirect('/admin', 303) : sendExpired(reply)
    cookies.writeSignedIn(reply, signedIn, now)
    return reply.redirect(signedIn.hasPassword ? '/admin' : '/admin/welcome', 303)
  })
}

function isLookingAhead(request: FastifyRequest): boolean {
  return /prefetch|prerender|preview/i.test(`${request.headers['sec-purpose'] ?? ''} ${request.headers['purpose'] ?? ''}`)
}

async function isSignedIn(context: AppContext, cookies: AccountCookies, request: FastifyRequest): Promise<boolean> {
  const token = cookies.session.read(request)
  return token !== undefined && (await findSession(context.db, token, context.clock.now())) !== null
}

// Unknown, used and expired links are told apart by nobody.
function sendExpired(reply: FastifyReply): FastifyReply {
  return sendPage(
    reply,
    410,
    'Link used up',
    html`<h1>This sign-in link is used up</h1>
<p>Each link works once, for 24 hours. Sign in <a href="/admin/sign-in">with your password</a>, or run the set-up command again with the same names to get a new link; nothing else changes.</p>
<section><pre>bin/fairshare setup --operator NAME --program NAME --currency EUR --time-zone Europe/Malta --admin EMAIL</pre></section>`,
  )
}

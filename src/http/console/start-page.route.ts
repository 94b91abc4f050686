import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { findSession } from '../../domain/access/find-credential.ts'
import { html } from './html.ts'
import { sendPage } from './page.ts'
import type { SessionCookie } from '../plumbing/session-cookie.ts'
import { welcomePage } from './welcome-page.ts'

/** `GET /`: the welcome page for who has signed in, and for everybody else what this is and where to go. */
export function startPageRoute(app: FastifyInstance, context: AppContext, cookie: SessionCookie): void {
  app.get('/', async (request, reply) => {
    const token = cookie.read(request)
    const credential = token === undefined ? null : await findSession(context.db, token, context.clock.now())
    if (credential === null) return sendPage(reply, 200, 'Start', STRANGERS_PAGE)
    return sendPage(reply, 200, 'Welcome', await context.db.inProgram(credential.programId, (tx) => welcomePage(tx, credential, context.config.publicUrl, context.clock.now())))
  })
}

const STRANGERS_PAGE = html`<h1>Open books for affiliate programs</h1>
<p>This installation tracks clicks, binds customers to who sent them, and computes every commission with its explanation.</p>
<section><h2>Sign in</h2><p>Follow the one-time link that set-up printed. It works once; running set-up again with the same names prints a new one.</p>
<pre>bin/fairshare setup --operator NAME --program NAME --currency EUR --time-zone Europe/Malta --admin EMAIL</pre></section>
<section><h2>Integrate</h2><ul><li><a href="/docs">API reference</a></li><li><a href="/api/v1/openapi.json">OpenAPI document</a></li></ul></section>
<section><h2>Operate</h2><ul><li><a href="/healthz">Health</a></li><li><a href="/readyz">Readiness</a></li></ul></section>`

import cookiePlugin from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { docsRoutes } from './docs.route.ts'
import { sdkScriptRoute } from './sdk-script.route.ts'
import { SessionCookie } from '../plumbing/session-cookie.ts'
import { signInRoute } from './sign-in.route.ts'
import { signOutRoute } from './sign-out.route.ts'
import { startPageRoute } from './start-page.route.ts'
import { verifierRoute } from './verifier.route.ts'
import { webAppsRoute } from './web-apps.route.ts'

/** The pages that lead on: start, sign-in, reference, the verifier of statements; and the tracking script. */
export function registerConsole(server: FastifyInstance, context: AppContext): void {
  server.register(async (app) => {
    const cookie = new SessionCookie(context.config.publicUrl)
    await app.register(cookiePlugin)
    app.removeAllContentTypeParsers()
    // The only form has no fields.
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, _body, done) => done(null, undefined))
    startPageRoute(app, context, cookie)
    signInRoute(app, context, cookie)
    signOutRoute(app, context, cookie)
    docsRoutes(app)
    sdkScriptRoute(app)
    verifierRoute(app)
    webAppsRoute(app)
  })
}

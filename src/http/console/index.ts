import cookiePlugin from '@fastify/cookie'
import type { FastifyInstance } from 'fastify'
import type { AppContext } from '../../app/context.ts'
import { AccountCookies } from './account/console-route.ts'
import { registerAccount } from './account/index.ts'
import { docsRoutes } from './docs.route.ts'
import { sdkScriptRoute } from './sdk-script.route.ts'
import { signInRoute } from './sign-in.route.ts'
import { startPageRoute } from './start-page.route.ts'
import { verifierRoute } from './verifier.route.ts'
import { webAppsRoute } from './web-apps.route.ts'

/** The dashboard's page and account, sign-in links, the reference, the verifier of statements; and the tracking script. */
export function registerConsole(server: FastifyInstance, context: AppContext): void {
  registerAccount(server, context)
  server.register(async (app) => {
    await app.register(cookiePlugin)
    // Pages: nothing is sent to them.
    app.removeAllContentTypeParsers()
    startPageRoute(app)
    signInRoute(app, context, new AccountCookies(context.config.publicUrl))
    docsRoutes(app)
    sdkScriptRoute(app)
    verifierRoute(app)
    webAppsRoute(app)
  })
}

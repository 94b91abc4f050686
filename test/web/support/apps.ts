import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { catchUp } from '../../../src/domain/programs/catch-up.ts'
import { createApiServer } from '../../../src/http/server.ts'
import { checkAnswersOf } from '../../operator-api/support/check-answers.ts'
import { createTestContext, type TestContext } from '../../support/context.ts'
import type { AppPage } from '../pages.ts'
import { portalPath, signInAffiliate } from './affiliate-person.ts'
import { signInOperator } from './operator-person.ts'
import { pathOfPage } from './page-paths.ts'
import { SEED_NOW, type Seed, type SeededProgram } from './seed.ts'
import { createSeededDatabase } from './seeded-database.ts'
import { openVisitor, type SessionCookie, type Visitor, type VisitorOptions } from './visitor.ts'
import { withWebBuilt } from './web-built.ts'

/**
 * Both apps and their APIs on a port of their own, over a copy of the seeded programs. Where no program is named the first one is meant.
 *
 *   const page = await apps.visit('/admin/customers')              // as its administrator
 *   const page = await apps.visit(`${await apps.portal()}/links`, { session: await apps.signInAffiliate() })
 *   const page = await apps.visit('/admin', { session: null, size: 'phone', theme: 'dark', locale: 'pt-BR' })
 */
export interface Apps {
  readonly origin: string
  readonly context: TestContext
  readonly seed: Seed
  /** A session of the program's administrator, as the sign-in link makes it. */
  signIn(program?: SeededProgram): Promise<SessionCookie>
  /** A session of an owner of the affiliate that earned most. */
  signInAffiliate(program?: SeededProgram): Promise<SessionCookie>
  /** Where the portal is: `/p/{slug}`. */
  portal(program?: SeededProgram): Promise<string>
  /** Opens a page; what went wrong on it until the test is over fails the test. Later tests get the same browser, emptied. */
  visit(path: string, options?: VisitOptions): Promise<Page>
  /** Somebody with a browser of their own, for more than one page. The caller closes. */
  visitor(options?: VisitOptions): Promise<Visitor>
  /** Where a page of the list is, in a program; undefined where the program has nothing that it is about. */
  pathOf(page: AppPage, program?: SeededProgram): Promise<string | undefined>
  /** Calls the operator API with the program's key, or another API with `session`. Throws unless it answers 2xx. */
  // biome-ignore lint/suspicious/noExplicitAny: every test reads another shape
  call(method: string, path: string, body?: unknown, options?: { readonly program?: SeededProgram; readonly session?: SessionCookie }): Promise<any>
  /** Does what workers would do by and by. */
  work(program?: SeededProgram): Promise<void>
  close(): Promise<void>
}

export interface VisitOptions extends Omit<VisitorOptions, 'origin' | 'now' | 'session' | 'violations'> {
  /** null: nobody has signed in. By default the first program's administrator. */
  readonly session?: SessionCookie | null
}

/** Call it in `beforeAll`, and `close` in `afterAll`. Browsers make passkeys for names only: for `localhost`, not for an address. */
export async function openApps({ host = '127.0.0.1' }: { readonly host?: '127.0.0.1' | 'localhost' } = {}): Promise<Apps> {
  const { database, seed } = await createSeededDatabase()
  const http = createServer()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const origin = `http://${host}:${(http.address() as AddressInfo).port}`
  const context = await createTestContext({ database, now: SEED_NOW, config: { publicUrl: origin } })
  const { app, violations } = await withWebBuilt(() => startApp(context))
  http.on('request', (request, response) => app.routing(request, response))

  const visitor = async ({ session, ...options }: VisitOptions = {}): Promise<Visitor> =>
    openVisitor({ ...options, origin, now: context.clock.now(), session: session === undefined ? await apps.signIn() : session, violations })
  /** Whose tests are over, by how they look. */
  const idle = new Map<string, Visitor>()
  const apps: Apps = {
    origin, context, seed, visitor,
    signIn: (program = seed.first) => signInOperator(app, context, program),
    signInAffiliate: (program = seed.first) => signInAffiliate(context, program),
    portal: (program = seed.first) => portalPath(context, program),
    async visit(path, { session, ...look } = {}) {
      const key = JSON.stringify(look)
      const known = idle.get(key)
      idle.delete(key)
      await known?.become({ session: session === undefined ? await apps.signIn() : session, now: context.clock.now() })
      const opened = known ?? (await visitor({ ...look, ...(session === undefined ? {} : { session }) }))
      onTestFinished(async ({ task }) => {
        if (task.result?.state === 'fail' || idle.has(key) || !(await isEmptied(opened))) return opened.close()
        idle.set(key, opened)
        opened.expectNoProblems()
      })
      return opened.open(path)
    },
    pathOf: (page, program = seed.first) =>
      pathOfPage(page, {
        portal: () => apps.portal(program),
        list: async (list) => {
          const session = list.startsWith('/portal/') ? { session: await apps.signInAffiliate(program) } : {}
          return (await apps.call('GET', list, undefined, { program, ...session })).items
        },
      }),
    async call(method, path, body, { program = seed.first, session } = {}) {
      const response = await app.inject({
        method: method as 'GET',
        url: /^\/(?:api|portal|console|v1)\//.test(path) ? path : `/api/v1${path}`,
        headers: {
          origin, ...(session === undefined ? { 'x-api-key': program.apiKey } : { cookie: `${session.name}=${session.value}` }), ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      })
      if (response.statusCode >= 300) throw new Error(`${method} ${path}: ${response.statusCode} ${response.payload}`)
      return response.payload === '' ? null : JSON.parse(response.payload)
    },
    work: ({ programId } = seed.first) => catchUp(context, programId),
    async close() {
      await Promise.all([...idle.values()].map((opened) => opened.context.close()))
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
      await app.close()
      await context.close()
      await database.drop()
    },
  }
  return apps
}

/** Leaves nothing for who comes next: no page but one, no way of its answers, nothing kept. */
async function isEmptied({ context, page }: Visitor): Promise<boolean> {
  if (page.isClosed()) return false
  for (const other of context.pages()) if (other !== page) await other.close()
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  return page.evaluate(() => Reflect.get(globalThis, 'localStorage').clear() === undefined && Reflect.get(globalThis, 'sessionStorage').clear() === undefined).catch(() => false)
}

async function startApp(context: TestContext): Promise<{ app: FastifyInstance; violations: string[] }> {
  const app = createApiServer(context)
  const violations = checkAnswersOf(app)
  await app.ready()
  return { app, violations }
}

// Takes the pictures of docs/screens, of a fresh demo, and writes the page that shows them: `npm run screens`, or `npm run screens -- customers` for
// pages whose names match.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Page } from 'playwright-core'
import { readConfig } from '../src/app/config.ts'
import { createLogger } from '../src/app/logger.ts'
import { type OpenContext, openContext, openDatabase } from '../src/app/open-context.ts'
import { DAY_MS, DEMO_DAYS, DEMO_SIZES } from '../src/cli/demo/demo-plan.ts'
import { makeDemo } from '../src/cli/demo/make-demo.ts'
import { findProgram } from '../src/cli/find-program.ts'
import { WORKER_LIMITS } from '../src/db/database.ts'
import { setUp, type SetUpResult } from '../src/domain/operators/set-up.ts'
import { catchUp } from '../src/domain/programs/catch-up.ts'
import { createApiServer } from '../src/http/server.ts'
import { type AppPage, PAGES } from '../test/web/pages.ts'
import { portalPath, signInAffiliate } from '../test/web/support/affiliate-person.ts'
import { signInOperator } from '../test/web/support/operator-person.ts'
import { pathOfPage } from '../test/web/support/page-paths.ts'
import { settled } from '../test/web/support/settled.ts'
import { sharedBrowser } from '../test/web/support/shared-browser.ts'
import { openVisitor, type SessionCookie, type Visitor } from '../test/web/support/visitor.ts'
import { buildWeb } from './build-web.ts'

const FOLDER = path.resolve(import.meta.dirname, '../docs/screens')
const LARGEST_BYTES = 70_000
const QUALITIES = [72, 55, 40, 25]
/** Affiliates look on their phones. */
const LOOKS = [{ size: 'wide', theme: 'light', ending: '', apps: ['admin', 'portal'] }, { size: 'phone', theme: 'dark', ending: '-phone', apps: ['portal'] }] as const

/** A demo that is served. */
interface Shown {
  readonly origin: string
  readonly open: OpenContext
  readonly app: FastifyInstance
  readonly program: SetUpResult
}

const wanted = new RegExp(process.argv[2] ?? '.')
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'fairshare-screens-'))
const http = createServer()
const shown = await serveDemo(http, dataDir)
try {
  await mkdir(FOLDER, { recursive: true })
  const missing = await takeAll(shown, PAGES.filter(({ name }) => wanted.test(name)))
  await writeFile(path.join(FOLDER, 'README.md'), describeScreens(PAGES.filter((page) => !missing.has(page))))
} finally {
  await (await sharedBrowser()).close()
  http.closeAllConnections()
  http.close()
  await shown.app.close()
  await shown.open.close()
  await rm(dataDir, { recursive: true, force: true })
}

async function serveDemo(server: Server, folder: string): Promise<Shown> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await buildWeb()
  const open = await openContext(readConfig({ DATA_DIR: folder, PUBLIC_URL: origin, RATE_LIMITS: 'off' }), createLogger('error'))
  try {
    const program = await fillProgram(open)
    const app = createApiServer(open.context)
    await app.ready()
    server.on('request', (request, response) => app.routing(request, response))
    return { origin, open, app, program }
  } catch (error) {
    await open.close()
    throw error
  }
}

/** With the time limits of commands: nobody waits for a page yet. */
async function fillProgram({ context: served, appUrl }: OpenContext): Promise<SetUpResult> {
  const context = { ...served, db: openDatabase(appUrl, served.log, WORKER_LIMITS) }
  const program = await setUp(context, { operator: 'Northwind Media', program: 'Northwind', currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'ana@northwind.example', test: true })
  const todayMs = Math.floor(context.clock.now().getTime() / DAY_MS) * DAY_MS
  await makeDemo(context, { program: await findProgram(context.db, program.programId), size: DEMO_SIZES.small, startMs: todayMs - DEMO_DAYS * DAY_MS }, 42)
  await catchUp(context, program.programId)
  await context.db.close()
  return program
}

/** Answers the pages that the demo has nothing for. */
async function takeAll(from: Shown, pages: readonly AppPage[]): Promise<Set<AppPage>> {
  const missing = new Set<AppPage>()
  for (const look of LOOKS) {
    const visitors = new Map<string, Visitor>()
    for (const page of pages.filter(({ app }) => look.apps.some((name) => name === app))) {
      const who = page.isPublic === true ? 'public' : page.app
      const visitor = visitors.get(who) ?? (await openVisitor({ ...look, origin: from.origin, now: from.open.context.clock.now(), session: await sessionOf(from, page) }))
      visitors.set(who, visitor)
      if (!(await take(from, page, visitor, look.ending))) missing.add(page)
    }
    for (const visitor of visitors.values()) await visitor.context.close()
  }
  return missing
}

async function sessionOf({ app, open: { context }, program }: Shown, { isPublic, app: of }: AppPage): Promise<SessionCookie | null> {
  if (isPublic === true) return null
  return of === 'admin' ? signInOperator(app, context, program) : signInAffiliate(context, program)
}

async function take(from: Shown, page: AppPage, visitor: Visitor, ending: string): Promise<boolean> {
  const address = await pathOfPage(page, { portal: () => portalPath(from.open.context, from.program), list: (list) => readList(from, list) })
  if (address === undefined) {
    process.stderr.write(`${page.app}/${page.name}: the demo has nothing of this kind\n`)
    return false
  }
  await visitor.open(address)
  await page.act?.(visitor.page)
  await settled(visitor.page)
  for (const problem of visitor.problems.splice(0)) process.stderr.write(`${page.app}/${page.name}: ${problem}\n`)
  await writeFile(path.join(FOLDER, `${fileOf(page)}${ending}.jpg`), await picture(visitor.page))
  return true
}

/** As good as it can be in the bytes that a picture may take. */
async function picture(page: Page): Promise<Buffer> {
  let taken: Buffer = Buffer.alloc(0)
  for (const quality of QUALITIES) {
    taken = await page.screenshot({ type: 'jpeg', quality })
    if (taken.length <= LARGEST_BYTES) break
  }
  return taken
}

async function readList({ app, open: { context }, program }: Shown, list: string): Promise<readonly { readonly id: string }[]> {
  const isPortal = list.startsWith('/portal/')
  const session = isPortal ? await signInAffiliate(context, program) : undefined
  const answer = await app.inject({ method: 'GET', url: isPortal ? list : `/api/v1${list}`, headers: session === undefined ? { 'x-api-key': program.apiKey } : { cookie: `${session.name}=${session.value}` } })
  if (answer.statusCode !== 200) throw new Error(`${list}: ${answer.statusCode} ${answer.payload}`)
  return answer.json<{ items: { id: string }[] }>().items
}

function fileOf({ app, name }: AppPage): string {
  return `${app}-${name}`
}

function describeScreens(pages: readonly AppPage[]): string {
  const apps = [['admin', 'The operator’s app'], ['portal', 'The affiliates’ portal']] as const
  const parts = apps.map(([app, title]) => [`## ${title}`, ...pages.filter((page) => page.app === app).map(describePage)].join('\n\n'))
  return `# Screens\n\nEvery page of both apps over the data of \`fairshare demo\`, wide and light, the portal also on a phone in the dark. Made by \`npm run screens\` from \`test/web/pages.ts\`.\n\n${parts.join('\n\n')}\n`
}

function describePage(page: AppPage): string {
  const title = page.name.slice(0, 1).toUpperCase() + page.name.slice(1).replaceAll('-', ' ')
  const file = fileOf(page)
  const phone = page.app === 'portal' ? ` <img src="${file}-phone.jpg" width="180" alt="${title}, on a phone">` : ''
  return `### ${title}\n${page.about}\n\n<img src="${file}.jpg" width="640" alt="${title}, wide">${phone}`
}

import { fileURLToPath } from 'node:url'
import type { BrowserContext, Page } from 'playwright-core'
import { settled, watchRequests } from './settled.ts'
import { sharedBrowser } from './shared-browser.ts'

/** A session of somebody, as a browser keeps it. */
export interface SessionCookie {
  readonly name: string
  readonly value: string
}

export type Size = 'wide' | 'phone'
export type Theme = 'light' | 'dark'

export const SIZES: Readonly<Record<Size, { readonly width: number; readonly height: number }>> = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }

export interface VisitorOptions {
  readonly origin: string
  /** What the browser's clock shows: the programs' time. */
  readonly now: Date
  readonly session: SessionCookie | null
  readonly size?: Size
  readonly theme?: Theme
  /** BCP 47; English unless told. */
  readonly locale?: string
  /** Answers that are not as the documents declare them, as the server collects them. */
  readonly violations?: string[]
}

/** Somebody with a browser of their own. Whatever goes wrong on their pages is a problem. */
export interface Visitor {
  readonly context: BrowserContext
  readonly page: Page
  /** Uncaught errors, errors in the console, what the content security policy refused, failed calls, scripts that somebody planted. */
  readonly problems: string[]
  /** Calls that were refused (4xx): what a page asks for by itself never is. */
  readonly refusals: string[]
  /** Opens a path and waits until the page has come to rest. */
  open(path: string): Promise<Page>
  /** Goes to another page of the app that is open, as its links do: without loading the app again. */
  go(path: string): Promise<Page>
  /** Becomes somebody else, who knows nothing of before; loading the app in a browser of their own costs thrice as much. */
  become(who: Pick<VisitorOptions, 'session' | 'now'>): Promise<void>
  /** @throws when there are problems; forgets them. */
  expectNoProblems(): void
  /** @throws when there are problems. */
  close(): Promise<void>
}

const WATCH = fileURLToPath(new URL('in-page/watch.js', import.meta.url))
/** Chromium writes every answer from 400 on into the console; a refusal that a page shows is none of its errors. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d/

export async function openVisitor({ origin, now, session, size = 'wide', theme = 'light', locale = 'en', violations = [] }: VisitorOptions): Promise<Visitor> {
  const browser = await sharedBrowser()
  const context = await browser.newContext({
    baseURL: origin, viewport: SIZES[size], colorScheme: theme, locale, timezoneId: 'Europe/Malta', reducedMotion: 'reduce', acceptDownloads: true,
    ...(size === 'phone' ? { hasTouch: true } : {}),
  })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
  const problems: string[] = []
  const refusals: string[] = []
  await context.exposeBinding('reportProblem', (_source, problem: string) => void problems.push(problem))
  await context.addInitScript({ path: WATCH })
  context.on('page', (page) => collectProblems(page, origin, problems, refusals))
  const page = await context.newPage()
  const become: Visitor['become'] = async (who) => {
    await context.clearCookies()
    if (who.session !== null) await context.addCookies([{ ...who.session, url: origin, httpOnly: true, sameSite: 'Lax' }])
    await context.clock.setFixedTime(who.now)
    refusals.length = 0
  }
  await become({ session, now })
  const expectNoProblems = (): void => {
    const found = [...problems.splice(0), ...violations.splice(0)]
    if (found.length > 0) throw new Error(`${new URL(page.url()).pathname}: ${[...new Set(found)].join('\n')}`)
  }
  return {
    context, page, problems, refusals, become, expectNoProblems,
    async open(path) {
      await page.goto(path)
      await settled(page)
      return page
    },
    async go(path) {
      const isOpen = page.url().startsWith(origin) && appOf(new URL(page.url()).pathname) === appOf(path)
      if (!isOpen) await page.goto(path)
      else await page.evaluate(`history.pushState({}, '', ${JSON.stringify(path)})`)
      await settled(page)
      return page
    },
    async close() {
      await context.close()
      expectNoProblems()
    },
  }
}

/** `/admin`, or a portal's `/p/{slug}`. */
function appOf(path: string): string | undefined {
  return /^\/(?:admin|p\/[^/?]+)/.exec(path)?.[0]
}

function collectProblems(page: Page, origin: string, problems: string[], refusals: string[]): void {
  watchRequests(page)
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('crash', () => problems.push('the page crashed'))
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    const answer = `${response.request().method()} ${response.url()} answered ${response.status()}`
    if (response.status() >= 500) problems.push(answer)
    else if (response.status() >= 400) refusals.push(answer)
  })
  page.on('request', (request) => {
    if (/^https?:/.test(request.url()) && !request.url().startsWith(`${origin}/`)) problems.push(`asks another origin: ${request.url()}`)
  })
}

import type { Browser, BrowserContext, Cookie, Page } from 'playwright-core'
import { expect } from 'vitest'
import { launchBrowser } from './browser.ts'
import { type Recorder, startRecorder } from './recorder.ts'
import { type Site, startSite } from './site.ts'

export const CAMPAIGN = 'campaign-1'
// Without a screen Chromium calls itself headless, and a click of such a one counts as a robot's.
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36'

/** A merchant's site with the script on it, a browser for its visitors, and a recorder in place of the server. */
export interface Shop {
  readonly site: Site
  readonly recorder: Recorder
  readonly browser: Browser
  /** What reached the pages' error handlers. */
  readonly errors: string[]
  /** The script and `init`, as a page has them; `options` as it would be written. */
  snippet(options?: string): string
  /** Opens a page of the site as a new visitor, or as one that was here before. */
  visit(path: string, options?: { readonly visitor?: BrowserContext; readonly origin?: string; readonly before?: string }): Promise<Page>
  reset(): Promise<void>
  close(): Promise<void>
}

export async function openShop(): Promise<Shop> {
  const [site, recorder, browser] = await Promise.all([startSite(), startRecorder(), launchBrowser()])
  const visitors = new Set<BrowserContext>()
  const shop: Shop = {
    site,
    recorder,
    browser,
    errors: [],
    snippet: (options = '{}') => `<script src="${recorder.scriptUrl}"></script><script>var tracker = affiliatus.init('${CAMPAIGN}', ${options})</script>`,
    async visit(path, { visitor, origin = site.origin, before } = {}) {
      const context = visitor ?? (await browser.newContext({ locale: 'en-US', userAgent: AGENT }))
      visitors.add(context)
      const page = await context.newPage()
      page.on('pageerror', (error) => shop.errors.push(String(error)))
      if (before !== undefined) await page.addInitScript(before)
      await page.goto(`${origin}${path}`)
      return page
    },
    async reset() {
      await Promise.all([...visitors].map((visitor) => visitor.close()))
      visitors.clear()
      shop.errors.length = 0
      recorder.reset()
      site.head = shop.snippet()
      site.headers = {}
    },
    async close() {
      await browser.close()
      await Promise.all([site.close(), recorder.close()])
    },
  }
  site.head = shop.snippet()
  return shop
}

/** Waits until as many events have arrived as are expected, and answers them. */
export async function arrived({ recorder }: Shop, count: number): Promise<Recorder['events']> {
  await expect.poll(() => recorder.events.length, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(count)
  expect(recorder.events.length).toBe(count)
  return recorder.events
}

export async function cookiesOf(page: Page): Promise<Readonly<Record<string, Cookie>>> {
  return Object.fromEntries((await page.context().cookies()).map((cookie) => [cookie.name, cookie]))
}

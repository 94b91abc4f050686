import { setTimeout as delay } from 'node:timers/promises'
import type { Page, Request } from 'playwright-core'

const PATIENCE_MS = 15_000
const POLL_MS = 15
/** Quiet for so long: what an answer sets off has begun by then. */
const QUIET_MS = 45

/** Of a page of the apps; one of the server's own has no busy parts. */
const AT_REST = `document.readyState === 'complete' && document.querySelector('main') !== null && document.querySelector('[aria-busy="true"]') === null`

const underWay = new WeakMap<Page, Set<Request>>()

/** Notes what a page asks for, from now on. */
export function watchRequests(page: Page): void {
  const requests = new Set<Request>()
  underWay.set(page, requests)
  page.on('request', (request) => requests.add(request))
  const forget = (request: Request): void => void requests.delete(request)
  page.on('requestfinished', forget)
  page.on('requestfailed', forget)
}

/** Waits until a page shows what it came for: nothing is being asked for, nothing says that it is busy, for a moment. */
export async function settled(page: Page): Promise<void> {
  const requests = underWay.get(page) ?? new Set()
  const deadline = performance.now() + PATIENCE_MS
  let quietSince = Number.POSITIVE_INFINITY
  while (performance.now() - quietSince < QUIET_MS || quietSince === Number.POSITIVE_INFINITY) {
    if (performance.now() > deadline) throw new Error(`${page.url()} does not come to rest: ${[...requests].map((request) => request.url()).join(' ') || 'it says that it is busy, or has no main part'}`)
    const isQuiet = requests.size === 0 && (await page.evaluate<boolean>(AT_REST).catch(() => false))
    if (!isQuiet) quietSince = Number.POSITIVE_INFINITY
    else quietSince = Math.min(quietSince, performance.now())
    await delay(POLL_MS)
  }
}

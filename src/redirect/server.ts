import type { IncomingMessage, ServerResponse } from 'node:http'
import { unescape as decodePercent } from 'node:querystring'
import type { Clock } from '../app/clock.ts'
import type { Logger } from '../app/logger.ts'
import type { ClickKeys, MintedClickKey } from '../domain/tracking/click-key.ts'
import type { CachedLink } from './cached-link.ts'
import type { ClientAddresses } from './client-address.ts'
import { type Arrival, arriveAtLink, departFromLink, type FollowMeans } from './follow-link.ts'
import type { LegacyLinks } from './legacy-links.ts'
import type { CachedSlug, LinkCache } from './link-cache.ts'
import { isOwnPath } from './own-path.ts'
import { busyPage, inactivePage, type Page } from './pages.ts'
import { type RequestHeaders, readRequestHeaders } from './request-headers.ts'
import { sendRedirect } from './send-redirect.ts'
import type { Spool, Waiting } from './spool.ts'
import { visitorCookie } from './visitors.ts'

export interface RedirectMeans extends FollowMeans {
  readonly clickKeys: ClickKeys
  readonly links: LinkCache
  readonly legacyLinks: LegacyLinks
  readonly spool: Spool
  readonly clock: Clock
  readonly log: Logger
  readonly addresses: ClientAddresses
  /** Visitors reach us over https: their cookie may insist on it. */
  readonly isSecure: boolean
  readonly counters: RedirectCounters
}

export interface RedirectCounters {
  redirects: number
  linksNotActive: number
  linksNotKnown: number
  failures: number
}

/** Answers the request if it is for a tracking link, and says whether it did. To stand in front of anything else on the same port. */
export type RedirectListener = (request: IncomingMessage, response: ServerResponse) => boolean

const PREFIX = '/c/'
const SLUG_CHARACTERS = 128

/**
 * The redirect on bare node:http: `/c/{slug}` on any host, every path of a click domain, where links need no `/c`, and the addresses of
 * former platforms. Works from memory; only an unknown slug asks the database.
 */
export function createRedirectListener(means: RedirectMeans): RedirectListener {
  const turn = new Turn(means)
  return (request, response) => {
    const url = request.url ?? ''
    const isLinkPath = url.startsWith(PREFIX)
    if (!isLinkPath && !means.links.hasDomains && means.legacyLinks.isEmpty) return false
    const headers = readRequestHeaders(request.rawHeaders)
    const domainProgramId = means.links.programOfHost(headers.host)
    if (!isLinkPath && domainProgramId === undefined && !isLegacyAddress(means, url)) return false
    const visit: Visit = { request, response, headers, domainProgramId, slug: '', query: '' }
    try {
      answer(means, turn, visit, url, isLinkPath)
    } catch (err) {
      fail(means, visit, err)
    }
    return true
  }
}

/** On a host of all programs: whether the address is one of a former platform, and not one of ours. */
function isLegacyAddress({ legacyLinks }: RedirectMeans, url: string): boolean {
  return !legacyLinks.isEmpty && !isOwnPath(url) && legacyLinks.find(undefined, url) !== null
}

/** One request on its way. */
interface Visit {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly headers: RequestHeaders
  /** The program of the click domain it came to. */
  readonly domainProgramId: string | undefined
  slug: string
  query: string
}

function answer(means: RedirectMeans, turn: Turn, visit: Visit, url: string, isLinkPath: boolean): void {
  const { method } = visit.request
  if (method !== 'GET' && method !== 'HEAD') {
    refuseMethod(visit.response)
    return
  }
  const mark = url.indexOf('?')
  visit.query = mark === -1 ? '' : url.slice(mark + 1)
  // Without /c/ a slug only counts on a click domain.
  visit.slug = isLinkPath || visit.domainProgramId !== undefined ? slugOf(url.slice(isLinkPath ? PREFIX.length : 1, mark === -1 ? undefined : mark)) : ''
  const found = lookInMemory(means, visit, url)
  if (found === 'unsure') void lookUp(means, turn, visit)
  else arrive(means, turn, visit, found === 'unknown' ? null : found)
}

/** A link by its slug, else by the address of a former platform that stands for it: then the visit goes on under the link's own slug. */
function lookInMemory({ links, legacyLinks }: RedirectMeans, visit: Visit, url: string): CachedSlug {
  const found = visit.slug === '' ? 'unknown' : links.peek(visit.slug)
  if (typeof found === 'object' && !isForeign(visit, found)) return found
  const legacy = legacyLinks.find(visit.domainProgramId, url)
  if (legacy === null) return found
  visit.slug = legacy.slug
  visit.query = legacy.query
  return links.peek(legacy.slug)
}

/** Whether the link belongs to another program than the click domain does. */
function isForeign({ domainProgramId }: Visit, link: CachedLink): boolean {
  return domainProgramId !== undefined && domainProgramId !== link.program.id
}

/** Asks the database for a slug that memory does not know. Never rejects. */
async function lookUp(means: RedirectMeans, turn: Turn, visit: Visit): Promise<void> {
  try {
    const link = await withinTime(means.links.find(visit.slug))
    arrive(means, turn, visit, link)
  } catch (err) {
    fail(means, visit, err)
  }
}

/** Less than the database's own limits may add up to when it is silent: a pool's queue, a connection, a statement. */
const LOOKUP_TIMEOUT_MS = 3_000

async function withinTime<T>(lookup: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the database did not answer in time')), LOOKUP_TIMEOUT_MS)
  })
  return Promise.race([lookup, late]).finally(() => clearTimeout(timer))
}

function arrive(means: RedirectMeans, turn: Turn, visit: Visit, link: CachedLink | null): void {
  const { domainProgramId } = visit
  if (link === null || isForeign(visit, link)) {
    means.counters.linksNotKnown += 1
    sendPage(visit, inactivePage(domainProgramId === undefined ? null : means.links.fallbackUrl(domainProgramId)))
  } else if (!link.isActive) {
    means.counters.linksNotActive += 1
    sendPage(visit, inactivePage(link.program.fallbackUrl))
  } else {
    follow(means, turn, visit, link)
  }
}

function follow(means: RedirectMeans, turn: Turn, visit: Visit, link: CachedLink): void {
  const { request, headers, query } = visit
  const peer = request.socket.remoteAddress ?? ''
  const arrival = arriveAtLink(
    link,
    {
      isHead: request.method === 'HEAD',
      query,
      headers,
      address: means.addresses.client(peer, headers.forwardedFor),
      isFromProxy: means.addresses.trustsPeer(peer),
      nowMs: means.clock.now().getTime(),
    },
    means,
  )
  turn.add(arrival, visit)
}

/**
 * The visitors of one turn of the event loop. Together they need one call of the cipher and one write; nobody waits for it, because the
 * turn ends when no more requests are there to be read.
 */
class Turn {
  readonly #means: RedirectMeans
  #arrivals: Arrival[] = []
  #visits: Visit[] = []

  constructor(means: RedirectMeans) {
    this.#means = means
  }

  add(arrival: Arrival, visit: Visit): void {
    if (this.#arrivals.length === 0) setImmediate(this.#end)
    this.#arrivals.push(arrival)
    this.#visits.push(visit)
  }

  readonly #end = (): void => {
    const arrivals = this.#arrivals
    const visits = this.#visits
    this.#arrivals = []
    this.#visits = []
    const keys = this.#means.clickKeys.mintAll(arrivals)
    for (let i = 0; i < arrivals.length; i += 1) this.#depart(arrivals[i], keys[i], visits[i])
    this.#means.spool.flush()
  }

  #depart(arrival: Arrival | undefined, key: MintedClickKey | undefined, visit: Visit | undefined): void {
    if (arrival === undefined || key === undefined || visit === undefined) return
    const { spool, counters, isSecure } = this.#means
    try {
      const { location, click } = departFromLink(arrival, key, this.#means)
      const cookie = arrival.newVisitorId === null ? null : visitorCookie(arrival.newVisitorId, isSecure)
      spool.append(click, new RedirectAnswer(visit.response, location, cookie))
      counters.redirects += 1
    } catch (err) {
      fail(this.#means, visit, err)
    }
  }
}

/** The answer that waits until its click is written down. */
class RedirectAnswer implements Waiting {
  readonly #response: ServerResponse
  readonly #location: string
  readonly #cookie: string | null

  constructor(response: ServerResponse, location: string, cookie: string | null) {
    this.#response = response
    this.#location = location
    this.#cookie = cookie
  }

  /** Never throws: the others of this turn wait for their answers too. */
  answer(): void {
    try {
      sendRedirect(this.#response, this.#location, this.#cookie)
    } catch {
      this.#response.destroy()
    }
  }
}

/** The slug in a path; '' for what cannot be one. */
function slugOf(path: string): string {
  const slug = path.endsWith('/') ? path.slice(0, -1) : path
  if (slug.length > SLUG_CHARACTERS * 3) return ''
  const decoded = slug.includes('%') ? decodePercent(slug) : slug
  return decoded.length > SLUG_CHARACTERS || decoded.includes('/') || decoded.includes('\u0000') ? '' : decoded
}

function refuseMethod(response: ServerResponse): void {
  response.writeHead(405, { Allow: 'GET, HEAD', 'Content-Length': '0' }).end()
}

function sendPage({ request, response }: Visit, page: Page): void {
  response.writeHead(page.status, page.headers)
  response.end(request.method === 'HEAD' ? undefined : page.body)
}

const LOG_INTERVAL_MS = 1_000
let logAgainAt = 0

/** What visitors see when something broke: a page that says so, never a stack. */
function fail(means: RedirectMeans, visit: Visit, err: unknown): void {
  means.counters.failures += 1
  // Not one line per visitor: during an outage every guess of a slug ends here.
  const now = performance.now()
  if (now >= logAgainAt) means.log.error({ err, failures: means.counters.failures }, 'redirect: a link could not be followed')
  if (now >= logAgainAt) logAgainAt = now + LOG_INTERVAL_MS
  if (visit.response.headersSent) visit.response.destroy()
  else sendPage(visit, busyPage())
}

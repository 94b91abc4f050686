import { isBlocking, judgeClick } from '../domain/tracking/click-flags.ts'
import type { ClickKeys } from '../domain/tracking/click-key.ts'
import { allowedDeepLink, fillDeepLink, fillLandingPage, type LandingValues, passThrough } from '../domain/tracking/landing-page.ts'
import { cleanText, readVisitorParameters, type VisitorParameters } from '../domain/tracking/visitor-parameters.ts'
import type { CachedLink } from './cached-link.ts'
import type { SpooledClick } from './click-record.ts'
import { isCountryCode } from './country.ts'
import type { RequestHeaders } from './request-headers.ts'
import { type Visitors, visitorOfCookie } from './visitors.ts'

/** A request for a link, as far as it says who follows it. */
export interface FollowRequest {
  readonly isHead: boolean
  /** Behind the `?`. */
  readonly query: string
  readonly headers: RequestHeaders
  /** The visitor's address, in one spelling. */
  readonly address: string
  /** Whether the request came through a proxy of ours, whose word on the country counts. */
  readonly isFromProxy: boolean
  readonly nowMs: number
}

/** What following needs to know and to make. */
export interface FollowMeans {
  readonly clickKeys: ClickKeys
  readonly visitors: Visitors
  readonly countryOf: (address: string) => string | null
  readonly isDatacenter: (address: string) => boolean
}

/** Where the visitor goes, what is noted, and the visitor id to set as a cookie (null: none). */
export interface Followed {
  readonly location: string
  readonly click: SpooledClick
  readonly newVisitorId: Buffer | null
}

const REFERRER_CHARACTERS = 2_048
/** Browsers and proxies in between take 8 KiB of headers; the rest of the answer is small. */
const LOCATION_CHARACTERS = 7_000

/** Decides where a visitor of an active link goes and what is recorded. Everything it changes is in `means`' bounded memories. */
export function followLink(link: CachedLink, request: FollowRequest, means: FollowMeans): Followed {
  const { headers, address } = request
  const agent = means.visitors.agent(headers.userAgent)
  const occurredAtMs = link.program.testNowMs ?? request.nowMs
  let flags = judgeClick({
    isHead: request.isHead,
    isBot: agent.isBot,
    isDatacenter: means.isDatacenter(address),
    secPurpose: headers.secPurpose,
    purpose: headers.purpose,
    secFetchDest: headers.secFetchDest,
    secFetchMode: headers.secFetchMode,
    secFetchUser: headers.secFetchUser,
  })
  const isBlocked = isBlocking(flags)
  const cookieId = visitorOfCookie(headers.cookie)
  const newVisitorId = cookieId === null && !isBlocked ? means.visitors.newId(request.nowMs) : null
  const visitorId = cookieId ?? newVisitorId
  if (!isBlocked && visitorId !== null) {
    const { number: linkNumber, program } = link
    const hasCookie = cookieId !== null
    flags |= means.visitors.flags({ programNumber: program.number, linkNumber, address, agent, visitorId, hasCookie, nowMs: occurredAtMs })
  }
  const key = means.clickKeys.mint({ programNumber: link.program.number, linkNumber: link.number, blocked: isBlocked, nowMs: occurredAtMs })
  const parameters = readVisitorParameters(request.query)
  const country = knownCountry(link, request, means)
  const location = locationOf(link, parameters, {
    clickKey: key.text,
    affiliateId: link.affiliateId,
    trackerId: link.trackerId,
    customParameter: parameters.customParameter,
    subIds: parameters.subIds,
    country,
  })
  const click = {
    clickKey: key.bytes,
    occurredAtMs: key.occurredAtMs,
    recordedAtMs: request.nowMs,
    linkIds: link.ids,
    visitorId,
    flags,
    address,
    agentFamily: agent.family,
    country,
    referringUrl: headers.referer === undefined ? undefined : cleanText(headers.referer, REFERRER_CHARACTERS),
    customParameter: parameters.customParameter,
    subIds: parameters.subIds,
    utm: parameters.utm,
  }
  return { location, click, newVisitorId }
}

/** The country as far as it must be known now: by a proxy's word for free, else only if the landing page shows it. */
function knownCountry(link: CachedLink, request: FollowRequest, means: FollowMeans): string | undefined {
  if (request.isFromProxy && isCountryCode(request.headers.country)) return request.headers.country
  return link.landingPage.needsCountry ? (means.countryOf(request.address) ?? undefined) : undefined
}

function locationOf(link: CachedLink, parameters: VisitorParameters, values: LandingValues): string {
  const location = parameters.deepLink === undefined ? fillLandingPage(link.landingPage, values) : deepLocation(link, parameters.deepLink, values)
  if (!link.isPassThrough || parameters.others.length === 0) return location
  return passThrough(location, parameters.others, LOCATION_CHARACTERS)
}

function deepLocation(link: CachedLink, asked: string, values: LandingValues): string {
  const url = allowedDeepLink(asked, link.deepLinkHosts)
  return url === null ? fillLandingPage(link.brandPage, values) : fillDeepLink(url, link.landingPageUrl, values)
}


import { isBlocking, judgeClick } from '../domain/tracking/click-flags.ts'
import type { ClickKeyInput, MintedClickKey } from '../domain/tracking/click-key.ts'
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
  readonly visitors: Visitors
  readonly countryOf: (address: string) => string | null
  readonly isDatacenter: (address: string) => boolean
}

/** A visitor at an active link: who it is and what the click will be. It is also what its click key is minted from. */
export interface Arrival extends ClickKeyInput {
  readonly link: CachedLink
  readonly request: FollowRequest
  readonly flags: number
  readonly agentFamily: string
  readonly visitorId: Buffer | null
  /** To be set as a cookie; null: the visitor has one, or is none of ours. */
  readonly newVisitorId: Buffer | null
}

/** Where the visitor goes, and what is noted. */
export interface Departure {
  readonly location: string
  readonly click: SpooledClick
}

const REFERRER_CHARACTERS = 2_048
/** Browsers and proxies in between take 8 KiB of headers; the rest of the answer is small. */
const LOCATION_CHARACTERS = 7_000

/** Judges a visitor of an active link. What it changes are `means`' bounded memories of who was here. */
export function arriveAtLink(link: CachedLink, request: FollowRequest, means: FollowMeans): Arrival {
  const { headers, address } = request
  const agent = means.visitors.agent(headers.userAgent)
  const nowMs = link.program.testNowMs ?? request.nowMs
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
  const blocked = isBlocking(flags)
  const cookieId = visitorOfCookie(headers.cookie)
  const newVisitorId = cookieId === null && !blocked ? means.visitors.newId(request.nowMs) : null
  const visitorId = cookieId ?? newVisitorId
  const { number: linkNumber, program } = link
  const programNumber = program.number
  if (!blocked && visitorId !== null) {
    flags |= means.visitors.flags({ programNumber, linkNumber, address, agent, visitorId, hasCookie: cookieId !== null, nowMs })
  }
  return { programNumber, linkNumber, blocked, nowMs, link, request, flags, agentFamily: agent.family, visitorId, newVisitorId }
}

/** Sends the visitor on, under the click key made for it. */
export function departFromLink(arrival: Arrival, clickKey: MintedClickKey, means: FollowMeans): Departure {
  const { link, request } = arrival
  const { headers, address } = request
  const parameters = readVisitorParameters(request.query)
  const { customParameter, subIds, utm } = parameters
  const country = knownCountry(link, request, means)
  const { affiliateId, trackerId } = link
  const location = locationOf(link, parameters, { clickKey: clickKey.text, affiliateId, trackerId, customParameter, subIds, country })
  const click = {
    clickKey,
    recordedAtMs: request.nowMs,
    linkIds: link.ids,
    visitorId: arrival.visitorId,
    flags: arrival.flags,
    address,
    agentFamily: arrival.agentFamily,
    country,
    referringUrl: headers.referer === undefined ? undefined : cleanText(headers.referer, REFERRER_CHARACTERS),
    customParameter,
    subIds,
    utm,
  }
  return { location, click }
}

/** The country as far as it must be known now: by a proxy's word for free, else only if the landing page shows it. */
function knownCountry(link: CachedLink, request: FollowRequest, means: FollowMeans): string | undefined {
  if (request.isFromProxy && isCountryCode(request.headers.country)) return request.headers.country
  return link.landingPage.needsCountry ? (means.countryOf(request.address) ?? undefined) : undefined
}

function locationOf(link: CachedLink, parameters: VisitorParameters, values: LandingValues): string {
  const { deepLink } = parameters
  const location = deepLink === undefined ? fillLandingPage(link.landingPage, values) : deepLocation(link, deepLink, values)
  if (!link.isPassThrough || parameters.others.length === 0) return location
  return passThrough(location, parameters.others, LOCATION_CHARACTERS)
}

function deepLocation(link: CachedLink, asked: string, values: LandingValues): string {
  const url = allowedDeepLink(asked, link.deepLinkHosts)
  return url === null ? fillLandingPage(link.brandPage, values) : fillDeepLink(url, link.landingPageUrl, values)
}


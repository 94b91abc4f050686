import type { Uuid } from '../domain/ids.ts'
import { bytesOfUuid, LATEST_CLICK_MS } from '../domain/tracking/click-key.ts'
import { compileLandingPage, deepLinkHosts, type LandingPage } from '../domain/tracking/landing-page.ts'
import type { LinkRow, ProgramRow } from './read-links.ts'

export interface CachedProgram {
  readonly id: Uuid
  readonly number: number
  readonly isActive: boolean
  /** A test program's frozen present. */
  readonly testNowMs: number | null
  readonly fallbackUrl: string | null
  /** A newer generation of the program has been read. */
  isRetired: boolean
  /** Pages taken apart, by URL: most links of a program share a few. */
  readonly pages: Map<string, LandingPage | null>
}

/** A tracking link with everything that following it needs. */
export interface CachedLink {
  readonly program: CachedProgram
  readonly number: number
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  /** Program, link, affiliate, tracker and brand as a click's record holds them. */
  readonly ids: Buffer
  readonly landingPageUrl: string
  readonly landingPage: LandingPage
  /** Where refused deep links go. */
  readonly brandPage: LandingPage
  readonly deepLinkHosts: ReadonlySet<string>
  readonly isPassThrough: boolean
  /** Whether link, tracker, affiliate, brand and program are all active. */
  readonly isActive: boolean
}

export function programOfRow(row: ProgramRow): CachedProgram {
  return {
    id: row.id,
    number: row.number,
    isActive: row.status === 'active',
    testNowMs: row.test_now === null ? null : Math.min(row.test_now.getTime(), LATEST_CLICK_MS),
    fallbackUrl: row.fallback_url,
    isRetired: false,
    pages: new Map(),
  }
}

const NO_PAGE: LandingPage = { literals: [''], placeholders: [], needsCountry: false }

export function linkOfRow(program: CachedProgram, row: LinkRow): CachedLink {
  const landingPage = pageOf(program, row.landing_page_url)
  return {
    program,
    number: row.number,
    affiliateId: row.affiliate_id,
    trackerId: row.tracker_id,
    ids: Buffer.concat([program.id, row.id, row.affiliate_id, row.tracker_id, row.brand_id].map(bytesOfUuid)),
    landingPageUrl: row.landing_page_url,
    landingPage: landingPage ?? NO_PAGE,
    brandPage: pageOf(program, row.brand_page_url) ?? landingPage ?? NO_PAGE,
    deepLinkHosts: hostsOf(row.deep_link_hosts),
    isPassThrough: row.pass_through,
    isActive: row.is_active && program.isActive && landingPage !== null,
  }
}

function pageOf(program: CachedProgram, url: string): LandingPage | null {
  const known = program.pages.get(url)
  if (known !== undefined) return known
  const page = compileLandingPage(url)
  program.pages.set(url, page)
  return page
}

const NO_HOSTS: ReadonlySet<string> = new Set()

function hostsOf(hosts: readonly string[]): ReadonlySet<string> {
  return hosts.length === 0 ? NO_HOSTS : deepLinkHosts(hosts)
}

import type { Uuid } from '../ids.ts'

/** The values of one click that a landing page's placeholders stand for. */
export interface LandingValues {
  readonly clickKey: string
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  readonly customParameter: string | undefined
  readonly subIds: readonly (string | undefined)[]
  /** ISO 3166-1 alpha-2; undefined when unknown. */
  readonly country: string | undefined
}

type Placeholder = 'clickKey' | 'affiliateId' | 'trackerId' | 'customParameter' | 'country' | number

/** A landing page's URL, taken apart once: `literals[0] + value(placeholders[0]) + literals[1] + …`. */
export interface LandingPage {
  readonly literals: readonly string[]
  readonly placeholders: readonly Placeholder[]
  readonly needsCountry: boolean
}

// Placeholders that can be nothing but a few safe letters; only these may stand in front of the path.
const BRACKETS = new Map<string, Placeholder>([
  ['clickkey', 'clickKey'],
  ['affiliateid', 'affiliateId'],
  ['trackerid', 'trackerId'],
  ['customparameter', 'customParameter'],
  ['country', 'country'],
  ...Array.from({ length: 10 }, (_, i) => [`s${i + 1}`, i] as const),
])
const BRACES = new Map<string, Placeholder>([
  ['click_id', 'clickKey'],
  ['clickkey', 'clickKey'],
])
const PLACEHOLDER = /\[(\w{1,20})\]|\{(\w{1,20})\}/g

/** Takes a landing page's URL apart. Unknown placeholders stay as they are. Null: not a URL of http or https. */
export function compileLandingPage(url: string): LandingPage | null {
  const authority = /^https?:\/\/[^/?#\\]+/i.exec(url)
  return authority === null ? null : compile(url, authority[0].length)
}

/** Puts the values in: one pass, each URL-encoded, so that a value can neither add a parameter nor be expanded again. */
export function fillLandingPage(page: LandingPage, values: LandingValues): string {
  let url = page.literals[0] ?? ''
  for (let i = 0; i < page.placeholders.length; i += 1) {
    url += valueOf(page.placeholders[i] ?? 'clickKey', values) + (page.literals[i + 1] ?? '')
  }
  return url
}

/**
 * Where a deep link goes: the address asked for, if it is https and its host is exactly one that the brand allows. What was checked is
 * what is sent: the parsed address, written anew. Null: not allowed.
 */
export function allowedDeepLink(text: string, hosts: ReadonlySet<string>): URL | null {
  if (hosts.size === 0 || !URL.canParse(text)) return null
  const url = new URL(text)
  const isAllowed = url.protocol === 'https:' && url.username === '' && url.password === '' && hosts.has(url.host)
  return isAllowed ? url : null
}

/** The hosts of a brand's setting as an address would write them. */
export function deepLinkHosts(hosts: readonly string[]): ReadonlySet<string> {
  return new Set(hosts.filter((host) => URL.canParse(`https://${host}`)).map((host) => new URL(`https://${host}`).host))
}

/**
 * A deep link's address with the values in, and with those parameters of the landing page that carry a placeholder (`btag=[ClickKey]`):
 * without them the brand would not learn of the click.
 */
export function fillDeepLink(url: URL, landingPageUrl: string, values: LandingValues): string {
  const carriers = queryOf(landingPageUrl)
    .split('&')
    .filter((pair) => hasPlaceholder(pair) && !url.searchParams.has(nameOf(pair)))
  const filled = fillLandingPage(compile(url.href, url.origin.length), values)
  return carriers.length === 0 ? filled : appendQuery(filled, fillLandingPage(compile(carriers.join('&'), 0), values))
}

/** Adds visitor parameters that the address does not have yet, until `characters` are reached. The link's own parameters win. */
export function passThrough(url: string, parameters: readonly (readonly [string, string])[], characters: number): string {
  const taken = new Set(queryOf(url).split('&').map((pair) => nameOf(pair).toLowerCase()))
  let query = ''
  for (const [name, value] of parameters) {
    if (taken.has(name.toLowerCase())) continue
    const pair = value === '' ? encode(name) : `${encode(name)}=${encode(value)}`
    if (url.length + query.length + pair.length + 2 > characters) break
    taken.add(name.toLowerCase())
    query += query === '' ? pair : `&${pair}`
  }
  return query === '' ? url : appendQuery(url, query)
}

function compile(text: string, authorityEnd: number): LandingPage {
  const literals: string[] = []
  const placeholders: Placeholder[] = []
  let literalStart = 0
  for (const match of text.matchAll(PLACEHOLDER)) {
    const placeholder = placeholderOf(match)
    if (placeholder === undefined || (match.index < authorityEnd && isVisitors(placeholder))) continue
    literals.push(asciiOnly(text.slice(literalStart, match.index)))
    placeholders.push(placeholder)
    literalStart = match.index + match[0].length
  }
  literals.push(asciiOnly(text.slice(literalStart)))
  return { literals, placeholders, needsCountry: placeholders.includes('country') }
}

function placeholderOf(match: RegExpExecArray): Placeholder | undefined {
  const [, bracketed, braced] = match
  return bracketed === undefined ? BRACES.get((braced ?? '').toLowerCase()) : BRACKETS.get(bracketed.toLowerCase())
}

/** What the visitor decides must not decide the host. */
function isVisitors(placeholder: Placeholder): boolean {
  return typeof placeholder === 'number' || placeholder === 'customParameter'
}

function valueOf(placeholder: Placeholder, values: LandingValues): string {
  if (typeof placeholder === 'number') return encode(values.subIds[placeholder] ?? '')
  if (placeholder === 'customParameter') return encode(values.customParameter ?? '')
  return values[placeholder] ?? ''
}

const PLAIN = /^[\w.~-]*$/

function encode(value: string): string {
  return PLAIN.test(value) ? value : encodeURIComponent(value.toWellFormed())
}

/** The text as a header can carry it: a line break or a letter beyond ASCII would make the answer fail. */
function asciiOnly(text: string): string {
  return text.replace(/[^\x21-\x7e]+/g, (run) => encodeURIComponent(run.toWellFormed()))
}

function hasPlaceholder(text: string): boolean {
  return compile(text, 0).placeholders.length > 0
}

function queryOf(url: string): string {
  const beforeHash = url.split('#', 1)[0] ?? ''
  const mark = beforeHash.indexOf('?')
  return mark === -1 ? '' : beforeHash.slice(mark + 1)
}

function nameOf(pair: string): string {
  const name = pair.split('=', 1)[0] ?? ''
  return new URLSearchParams(`${name}=`).keys().next().value ?? ''
}

function appendQuery(url: string, query: string): string {
  const hash = url.indexOf('#')
  const base = hash === -1 ? url : url.slice(0, hash)
  const mark = !base.includes('?') ? '?' : /[?&]$/.test(base) ? '' : '&'
  return base + mark + query + url.slice(base.length)
}

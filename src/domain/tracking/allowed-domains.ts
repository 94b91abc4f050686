const LABEL = '(?!-)[a-z0-9-]{0,62}[a-z0-9]'
const LONGEST_HOST = 253
const DOMAIN_PATTERN = new RegExp(`^(?<wildcard>\\*\\.)?(?<host>${LABEL}(?:\\.${LABEL})*)(?::(?<port>[1-9]\\d{0,4}))?$`)
const LARGEST_PORT = 65_535
/** What browsers send as `Origin` for pages without one: sandboxed frames such as those in which shops run pixels, files. */
const OPAQUE_ORIGIN = 'null'
const STANDARD_PORTS: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' }

interface AllowedDomain {
  readonly host: string
  readonly port: string | undefined
  /** `*.host`: any host below it, not the host itself. */
  readonly isWildcard: boolean
}

/** Whether a text can stand in a program's allowed domains: a bare host in lower case, `*.` before it or `:port` behind it if need be; or `null`. */
export function isAllowedDomain(text: string): boolean {
  return parseDomain(text) !== null
}

/**
 * Whether pages of this `Origin` may report to a program with these allowed domains. A domain without a port means the scheme's own,
 * `*.host` any host below `host`, `null` pages whose origin is opaque. A missing origin is none of them.
 */
export function isAllowedOrigin(origin: string | undefined, allowedDomains: readonly string[]): boolean {
  if (origin === OPAQUE_ORIGIN) return allowedDomains.includes(OPAQUE_ORIGIN)
  const page = origin === undefined ? null : parseOrigin(origin)
  if (page === null) return false
  return allowedDomains.some((text) => {
    const domain = parseDomain(text)
    return domain !== null && matches(page, domain)
  })
}

/** Every text by which a program can allow pages of this `Origin`; none for what is no page's. */
export function domainsOfOrigin(origin: string): string[] {
  if (origin === OPAQUE_ORIGIN) return [OPAQUE_ORIGIN]
  const page = parseOrigin(origin)
  if (page === null) return []
  const labels = page.host.split('.')
  const hosts = [page.host, ...labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`)]
  return hosts.flatMap((host) => (page.port === page.standardPort ? [host, `${host}:${page.port}`] : [`${host}:${page.port}`]))
}

interface PageOrigin {
  readonly host: string
  readonly port: string
  readonly standardPort: string
}

/** Only what a browser sends as `Origin`: scheme, host, port, and nothing else. */
function parseOrigin(origin: string): PageOrigin | null {
  const url = URL.parse(origin)
  const standardPort = url === null ? undefined : STANDARD_PORTS[url.protocol]
  if (url === null || standardPort === undefined || url.origin !== origin) return null
  return { host: url.hostname, port: url.port === '' ? standardPort : url.port, standardPort }
}

function parseDomain(text: string): AllowedDomain | null {
  const { host, port, wildcard } = DOMAIN_PATTERN.exec(text)?.groups ?? {}
  if (host === undefined || host.length > LONGEST_HOST || Number(port ?? 0) > LARGEST_PORT) return null
  return { host, port, isWildcard: wildcard !== undefined }
}

function matches(page: PageOrigin, domain: AllowedDomain): boolean {
  if (page.port !== (domain.port ?? page.standardPort)) return false
  return domain.isWildcard ? page.host.endsWith(`.${domain.host}`) : page.host === domain.host
}

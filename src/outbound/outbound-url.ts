import { isIP } from 'node:net'
import { isPublicAddress, isWithin, type Network } from './outbound-address.ts'

const LONGEST_URL = 2_048
const HTTPS_PORT = 443
const FIRST_FREE_PORT = 1_024

/** Services that must not be talked to by accident, above the reserved ports (fetch.spec.whatwg.org, "bad port"; databases and caches). */
const BAD_PORTS = new Set([
  1_433, 1_521, 1_719, 1_720, 1_723, 2_049, 2_375, 2_379, 3_306, 3_659, 4_045, 4_190, 5_060, 5_061, 5_432, 6_000, 6_379, 6_566, 6_665, 6_666, 6_667, 6_668, 6_669, 6_679, 6_697,
  9_200, 10_080, 10_250, 11_211, 27_017,
])

/** What of where calls may go can be said without asking for the address of a name. */
export interface OutboundRules {
  /** Networks outside the public internet that calls may reach (OUTBOUND_ALLOW). */
  readonly allowed: readonly Network[]
  /** Our own host, as in PUBLIC_URL: nobody makes us call ourselves. */
  readonly ownHost: string
}

/**
 * Reads a URL that calls may go to, as far as the text tells; null for any other: https, without credentials, a port of 443 or above 1023
 * that is no known service, a host that is neither ourselves nor an address or a name of the inside. Plain http and other ports pass where
 * some networks are allowed; whether the address is in one of them is seen when it is known.
 */
export function parseOutboundUrl(text: string, { allowed, ownHost }: OutboundRules): URL | null {
  // The parser would silently drop tabs, line breaks and blanks.
  if (text.length > LONGEST_URL || /[\u0000-\u0020\u007f\\]/.test(text)) return null
  const url = URL.parse(text)
  if (url === null || url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/?#]*@/i.test(text)) return null
  const host = hostOf(url)
  if (host === '' || host === ownHost) return null
  if (isIP(host) !== 0) return mayReach(url, host, allowed) ? url : null
  if (allowed.length > 0) return isWeb(url) ? url : null
  return isSecure(url) && isPublicName(host) ? url : null
}

/** Whether a URL may be called at this address, which its host is or stands for. */
export function mayReach(url: URL, address: string, allowed: readonly Network[]): boolean {
  return isWithin(address, allowed) ? isWeb(url) : isSecure(url) && isPublicAddress(address)
}

/** The host without the brackets of IPv6 and the dot at the end of a full name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

function isWeb({ protocol }: URL): boolean {
  return protocol === 'https:' || protocol === 'http:'
}

function isSecure({ protocol, port }: URL): boolean {
  const number = port === '' ? HTTPS_PORT : Number(port)
  return protocol === 'https:' && (number === HTTPS_PORT || (number >= FIRST_FREE_PORT && !BAD_PORTS.has(number)))
}

const INSIDE_NAMES = /(?:^|\.)(?:localhost|local|localdomain|internal|intranet|lan|home|corp|private|home\.arpa|in-addr\.arpa|ip6\.arpa)$/

function isPublicName(host: string): boolean {
  return host.includes('.') && !INSIDE_NAMES.test(host)
}

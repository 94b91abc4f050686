import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'

/** What an address becomes in the database. */
export interface PlacedAddress {
  /** As PostgreSQL's inet is sent; null when there is no address. */
  readonly inet: Buffer | null
  /** Two letters, or null when unknown. */
  readonly country: Buffer | null
}

const REMEMBERED_ADDRESSES = 10_000
// inet on the wire: family, prefix length, is-cidr, number of bytes, bytes.
const IPV4 = { family: 2, bytes: 4, keptBits: 24 }
const IPV6 = { family: 3, bytes: 16, keptBits: 48 }
const NOWHERE: PlacedAddress = { inet: null, country: null }

/** Turns addresses into what is stored of them. `keepsWhole`: all of the address, else its /24, or /48 of IPv6. */
export function placeAddresses(countryOf: (address: string) => string | null, keepsWhole: boolean): (address: string) => PlacedAddress {
  const remembered = new LRUCache<string, PlacedAddress>({ max: REMEMBERED_ADDRESSES })
  return (address) => {
    const known = remembered.get(address)
    if (known !== undefined) return known
    const country = countryOf(address)
    const code = country === null ? null : Buffer.from(country)
    const placed = ipaddr.isValid(address) ? { inet: inetOf(address, keepsWhole), country: code } : NOWHERE
    remembered.set(address, placed)
    return placed
  }
}

function inetOf(address: string, keepsWhole: boolean): Buffer {
  const parsed = ipaddr.parse(address)
  const kind = parsed.kind() === 'ipv4' ? IPV4 : IPV6
  const bits = keepsWhole ? kind.bytes * 8 : kind.keptBits
  const bytes = parsed.toByteArray().map((byte, i) => (i * 8 < bits ? byte : 0))
  return Buffer.from([kind.family, bits, 0, kind.bytes, ...bytes])
}

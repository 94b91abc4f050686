import ipaddr from 'ipaddr.js'

/** Which peers may say in X-Forwarded-For whom they speak for: nobody, so many hops, or these addresses and networks. */
export type TrustProxy = false | number | readonly string[]

/** Whom a request comes from, whatever the request claims. */
export class ClientAddresses {
  readonly #hops: number
  readonly #networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]

  constructor(trust: TrustProxy) {
    this.#hops = typeof trust === 'number' ? trust : 0
    this.#networks = typeof trust === 'object' ? trust.map(parseNetwork) : []
  }

  /** The address of the visitor: the first one, walking back from the socket, that no trusted proxy speaks for. */
  client(peer: string, forwardedFor: string | undefined): string {
    if (forwardedFor === undefined || (this.#hops === 0 && this.#networks.length === 0)) return canonicalAddress(peer)
    let client = canonicalAddress(peer)
    const forwarded = forwardedFor.split(',')
    for (let hop = 0; this.#trusts(client, hop); hop += 1) {
      const before = forwarded.pop()?.trim()
      if (before === undefined || !ipaddr.isValid(before)) break
      client = canonicalAddress(before)
    }
    return client
  }

  /** Whether the socket's other end is a proxy of ours, whose headers (country, scheme) count. */
  trustsPeer(peer: string): boolean {
    return (this.#hops > 0 || this.#networks.length > 0) && this.#trusts(canonicalAddress(peer), 0)
  }

  #trusts(address: string, hop: number): boolean {
    if (this.#hops > 0) return hop < this.#hops
    return isWithin(address, this.#networks)
  }
}

/** Whether an address lies in one of the networks. */
export function isWithin(address: string, networks: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][]): boolean {
  if (networks.length === 0 || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some(([network, bits]) => parsed.kind() === network.kind() && parsed.match(network, bits))
}

/** Parses `10.0.0.0/8`, `::1` and the like. @throws when it is neither an address nor a network. */
export function parseNetwork(text: string): [ipaddr.IPv4 | ipaddr.IPv6, number] {
  if (text.includes('/')) return ipaddr.parseCIDR(text)
  const address = ipaddr.process(text)
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}

const IPV4 = /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/
const MAPPED_PREFIX = '::ffff:'

/** One text per address however it is written: IPv4 without its IPv6 cloak, IPv6 in its short form without zone. */
export function canonicalAddress(address: string): string {
  if (IPV4.test(address)) return address
  if (address.startsWith(MAPPED_PREFIX) && IPV4.test(address.slice(MAPPED_PREFIX.length))) return address.slice(MAPPED_PREFIX.length)
  if (!ipaddr.isValid(address)) return ''
  return ipaddr.process(address.split('%', 1)[0] ?? '').toString()
}

const IPV6_NETWORK_GROUPS = 4

/** The network that counts as one visitor: an IPv4 address, or the /64 of an IPv6 one (a household has all of it). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  return ipaddr.parse(address).toNormalizedString().split(':').slice(0, IPV6_NETWORK_GROUPS).join(':')
}

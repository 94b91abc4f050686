import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
export type Network = [Address, number]

/** Global unicast: what IANA has given out. The rest of IPv6, IPv4-compatible addresses among it, is nobody's. */
const GLOBAL_UNICAST: Network = ipaddr.parseCIDR('2000::/3')

/** Addresses of clouds' own services that look public: Azure's wire server, which answers every virtual machine. */
const CLOUD_SERVICES = new Set(['168.63.129.16'])

/** Networks as OUTBOUND_ALLOW has them: addresses, or with a number of bits. */
export function parseNetworks(texts: readonly string[]): Network[] {
  return texts.map((text) => {
    if (text.includes('/')) return ipaddr.parseCIDR(text)
    const address = ipaddr.parse(text)
    return [address, address.kind() === 'ipv4' ? 32 : 128]
  })
}

/** An IPv4 address in IPv6's clothes counts as the IPv4 address that it is. */
export function isWithin(text: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

/**
 * Whether an address is somewhere in the public internet: global unicast, no documentation, transition (NAT64, 6to4, Teredo: they lead to
 * IPv4 addresses that nobody checked) or cloud service. Written in IPv6, an IPv4 address is none: who writes it like that wants around this.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast' || CLOUD_SERVICES.has(address.toString())) return false
  return address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST)
}

/** One text for an address, however it is written. */
export function canonicalAddress(text: string): string {
  return ipaddr.process(text).toString()
}

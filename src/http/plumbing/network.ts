import ipaddr from 'ipaddr.js'

const IPV6_NETWORK_GROUPS = 4

/** The network an address belongs to, one text however the address is written: IPv4 as it is, IPv6 by its /64. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.kind() === 'ipv4') return parsed.toString()
  return parsed.toNormalizedString().split(':').slice(0, IPV6_NETWORK_GROUPS).join(':')
}

import { Resolver, lookup } from 'node:dns/promises'

/** All addresses that a name stands for. Rejects when there are none. */
export type ResolveHost = (host: string) => Promise<readonly string[]>

const DNS_TRIES = 2
const DNS_TIMEOUT_MS = 1_500

/** Asks the name servers themselves: slow ones of a stranger's domain hold up this call only, not the threads that files and hashes need. */
export async function resolvePublicHost(host: string): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES })
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = found.flatMap((family) => (family.status === 'fulfilled' ? family.value : []))
  if (addresses.length === 0) throw new Error(`no address of ${host}`)
  return addresses
}

/** Asks the system, which also knows the names of its own network: hosts files, containers. */
export async function resolveSystemHost(host: string): Promise<readonly string[]> {
  return (await lookup(host, { all: true })).map(({ address }) => address)
}

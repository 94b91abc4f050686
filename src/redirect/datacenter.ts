import { existsSync, readFileSync } from 'node:fs'
import ipaddr from 'ipaddr.js'
import { LRUCache } from 'lru-cache'
import { ConfigError } from '../app/config.ts'
import { isWithin, parseNetwork } from './client-address.ts'

/** Networks of hosting companies, one address or network per line; `#` begins a comment. Ours to use, the operator's to fill. */
export const DATACENTER_FILE = 'datacenter-networks.txt'
const REMEMBERED_ADDRESSES = 10_000
const IPV4_BITS = 32

type Network = ReturnType<typeof parseNetwork>

/**
 * Whether an address is a data centre's, by the list in the data folder (nobody's without one). People browse from there too, through
 * VPNs, so the flag is only reported. @throws ConfigError naming the line that is neither an address nor a network.
 */
export function readDatacenters(file: string): (address: string) => boolean {
  if (!existsSync(file)) return () => false
  const networks = parseLines(readFileSync(file, 'utf8'), file)
  const ipv4 = new Ipv4Ranges(networks.filter(([address]) => address.kind() === 'ipv4'))
  const ipv6 = networks.filter(([address]) => address.kind() === 'ipv6')
  const remembered = new LRUCache<string, boolean>({ max: REMEMBERED_ADDRESSES })
  return (address) => {
    const known = remembered.get(address)
    if (known !== undefined) return known
    const found = address.includes(':') ? isWithin(address, ipv6) : ipv4.has(address)
    remembered.set(address, found)
    return found
  }
}

function parseLines(text: string, file: string): Network[] {
  const lines = text.split('\n').map((line) => (line.split('#', 1)[0] ?? '').trim())
  return lines.flatMap((line, i) => {
    if (line === '') return []
    try {
      return [parseNetwork(line)]
    } catch {
      throw new ConfigError(`${file}: line ${i + 1} is neither an address nor a network ("${line.slice(0, 60)}")`)
    }
  })
}

/** Sorted ranges, searched by halves: lists of clouds have ten thousand entries. */
class Ipv4Ranges {
  readonly #first: number[] = []
  readonly #last: number[] = []

  constructor(networks: readonly Network[]) {
    const ranges = networks.map(([address, bits]) => rangeOf(numberOf(address.toByteArray()), bits)).sort((a, b) => a.first - b.first)
    for (const { first, last } of ranges) {
      const end = this.#last.at(-1)
      // Overlapping ranges become one, so that the range found is the only one that can hold the address.
      if (end !== undefined && first <= end + 1) this.#last[this.#last.length - 1] = Math.max(end, last)
      else {
        this.#first.push(first)
        this.#last.push(last)
      }
    }
  }

  has(address: string): boolean {
    if (!ipaddr.IPv4.isValid(address)) return false
    const wanted = numberOf(ipaddr.IPv4.parse(address).octets)
    let low = 0
    let high = this.#first.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#first[middle] ?? 0) <= wanted) low = middle + 1
      else high = middle
    }
    return low > 0 && wanted <= (this.#last[low - 1] ?? -1)
  }
}

function rangeOf(address: number, bits: number): { first: number, last: number } {
  const size = 2 ** (IPV4_BITS - bits)
  const first = address - (address % size)
  return { first, last: first + size - 1 }
}

function numberOf(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0)
}

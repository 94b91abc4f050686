import { randomInt } from 'node:crypto'

const WAYS = 8

// An entry: two halves of the key, second of the first time, count. Side by side, so that a bucket is two lines of the processor's cache.
const ENTRY = 4
const HIGH = 1
const SINCE = 2
const COUNT = 3

/**
 * Counts how often a key came within a window, for very many keys in a fixed memory (16 bytes per key). When a bucket is full its oldest
 * key is forgotten, so a flood of keys costs precision, never memory. Keys are two 32-bit hashes, see `KeyHash`.
 */
export class RecentKeys {
  readonly #mask: number
  readonly #windowSeconds: number
  readonly #entries: Uint32Array

  /** `capacity`: keys kept at the same time, a power of two. */
  constructor(capacity: number, windowSeconds: number) {
    this.#mask = capacity / WAYS - 1
    this.#windowSeconds = windowSeconds
    this.#entries = new Uint32Array(capacity * ENTRY)
  }

  /** Notes the key once more; answers how often it came since its window began, this time included. */
  count(low: number, high: number, nowMs: number): number {
    const entries = this.#entries
    const now = Math.floor(nowMs / 1000)
    const first = (low & this.#mask) * WAYS * ENTRY
    let oldest = first
    for (let i = first; i < first + WAYS * ENTRY; i += ENTRY) {
      if (entries[i] === low && entries[i + HIGH] === high) return this.#again(i, now)
      if ((entries[i + SINCE] ?? 0) < (entries[oldest + SINCE] ?? 0)) oldest = i
    }
    entries[oldest] = low
    entries[oldest + HIGH] = high
    return this.#begin(oldest, now)
  }

  #again(i: number, now: number): number {
    if (now - (this.#entries[i + SINCE] ?? 0) >= this.#windowSeconds) return this.#begin(i, now)
    const count = (this.#entries[i + COUNT] ?? 0) + 1
    this.#entries[i + COUNT] = count
    return count
  }

  #begin(i: number, now: number): number {
    this.#entries[i + SINCE] = now
    this.#entries[i + COUNT] = 1
    return 1
  }
}

/** Two independent 32-bit hashes of a mixture of numbers and texts; seeded per process, so that nobody outside can aim for a bucket. */
export class KeyHash {
  static readonly #seed = randomInt(2 ** 32 - 1)
  low = 0
  high = 0

  /** Begins anew. */
  reset(): this {
    this.low = KeyHash.#seed >>> 0
    this.high = ~KeyHash.#seed >>> 0
    return this
  }

  number(value: number): this {
    this.low = Math.imul(this.low ^ value, 2_654_435_761)
    this.low = (this.low ^ (this.low >>> 15)) >>> 0
    this.high = Math.imul(this.high ^ value, 1_597_334_677)
    this.high = (this.high ^ (this.high >>> 13)) >>> 0
    return this
  }

  text(value: string): this {
    let low = this.low
    let high = this.high
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i)
      low = Math.imul(low ^ code, 2_654_435_761)
      high = Math.imul(high ^ code, 1_597_334_677)
    }
    this.low = (low ^ (low >>> 16)) >>> 0
    this.high = (high ^ (high >>> 15)) >>> 0
    return this
  }

  bytes(value: Buffer): this {
    for (let i = 0; i + 4 <= value.length; i += 4) this.number(value.readUInt32LE(i))
    return this
  }
}

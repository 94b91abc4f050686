/** Pseudo-random numbers from a seed (sfc32): the same seed gives the same numbers on every machine. */
export class Random {
  #a: number
  #b: number
  #c: number
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / 2 ** 32) | 0
    this.#c = 0x9e3779b9 | 0
    for (let i = 0; i < 12; i += 1) this.#next32()
  }

  #next32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** From 0 up to, not including, 1. */
  fraction(): number {
    return this.#next32() / 2 ** 32
  }

  /** A whole number of the range, both ends included. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1))
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.integer(0, list.length - 1)] ?? list[0]
  }

  /** An amount with cents; small ones are more frequent than large ones. */
  amount(from: number, to: number): number {
    const weight = this.fraction() ** 2
    return Math.round((from + (to - from) * weight) * 100) / 100
  }

  /** `bytes` random bytes. */
  bytes(bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes)
    for (let i = 0; i < bytes; i += 1) buffer[i] = this.#next32() & 0xff
    return buffer
  }
}

/** Adds decimal texts exactly. All amounts of one statement have the same number of decimals; with other amounts the sum has the longest. */
export class ExactSum {
  #units = 0n
  #decimals = 0

  add(amount: string): this {
    const [whole = '0', fraction = ''] = amount.split('.')
    const decimals = Math.max(this.#decimals, fraction.length)
    this.#units = this.#units * 10n ** BigInt(decimals - this.#decimals) + BigInt(whole + fraction) * 10n ** BigInt(decimals - fraction.length)
    this.#decimals = decimals
    return this
  }

  subtract(amount: string): this {
    return this.add(amount.startsWith('-') ? amount.slice(1) : `-${amount}`)
  }

  equals(amount: string): boolean {
    return new ExactSum().add(amount).subtract(this.toString()).#units === 0n
  }

  toString(): string {
    const digits = (this.#units < 0n ? -this.#units : this.#units).toString().padStart(this.#decimals + 1, '0')
    const text = this.#decimals === 0 ? digits : `${digits.slice(0, -this.#decimals)}.${digits.slice(-this.#decimals)}`
    return this.#units < 0n ? `-${text}` : text
  }
}

export function sumOf(amounts: Iterable<string>): ExactSum {
  const sum = new ExactSum()
  for (const amount of amounts) sum.add(amount)
  return sum
}

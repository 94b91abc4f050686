/** An exact number: a numerator over a positive denominator, in lowest terms. The oracle computes with nothing else. */
export class Fraction {
  static readonly ZERO = new Fraction(0n, 1n)
  readonly numerator: bigint
  readonly denominator: bigint

  private constructor(numerator: bigint, denominator: bigint) {
    this.numerator = numerator
    this.denominator = denominator
  }

  static of(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
    const [top, bottom] = [BigInt(numerator), BigInt(denominator)]
    if (bottom === 0n) throw new RangeError('nothing is divided by zero')
    const sign = bottom < 0n ? -1n : 1n
    const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom * sign) || 1n
    return new Fraction((sign * top) / divisor, (sign * bottom) / divisor)
  }

  /** Of a decimal: `-12.5`, as a text or as a number that prints so. */
  static decimal(value: string | number): Fraction {
    const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value))
    if (match === null) throw new RangeError(`not a decimal: ${value}`)
    const [, sign = '', whole = '', fraction = ''] = match
    return Fraction.of(BigInt(sign + whole + fraction), 10n ** BigInt(fraction.length))
  }

  /** Of percent as plans write them: "7.5" is 75 thousandths. */
  static percent(text: string): Fraction {
    return Fraction.decimal(text).over(Fraction.of(100n))
  }

  plus(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator + other.numerator * this.denominator, this.denominator * other.denominator)
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negated())
  }

  times(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.numerator, this.denominator * other.denominator)
  }

  over(other: Fraction): Fraction {
    return Fraction.of(this.numerator * other.denominator, this.denominator * other.numerator)
  }

  negated(): Fraction {
    return new Fraction(-this.numerator, this.denominator)
  }

  /** Negative, zero or positive, as this is less than, equal to or more than the other. */
  compare(other: Fraction): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator
    return difference < 0n ? -1 : difference > 0n ? 1 : 0
  }

  isAtLeast(other: Fraction): boolean {
    return this.compare(other) >= 0
  }

  isBelow(other: Fraction): boolean {
    return this.compare(other) < 0
  }

  get isZero(): boolean {
    return this.numerator === 0n
  }

  get isNegative(): boolean {
    return this.numerator < 0n
  }

  get isPositive(): boolean {
    return this.numerator > 0n
  }

  /** In units of 10^-digits, a half going away from zero. */
  rounded(digits: number): bigint {
    const scaled = this.numerator * 10n ** BigInt(digits)
    const [magnitude, sign] = scaled < 0n ? [-scaled, -1n] : [scaled, 1n]
    const down = magnitude / this.denominator
    const isHalfOrMore = 2n * (magnitude % this.denominator) >= this.denominator
    return sign * (isHalfOrMore ? down + 1n : down)
  }

  toString(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`
  }
}

export function sum(values: Iterable<Fraction>): Fraction {
  let total = Fraction.ZERO
  for (const value of values) total = total.plus(value)
  return total
}

export function smaller(a: Fraction, b: Fraction): Fraction {
  return a.isBelow(b) ? a : b
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestCommonDivisor(b, a % b)
}

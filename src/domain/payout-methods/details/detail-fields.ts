import { DomainError, type FieldError } from '../../errors.ts'

/** Details as they were given: every field a text. */
export type GivenDetails = Readonly<Record<string, string | null | undefined>>

/** A text in its one form, or what is wrong with it. */
export type Reading<T extends string = string> = { readonly value: T } | { readonly code: string; readonly message: string }

/**
 * Takes the fields of given details one by one and collects what is wrong with them; `refuseErrors` throws it, together with fields that
 * nobody asked for. Messages never repeat what was given.
 */
export class DetailFields {
  readonly #given: ReadonlyMap<string, string>
  readonly #asked = new Set<string>()
  readonly #errors: FieldError[] = []

  constructor(given: GivenDetails) {
    this.#given = new Map(Object.entries(given).flatMap(([name, text]) => (text === null || text === undefined ? [] : [[name, text] as const])))
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  /** Null: not given, or wrong. */
  optional<T extends string>(name: string, read: (text: string) => Reading<T>): T | null {
    this.#asked.add(name)
    const text = this.#given.get(name)
    if (text === undefined) return null
    const reading = read(text)
    if ('value' in reading) return reading.value
    this.refuse(name, reading.code, reading.message)
    return null
  }

  /** Null: missing or wrong, which is noted. */
  required<T extends string>(name: string, read: (text: string) => Reading<T>): T | null {
    if (!this.has(name)) this.refuse(name, 'required', 'Expected a text.')
    return this.optional(name, read)
  }

  refuse(name: string, code: string, message: string): void {
    this.#errors.push({ path: `details.${name}`, code, message })
  }

  /** Throws `invalid_request`. */
  refuseErrors(): void {
    for (const name of this.#given.keys()) {
      if (!this.#asked.has(name)) this.refuse(name, 'unknown_field', 'This kind of payout method has no such field.')
    }
    if (this.#errors.length > 0) throw new DomainError('invalid_request', { errors: this.#errors })
  }
}

/** One line of text without control characters, at most so long. */
export function lineOf(longest: number): (text: string) => Reading {
  return (text) => {
    const value = text.trim()
    const isLine = value !== '' && value.length <= longest && !/\p{Cc}|\p{Cs}/u.test(value)
    return isLine ? { value } : { code: 'invalid_text', message: `Expected one line of at most ${longest} characters.` }
  }
}

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): (text: string) => Reading<T> {
  return (text) => {
    const value = words.find((word) => word === text)
    return value === undefined ? { code: 'invalid_value', message: `Expected one of ${words.join(', ')}.` } : { value }
  }
}

import { randomFillSync } from 'node:crypto'

/** A UUIDv7 in text form: made by us before the insert, ordered by the time it was made. */
export type Uuid = string & { readonly __brand?: 'Uuid' }

/** Stands for "no owner" in keys that may not be null (program-wide accounts, unscoped aggregates). */
export const NIL_UUID = '00000000-0000-0000-0000-000000000000'

const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether a text is a UUID as we write them (lower case, with dashes). */
export function isUuid(text: string): boolean {
  return UUID_PATTERN.test(text)
}

const pool = Buffer.alloc(4096)
/** Random bytes as hex, used up from the front. */
let digits = ''
let digitsUsed = 0
const DIGITS_PER_ID = 16
let lastMs = 0
let counter = 0
/** The time of lastMs, as the first two groups of an id. */
let time = ''

/** Makes a UUIDv7. Ids of one process only grow, also within a millisecond (RFC 9562 §6.2, method 1: a 12-bit counter). */
export function newId(nowMs: number = Date.now()): Uuid {
  if (nowMs > lastMs) {
    tick(nowMs)
  } else if (++counter > 0xfff) {
    tick(lastMs + 1)
  }
  if (digitsUsed + DIGITS_PER_ID > digits.length) {
    digits = randomFillSync(pool).toString('hex')
    digitsUsed = 0
  }
  const start = digitsUsed
  digitsUsed += DIGITS_PER_ID
  // The variant takes the place of two bits of the first random digit.
  const variant = VARIANTS[digits.charCodeAt(start) & 3]
  return `${time}-7${COUNTERS[counter]}-${variant}${digits.slice(start + 1, start + 4)}-${digits.slice(start + 4, start + DIGITS_PER_ID)}`
}

const VARIANTS = ['8', '9', 'a', 'b']
const COUNTERS = Array.from({ length: 0x1000 }, (_, value) => value.toString(16).padStart(3, '0'))

function tick(ms: number): void {
  lastMs = ms
  counter = 0
  const text = ms.toString(16).padStart(12, '0')
  time = `${text.slice(0, 8)}-${text.slice(8)}`
}

/** The smallest UUIDv7 of an instant: a bound for ranges of ids that stand for ranges of time. */
export function firstIdAt(instant: Date): Uuid {
  const text = instant.getTime().toString(16).padStart(12, '0')
  return `${text.slice(0, 8)}-${text.slice(8)}-0000-0000-000000000000`
}

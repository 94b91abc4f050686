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
let poolOffset = pool.length
let lastMs = 0
let counter = 0

/** Makes a UUIDv7. Ids of one process only grow, also within a millisecond (RFC 9562 §6.2, method 1: a 12-bit counter). */
export function newId(nowMs: number = Date.now()): Uuid {
  if (nowMs > lastMs) {
    lastMs = nowMs
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  if (poolOffset + 8 > pool.length) {
    randomFillSync(pool)
    poolOffset = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const sequence = counter.toString(16).padStart(3, '0')
  const variant = ((pool[poolOffset] ?? 0) & 0x3f) | 0x80
  const random = variant.toString(16) + pool.toString('hex', poolOffset + 1, poolOffset + 8)
  poolOffset += 8
  return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence}-${random.slice(0, 4)}-${random.slice(4)}`
}

/** The smallest UUIDv7 of an instant: a bound for ranges of ids that stand for ranges of time. */
export function firstIdAt(instant: Date): Uuid {
  const time = instant.getTime().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`
}

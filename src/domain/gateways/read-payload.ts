import { isUtf8 } from 'node:buffer'

/** Readers for what others send: whatever is not as expected is null, and nothing throws. */

/** Of every text that is read: ids, codes, names. */
export const LONGEST_TEXT = 255

export type Payload = Readonly<Record<string, unknown>>

/** The JSON object in a body, or null. */
export function readObject(body: Buffer): Payload | null {
  if (!isUtf8(body)) return null
  try {
    return asObject(JSON.parse(body.toString('utf8')))
  } catch {
    return null
  }
}

export function asObject(value: unknown): Payload | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Payload) : null
}

/** What stands at the end of a path of members. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let found: unknown = value
  for (const name of path) {
    const object = asObject(found)
    if (object === null || !Object.hasOwn(object, name)) return undefined
    found = object[name]
  }
  return found
}

/** Text without blanks around it; null when there is none, or none that we keep: too long, or not storable. */
export function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path)
  if (typeof found !== 'string' || found.length > LONGEST_TEXT * 2) return null
  const text = found.trim()
  return text === '' || text.length > LONGEST_TEXT || text.includes('\0') || !text.isWellFormed() ? null : text
}

/** An id, also of an object that was sent in its place. */
export function idAt(value: unknown, ...path: readonly string[]): string | null {
  return textAt(value, ...path) ?? textAt(value, ...path, 'id')
}

export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path)
  return Array.isArray(found) ? found.slice(0, LONGEST_LIST) : []
}

/** Discounts of an order, fields of a charge. */
const LONGEST_LIST = 100

/** A whole number from 0, also as text; null for all else. */
export function wholeAt(value: unknown, ...path: readonly string[]): bigint | null {
  const found = at(value, ...path)
  if (typeof found === 'number') return Number.isSafeInteger(found) && found >= 0 ? BigInt(found) : null
  return typeof found === 'string' && /^\d{1,15}$/.test(found) ? BigInt(found) : null
}

const LATEST_SECOND = 253_402_300_799n

/** Seconds since 1970 as an instant. */
export function secondsAt(value: unknown, ...path: readonly string[]): Date | null {
  const seconds = wholeAt(value, ...path)
  return seconds === null || seconds > LATEST_SECOND ? null : new Date(Number(seconds) * 1_000)
}

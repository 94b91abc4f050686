import { hash as bcrypt } from 'bcrypt'
import { hash } from 'node:crypto'
import { DomainError } from '../errors.ts'

/** 2^10 rounds: some 60 ms. */
const COST = 10
/** bcrypt reads no more. */
const READ_BYTES = 72
/** The thread pool that hashes also writes files: half of its four threads stay free for the click spool. */
const AT_ONCE = 2
/** Whoever comes later would wait for more than about five seconds. */
const MOST_WAITING = 150

const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve())
let waiting = 0
let calls = 0

/**
 * The bcrypt hash of a password, made beside the event loop. Of one that is longer than bcrypt reads, its SHA-256 is hashed: otherwise all
 * passwords with the same beginning would be the same. Call it before the transaction, and before anything that could refuse the request:
 * how long an answer takes must not tell why it refuses. Throws `rate_limited` when too many are waiting.
 */
export async function hashPassword(password: string): Promise<string> {
  if (waiting >= MOST_WAITING) throw new DomainError('rate_limited', { retryAfterSeconds: 1 })
  const lane = calls % AT_ONCE
  calls += 1
  waiting += 1
  const before = lanes[lane] ?? Promise.resolve()
  const hashed = before.then(() => bcrypt(hashedText(password), COST)).finally(() => { waiting -= 1 })
  lanes[lane] = hashed.catch(() => undefined)
  return hashed
}

/** What bcrypt is given for a password. */
export function hashedText(password: string): string {
  return Buffer.byteLength(password) > READ_BYTES ? hash('sha256', password, 'base64') : password
}

import { compare, hash as bcrypt } from 'bcrypt'
import { hash } from 'node:crypto'
import { hashInTurn } from './hash-in-turn.ts'

/** 2^10 rounds: some 60 ms. */
const COST = 10
/** bcrypt reads no more. */
const READ_BYTES = 72

/**
 * The bcrypt hash of a password, made beside the event loop. Of one that is longer than bcrypt reads, its SHA-256 is hashed: otherwise all
 * passwords with the same beginning would be the same. Call it before the transaction, and before anything that could refuse the request:
 * how long an answer takes must not tell why it refuses. Throws `rate_limited` when too many are waiting.
 */
export function hashPassword(password: string): Promise<string> {
  return hashInTurn(() => bcrypt(hashedText(password), COST))
}

/** The hash of a random password that nobody knows: whoever has no account is compared with it. */
const NOBODYS_HASH = '$2b$10$VcuXmQLrMOy1Ku5gFwkjYuSxstPWtsq4USgqj7OIqXRfx2OpXNpRq'

/**
 * Whether a password is the one that was hashed. Null (nobody has this name, or no password): false, after the same work. Throws
 * `rate_limited` when too many are waiting.
 */
export async function isPasswordOf(password: string, passwordHash: string | null): Promise<boolean> {
  const isEqual = await hashInTurn(() => compare(hashedText(password), passwordHash ?? NOBODYS_HASH))
  return isEqual && passwordHash !== null
}

/** What bcrypt is given for a password. */
export function hashedText(password: string): string {
  // However an accent was typed, it is the same password.
  const normal = password.normalize('NFKC')
  return Buffer.byteLength(normal) > READ_BYTES ? hash('sha256', normal, 'base64') : normal
}

import { randomBytes } from 'node:crypto'
import { hashSecret } from '../access/api-key-secret.ts'
import { isUuid, type Uuid } from '../ids.ts'

const TOKEN_BYTES = 32
const TOKEN_PATTERN = /^[A-Za-z0-9_-]{43}$/

/** An opaque token of 256 random bits. Only its hash is stored. */
export function newToken(): { readonly token: string; readonly hash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  return { token, hash: hashSecret(token) }
}

/** The hash of a token that came from outside; null: it never was one. */
export function hashToken(token: string): Buffer | null {
  return TOKEN_PATTERN.test(token) ? hashSecret(token) : null
}

/** What the cookie of a portal session holds: its program, whose rows alone are looked at, and the token. */
export function sessionSecret(programId: Uuid, token: string): string {
  return `${programId}.${token}`
}

/** The program and the hash of a session's secret; null: it never was one. */
export function readSessionSecret(secret: string): { readonly programId: Uuid; readonly hash: Buffer } | null {
  const [programId = '', token = '', ...rest] = secret.split('.')
  const hash = hashToken(token)
  return rest.length === 0 && isUuid(programId) && hash !== null ? { programId, hash } : null
}

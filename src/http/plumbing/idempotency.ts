import { createCipheriv, createDecipheriv, hash, hkdfSync, randomBytes } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { IDEMPOTENCY_DAYS } from '../../domain/access/forget-idempotent-requests.ts'
import { DomainError } from '../../domain/errors.ts'

const DAY_MS = 86_400_000
const KEY_PATTERN = /^[\x21-\x7e]{1,255}$/

/** One intended effect, as its caller named it. */
export interface Claim {
  readonly programId: string
  readonly credentialId: string
  readonly key: string
  /** Of method, path and body: the same key for another request is refused. */
  readonly requestHash: Buffer
  /** The caller's own secret, for answers that must not be readable in the database. */
  readonly sealedWith: string | undefined
  readonly now: Date
}

/** What was answered the first time, byte for byte. */
export interface StoredAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string
}

/** Checks the form of an `Idempotency-Key` header. Throws `invalid_request`. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined
  if (typeof header === 'string' && KEY_PATTERN.test(header)) return header
  const message = 'An Idempotency-Key has 1 to 255 visible ASCII characters.'
  throw new DomainError('invalid_request', { message, errors: [{ path: 'Idempotency-Key', code: 'invalid_key', message }] })
}

export function hashRequest(method: string, url: string, bodyHash: string): Buffer {
  return hash('sha256', `${method} ${url} ${bodyHash}`, 'buffer')
}

// Saves those that come while one is under way in this process the wait for a connection.
const underWay = new Set<string>()

/** Runs `work` unless the same key is being carried out in this process. Throws `request_in_flight`. */
export async function oneAtATime<T>(claim: Claim, work: () => Promise<T>): Promise<T> {
  const name = `${claim.programId} ${claim.credentialId} ${claim.key}`
  if (underWay.has(name)) throw inFlight()
  underWay.add(name)
  try {
    return await work()
  } finally {
    underWay.delete(name)
  }
}

function inFlight(): DomainError {
  return new DomainError('request_in_flight', { retryAfterSeconds: 1 })
}

/**
 * Takes the key for this transaction and answers what was answered before, if anything.
 *
 * The lock, the effect and the stored answer share one database transaction. So a process killed in flight leaves neither
 * effect nor answer nor lock, and the retry executes; one killed after the commit leaves all, and the retry is replayed.
 * Throws `request_in_flight` and `idempotency_key_reused`.
 */
export async function findFirstAnswer(tx: Tx, claim: Claim): Promise<StoredAnswer | null> {
  const locks = await tx.sql<{ is_ours: boolean }>({
    name: 'idempotency_lock',
    text: 'select pg_try_advisory_xact_lock($1) as is_ours',
    values: [lockNumber(claim)],
  })
  if (locks[0]?.is_ours !== true) throw inFlight()
  const rows = await tx.sql<{ request_hash: Buffer; status: number; headers: Record<string, string>; body: string }>({
    name: 'idempotency_find',
    text: `select request_hash, status, headers, body from idempotent_request
      where program_id = $1 and credential_id = $2 and idempotency_key = $3 and created_at > $4`,
    values: [claim.programId, claim.credentialId, claim.key, oldestKept(claim.now)],
  })
  const first = rows[0]
  if (first === undefined) return null
  if (!first.request_hash.equals(claim.requestHash)) throw new DomainError('idempotency_key_reused')
  return { status: first.status, headers: first.headers, body: unseal(claim, first.status, first.body) }
}

/** Stores the first answer, in the transaction of its effect. */
export async function keepAnswer(tx: Tx, claim: Claim, answer: StoredAnswer): Promise<void> {
  await tx.count({
    name: 'idempotency_keep',
    text: `insert into idempotent_request (program_id, credential_id, idempotency_key, request_hash, status, headers, body, created_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (program_id, credential_id, idempotency_key) do update
      set request_hash = excluded.request_hash, status = excluded.status, headers = excluded.headers, body = excluded.body, created_at = excluded.created_at`,
    values: [claim.programId, claim.credentialId, claim.key, claim.requestHash, answer.status, JSON.stringify(answer.headers), seal(claim, answer), claim.now],
  })
}

function oldestKept(now: Date): Date {
  return new Date(now.getTime() - IDEMPOTENCY_DAYS * DAY_MS)
}

function lockNumber(claim: Claim): bigint {
  return hash('sha256', `idempotency ${claim.programId} ${claim.credentialId} ${claim.key}`, 'buffer').readBigInt64BE(0)
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Only successes hold secrets; a refusal stays readable. */
function isSealed(claim: Claim, status: number): boolean {
  return claim.sealedWith !== undefined && status < 300
}

function seal(claim: Claim, answer: StoredAnswer): string {
  if (!isSealed(claim, answer.status)) return answer.body
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(claim), nonce)
  const sealed = Buffer.concat([cipher.update(answer.body, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')
}

function unseal(claim: Claim, status: number, body: string): string {
  if (!isSealed(claim, status)) return body
  const bytes = Buffer.from(body, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(claim), bytes.subarray(0, NONCE_BYTES))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch (cause) {
    // The same user with another session: the answer was for the first one's eyes.
    throw new DomainError('idempotency_key_reused', { cause })
  }
}

function sealingKey(claim: Claim): Buffer {
  return Buffer.from(hkdfSync('sha256', claim.sealedWith ?? '', claim.key, 'fairshare idempotent answer', 32))
}

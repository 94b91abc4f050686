import { hash } from 'node:crypto'
import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { hashSecret } from './api-key-secret.ts'

/** Failures in a row before only a new password, or a browser that is known, opens the account. */
export const MOST_FAILURES_OF_ACCOUNT = 100
/** Failures of one network at one account, until a quarter of an hour has gone by without one. */
export const MOST_FAILURES_OF_NETWORK = 10
const QUIET_MS = 15 * 60_000
/** From the third failure on: a second, then twice as long each time. */
const FREE_FAILURES = 2
const FIRST_DELAY_MS = 1_000

/** Who tries to sign in, and from where. */
export interface SignInTry {
  /** From `accountHash`: unknown names count like known ones. */
  readonly account: Buffer
  /** As `networkOf` writes it. */
  readonly network: string
  /** What the browser kept from an earlier sign-in. */
  readonly deviceToken?: string | undefined
  readonly now: Date
}

/** How an account is named in the counts: `accountHash('operator', folded)`, `accountHash(programId, folded)`. */
export function accountHash(realm: 'operator' | Uuid, emailFolded: string): Buffer {
  return hash('sha256', `${realm}\0${emailFolded}`, 'buffer')
}

/**
 * Counts a try as failed before it is looked at, so that tries at once cannot outrun the count; `clearTries` takes it back. A browser that has
 * signed in before is counted by itself: strangers do not lock its owner out. Throws `rate_limited`.
 */
export async function countTry(tx: Tx, { account, network, deviceToken, now }: SignInTry): Promise<void> {
  const device = await findDevice(tx, account, deviceToken)
  if (device !== null) return countAt(tx, account, `device ${device}`, now)
  await countAt(tx, account, network, now)
  const counted = await tx.count({
    text: `insert into sign_in_failure as f (account_hash, network, failures, window_started_at) values ($1, '', 1, $2)
      on conflict (account_hash, network) do update set failures = f.failures + 1, window_started_at = $2 where f.failures < $3`,
    values: [account, now, MOST_FAILURES_OF_ACCOUNT],
  })
  if (counted === 0) throw tooMany(QUIET_MS)
}

/** Forgets the failures, after a sign-in that succeeded from there. */
export async function clearTries(tx: Tx, { account, network, deviceToken }: SignInTry): Promise<void> {
  const device = await findDevice(tx, account, deviceToken)
  await tx.count({ text: 'delete from sign_in_failure where account_hash = $1 and network = any($2)', values: [account, ['', network, ...(device === null ? [] : [`device ${device}`])]] })
}

/** Forgets all failures at an account: its owner has proven to be there by another way. */
export async function clearAccount(tx: Tx, account: Buffer): Promise<void> {
  await tx.count({ text: 'delete from sign_in_failure where account_hash = $1', values: [account] })
}

/** Keeps in mind that a browser has signed in to an account. `token`: what its cookie holds. */
export async function rememberDevice(tx: Tx, { account, token, now }: { readonly account: Buffer; readonly token: string; readonly now: Date }): Promise<void> {
  await tx.count({
    text: `insert into known_device (token_hash, account_hash, last_used_at) values ($1, $2, $3)
      on conflict (token_hash, account_hash) do update set last_used_at = $3`,
    values: [hashSecret(token), account, now],
  })
}

/** Browsers that an account is known to know it by its new name from now on. */
export async function moveDevices(tx: Tx, from: Buffer, to: Buffer): Promise<void> {
  await tx.count({
    text: `with known as (delete from known_device where account_hash = $1 returning token_hash, last_used_at)
      insert into known_device (token_hash, account_hash, last_used_at) select token_hash, $2, last_used_at from known
        on conflict (token_hash, account_hash) do update set last_used_at = excluded.last_used_at`,
    values: [from, to],
  })
}

async function findDevice(tx: Tx, account: Buffer, token: string | undefined): Promise<string | null> {
  // Asked in any case: how long it takes tells nothing.
  const tokenHash = hashSecret(token ?? '')
  const found = await tx.sql({ text: 'select from known_device where token_hash = $1 and account_hash = $2', values: [tokenHash, account] })
  return found.length === 0 ? null : tokenHash.toString('hex')
}

async function countAt(tx: Tx, account: Buffer, source: string, now: Date): Promise<void> {
  const quietSince = new Date(now.getTime() - QUIET_MS)
  const [counted] = await tx.sql<{ failures: number }>({
    text: `insert into sign_in_failure as f (account_hash, network, failures, window_started_at) values ($1, $2, 1, $3)
      on conflict (account_hash, network) do update set
        failures = case when f.window_started_at <= $4 then 1 else f.failures + 1 end,
        window_started_at = $3,
        not_before = case when f.window_started_at <= $4 or f.failures + 1 <= $6::int then null
          else $3::timestamptz + $7::double precision * 2 ^ (f.failures - $6::int) * interval '1 millisecond' end
        where f.window_started_at <= $4 or (f.failures < $5 and (f.not_before is null or f.not_before <= $3))
      returning failures`,
    values: [account, source, now, quietSince, MOST_FAILURES_OF_NETWORK, FREE_FAILURES, FIRST_DELAY_MS],
  })
  if (counted !== undefined) return
  const [blocked] = await tx.sql<{ failures: number; window_started_at: Date; not_before: Date | null }>({
    text: 'select failures, window_started_at, not_before from sign_in_failure where account_hash = $1 and network = $2',
    values: [account, source],
  })
  if (blocked === undefined) throw tooMany(FIRST_DELAY_MS)
  const over = blocked.failures >= MOST_FAILURES_OF_NETWORK ? blocked.window_started_at.getTime() + QUIET_MS : (blocked.not_before ?? now).getTime()
  throw tooMany(over - now.getTime())
}

function tooMany(waitMs: number): DomainError {
  return new DomainError('rate_limited', {
    message: 'Too many failed sign-ins. Wait a while, use a browser that you have signed in with before, or ask for a new password.',
    retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1_000)),
  })
}

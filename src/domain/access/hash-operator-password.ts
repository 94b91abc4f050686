import { hash, verify } from '@node-rs/argon2'
import { DomainError } from '../errors.ts'

/** argon2id with 19 MiB, two passes, one lane: some 25 ms of a core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** The thread pool that hashes also writes files: half of its four threads stay free for the click spool. */
const AT_ONCE = 2
/** Whoever comes later would wait for more than about five seconds. */
const MOST_WAITING = 300

const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve())
let waiting = 0
let calls = 0

/** The hash of a random password that nobody knows: whoever has no account is compared with it. */
const NOBODYS_HASH = '$argon2id$v=19$m=19456,t=2,p=1$2Nnzmsq5S1kSbp+9u1L7Mw$pmD3FOxXLM47sG+A31f8WrhsquGpCjF33ei2uyqS2Nw'

/** The hash of an operator user's password, made beside the event loop. Call it before the transaction. Throws `rate_limited`. */
export function hashOperatorPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), COST))
}

/** Whether a password is the one that was hashed. Null (no such user, no password): false, after the same work. Throws `rate_limited`. */
export async function isOperatorPassword(password: string, passwordHash: string | null): Promise<boolean> {
  const isEqual = await inTurn(() => verify(passwordHash ?? NOBODYS_HASH, normal(password)))
  return isEqual && passwordHash !== null
}

/** However an accent was typed, it is the same password. */
function normal(password: string): string {
  return password.normalize('NFKC')
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting >= MOST_WAITING) throw new DomainError('rate_limited', { retryAfterSeconds: 1 })
  const lane = calls % AT_ONCE
  calls += 1
  waiting += 1
  const before = lanes[lane] ?? Promise.resolve()
  const done = before.then(work).finally(() => { waiting -= 1 })
  lanes[lane] = done.catch(() => undefined)
  return done
}

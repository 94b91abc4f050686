import { DomainError } from '../errors.ts'

/** The thread pool that hashes also writes files: half of its four threads stay free for the click spool. */
const AT_ONCE = 2
/** Whoever comes later would wait for more than about five seconds. */
const MOST_WAITING = 150

const lanes: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve())
let waiting = 0
let calls = 0

/** Works on a password when it is its turn: whatever is hashed, few threads do it. Throws `rate_limited` when too many are waiting. */
export async function hashInTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting >= MOST_WAITING) throw new DomainError('rate_limited', { retryAfterSeconds: 1 })
  const lane = calls % AT_ONCE
  calls += 1
  waiting += 1
  const before = lanes[lane] ?? Promise.resolve()
  const done = before.then(work).finally(() => { waiting -= 1 })
  lanes[lane] = done.catch(() => undefined)
  return done
}

import { LRUCache } from 'lru-cache'
import { Coalescer } from '../../app/coalescer.ts'
import type { RateLimitSettings } from '../../app/config.ts'
import type { Database } from '../../db/database.ts'
import { countRequests, isWindowOpen, RATE_WINDOW_MS } from '../../domain/access/count-requests.ts'

/** Which of the configured limits a request counts against. */
export type RateLimitName = keyof RateLimitSettings

const MOST_WINDOWS = 50_000
const MOST_AT_ONCE = 1_000
// A limit from here on is taken in shares, each an eighth of what is left: some 60 statements for 6,000 requests. What the others have not
// used of their shares is missing at the end, so the last requests of a window are counted one by one.
const LEAST_SHARED_LIMIT = 200
const SHARE = 8

export interface RateLimitState {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  /** When the count starts again. */
  readonly resetsAt: Date
}

/** What this process knows of a principal's minute. */
interface Window {
  readonly startedAt: Date
  /** By all processes, when this one looked last; above the limit once it is exhausted. */
  used: number
  /** Counted there for requests that have not come here yet. */
  spare: number
}

interface Asking {
  readonly limit: number
  readonly now: Date
}

/**
 * Limits of requests per minute that hold for all processes together (docs/decisions/0013-limits-over-all-processes.md). Small limits count
 * each request in the database, requests that come at once together; large ones take shares. A window known to be exhausted is refused
 * from memory.
 */
export class RateLimiter {
  readonly #limits: RateLimitSettings
  readonly #windows = new LRUCache<string, Window>({ max: MOST_WINDOWS })
  readonly #asking: Coalescer<string, Asking, RateLimitState>

  constructor(db: Database, limits: RateLimitSettings) {
    this.#limits = limits
    this.#asking = new Coalescer((principal, asking) => this.#takeTogether(db, principal, asking), { maxBatch: MOST_AT_ONCE })
  }

  /** Counts one request of `principal` and says whether it is still within the limit. Throws `database_unavailable`. */
  async take(name: RateLimitName, principal: string, now: Date): Promise<RateLimitState> {
    const limit = this.#limits[name]
    const key = `${name} ${principal}`
    return this.#takeHere(key, limit, now) ?? (await this.#asking.submit(key, { limit, now }))
  }

  /** What memory can answer: from a share, or that the window is exhausted. */
  #takeHere(key: string, limit: number, now: Date): RateLimitState | undefined {
    const window = this.#windows.get(key)
    if (window === undefined || !isWindowOpen(window.startedAt, now)) return undefined
    if (window.spare > 0) {
      window.spare -= 1
      return stateOf(window, limit, true)
    }
    return window.used >= limit ? stateOf(window, limit, false) : undefined
  }

  async #takeTogether(db: Database, key: string, asking: readonly Asking[]): Promise<RateLimitState[]> {
    const states: RateLimitState[] = []
    for (const [i, { limit, now }] of asking.entries()) {
      states.push(this.#takeHere(key, limit, now) ?? (await this.#countThere(db, key, asking.length - i, limit, now)))
    }
    return states
  }

  /** Counts the requests that wait, or a share of what is left, and takes the first of them. */
  async #countThere(db: Database, key: string, waiting: number, limit: number, now: Date): Promise<RateLimitState> {
    const known = this.#windows.get(key)
    const left = known !== undefined && isWindowOpen(known.startedAt, now) ? limit - known.used : limit
    const count = Math.max(waiting, limit < LEAST_SHARED_LIMIT ? 0 : Math.floor(left / SHARE))
    const { startedAt, used } = await db.shared((tx) => countRequests(tx, { principal: key, count, now }))
    const granted = Math.max(0, Math.min(count, limit - (used - count)))
    const window = { startedAt, used, spare: granted }
    this.#windows.set(key, window)
    if (granted === 0) return stateOf(window, limit, false)
    window.spare -= 1
    return stateOf(window, limit, true)
  }
}

/** How long a caller has to wait, rounded up. */
export function secondsUntilReset({ resetsAt }: RateLimitState, now: Date): number {
  return Math.max(1, Math.ceil((resetsAt.getTime() - now.getTime()) / 1000))
}

function stateOf({ startedAt, used, spare }: Window, limit: number, isAllowed: boolean): RateLimitState {
  const remaining = Math.max(0, limit - used) + spare
  return { isAllowed, limit, remaining, resetsAt: new Date(startedAt.getTime() + RATE_WINDOW_MS) }
}

import { LRUCache } from 'lru-cache'
import type { RateLimitSettings } from '../../app/config.ts'

/** Which of the configured limits a request counts against. */
export type RateLimitName = keyof RateLimitSettings

const WINDOW_MS = 60_000
const MOST_WINDOWS = 50_000

export interface RateLimitState {
  readonly isAllowed: boolean
  readonly limit: number
  readonly remaining: number
  readonly resetSeconds: number
}

interface Window {
  readonly startedAt: number
  used: number
}

/** Fixed windows of a minute, each opened by its principal's first request; counted by this process. */
export class RateLimiter {
  readonly #limits: RateLimitSettings
  readonly #windows = new LRUCache<string, Window>({ max: MOST_WINDOWS })

  constructor(limits: RateLimitSettings) {
    this.#limits = limits
  }

  /** Counts one request of `principal` and says whether it is still within the limit. `nowMs` is monotonic. */
  take(name: RateLimitName, principal: string, nowMs: number): RateLimitState {
    const limit = this.#limits[name]
    const key = `${name} ${principal}`
    let window = this.#windows.get(key)
    if (window === undefined || nowMs - window.startedAt >= WINDOW_MS) {
      window = { startedAt: nowMs, used: 0 }
      this.#windows.set(key, window)
    }
    const isAllowed = window.used < limit
    if (isAllowed) window.used += 1
    return { isAllowed, limit, remaining: limit - window.used, resetSeconds: Math.ceil((window.startedAt + WINDOW_MS - nowMs) / 1000) }
  }
}

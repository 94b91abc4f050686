import { LRUCache } from 'lru-cache'

/** Requests per minute of one credential. */
export interface RateLimits {
  readonly default: number
  /** `POST /transaction` and `POST /transaction/bulk`. */
  readonly transactions: number
  /** Requests of one network address that carry no valid credential. */
  readonly unauthenticated: number
}

export type RateLimitName = keyof RateLimits

export const DOCUMENTED_LIMITS: RateLimits = { default: 600, transactions: 6_000, unauthenticated: 600 }

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
  readonly #limits: RateLimits
  readonly #windows = new LRUCache<string, Window>({ max: MOST_WINDOWS })

  constructor(limits: RateLimits) {
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

/** The headers that tell a client where it stands. */
export function rateLimitHeaders(state: RateLimitState): Record<string, string> {
  return {
    'ratelimit-limit': String(state.limit),
    'ratelimit-remaining': String(state.remaining),
    'ratelimit-reset': String(state.resetSeconds),
  }
}

/** Reads the RATE_LIMITS setting: `off`, or a JSON object with some of the limits, the others staying as documented. */
export function readRateLimits(setting: string | undefined): RateLimits | 'off' {
  if (setting === undefined || setting === '') return DOCUMENTED_LIMITS
  if (setting === 'off') return 'off'
  const overrides: unknown = JSON.parse(setting)
  const limits = { ...DOCUMENTED_LIMITS }
  for (const name of ['default', 'transactions', 'unauthenticated'] as const) {
    const value: unknown = typeof overrides === 'object' && overrides !== null ? Reflect.get(overrides, name) : undefined
    if (typeof value === 'number' && Number.isInteger(value) && value > 0) limits[name] = value
  }
  return limits
}

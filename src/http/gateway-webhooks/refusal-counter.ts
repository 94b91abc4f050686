import type { AppContext } from '../../app/context.ts'
import { DomainError } from '../../domain/errors.ts'
import { networkOf } from '../plumbing/network.ts'
import { RateLimiter, secondsUntilReset } from '../plumbing/rate-limit.ts'

/** Counts calls that nobody vouches for, against the network that they come from. Signed ones are not limited: they are the gateway's. */
export class RefusalCounter {
  readonly #context: AppContext
  readonly #limiter: RateLimiter | undefined

  constructor(context: AppContext) {
    const { rateLimits } = context.config
    this.#context = context
    this.#limiter = rateLimits === 'off' ? undefined : new RateLimiter(context.db, rateLimits)
  }

  /** Throws `rate_limited`. */
  async count(address: string): Promise<void> {
    if (this.#limiter === undefined) return
    const now = this.#context.clock.now()
    const state = await this.#limiter.take('unauthenticated', networkOf(address), now)
    if (!state.isAllowed) throw new DomainError('rate_limited', { retryAfterSeconds: secondsUntilReset(state, now) })
  }
}

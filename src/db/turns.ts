import { DomainError } from '../domain/errors.ts'

/**
 * Lets so many in at a time, the others in order of arrival. The pool could do that, but it has one time limit for waiting and for
 * connecting: a burst may well wait for longer than a database may take to answer.
 */
export class Turns {
  readonly #timeoutMs: number
  readonly #waiting = new Set<() => void>()
  #free: number

  constructor(count: number, timeoutMs: number) {
    this.#free = count
    this.#timeoutMs = timeoutMs
  }

  /** Undefined: it is yours at once. Else a promise; it rejects with `database_unavailable` when nobody leaves in time. */
  take(): Promise<void> | undefined {
    if (this.#free > 0) {
      this.#free -= 1
      return undefined
    }
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(timer)
        resolve()
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(enter)
        reject(new DomainError('database_unavailable'))
      }, this.#timeoutMs)
      this.#waiting.add(enter)
    })
  }

  /** Gives the turn to whoever has waited longest. */
  leave(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#free += 1
      return
    }
    this.#waiting.delete(next)
    next()
  }
}

import { DomainError } from '../domain/errors.ts'

export interface CoalescerLimits {
  /** Items of one run at most; what is over waits for the next. */
  readonly maxBatch: number
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[]
}

/**
 * Turns concurrent single calls into batches: while the run of a key is under way, further calls with that key gather, and go
 * together in the next run. An idle key starts at once, so nobody waits for company. One run per key at a time, in order of arrival.
 *
 * `run` answers one result per item, in order. If it throws, every item of it is run again by itself, so that one bad item cannot fail
 * its neighbours; `run` must therefore be all or nothing (one database transaction). An unavailable database is everybody's error and
 * is not tried again here.
 */
export class Coalescer<Key, Item, Result> {
  readonly #run: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>
  readonly #maxBatch: number
  readonly #lanes = new Map<Key, Lane<Item, Result>>()

  constructor(run: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>, limits: CoalescerLimits) {
    this.#run = run
    this.#maxBatch = limits.maxBatch
  }

  /** Answers the item's own result, or rejects with its own error. */
  submit(key: Key, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const waiting = { item, resolve, reject }
      const lane = this.#lanes.get(key)
      if (lane !== undefined) {
        lane.waiting.push(waiting)
        return
      }
      const opened: Lane<Item, Result> = { waiting: [waiting] }
      this.#lanes.set(key, opened)
      void this.#drain(key, opened)
    })
  }

  async #drain(key: Key, lane: Lane<Item, Result>): Promise<void> {
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.slice(0, this.#maxBatch)
      lane.waiting = lane.waiting.slice(this.#maxBatch)
      await this.#settle(key, batch)
    }
    this.#lanes.delete(key)
  }

  /** Never rejects: what goes wrong reaches the callers. */
  async #settle(key: Key, batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#run(key, batch.map((waiting) => waiting.item))
      if (results.length !== batch.length) throw new DomainError('impossible', { message: 'a run must answer one result per item' })
      results.forEach((result, i) => batch[i]?.resolve(result))
    } catch (error) {
      if (batch.length === 1 || isEverybodysError(error)) {
        for (const waiting of batch) waiting.reject(error)
        return
      }
      for (const waiting of batch) await this.#settle(key, [waiting])
    }
  }
}

function isEverybodysError(error: unknown): boolean {
  return error instanceof DomainError && error.kind === 'unavailable'
}

import { DomainError } from '../domain/errors.ts'

export interface CoalescerLimits {
  /** Items of one run at most; what is over waits for the next. */
  readonly maxBatch: number
  /** Runs of one key at a time; 1 unless said otherwise. More hide the waits of a run, but runs may then finish in another order. */
  readonly maxRuns?: number
}

interface Waiting<Item, Result> {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[]
  runs: number
}

/**
 * Turns concurrent single calls into batches: while the runs of a key are under way, further calls with that key gather, and go
 * together in the next run. An idle key starts at once, so nobody waits for company. Items are taken in order of arrival.
 *
 * `run` answers one result per item, in order. If it throws, every item of it is run again by itself, so that one bad item cannot fail
 * its neighbours; `run` must therefore be all or nothing (one database transaction). An unavailable database is everybody's error and
 * is not tried again here.
 */
export class Coalescer<Key, Item, Result> {
  readonly #run: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>
  readonly #maxBatch: number
  readonly #maxRuns: number
  readonly #lanes = new Map<Key, Lane<Item, Result>>()

  constructor(run: (key: Key, items: readonly Item[]) => Promise<readonly Result[]>, limits: CoalescerLimits) {
    this.#run = run
    this.#maxBatch = limits.maxBatch
    this.#maxRuns = limits.maxRuns ?? 1
  }

  /** Answers the item's own result, or rejects with its own error. */
  submit(key: Key, item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      const lane = this.#laneOf(key)
      lane.waiting.push({ item, resolve, reject })
      if (lane.runs < this.#maxRuns) void this.#drain(key, lane)
    })
  }

  #laneOf(key: Key): Lane<Item, Result> {
    const known = this.#lanes.get(key)
    if (known !== undefined) return known
    const lane: Lane<Item, Result> = { waiting: [], runs: 0 }
    this.#lanes.set(key, lane)
    return lane
  }

  async #drain(key: Key, lane: Lane<Item, Result>): Promise<void> {
    lane.runs += 1
    while (lane.waiting.length > 0) {
      const batch = lane.waiting.slice(0, this.#maxBatch)
      lane.waiting = lane.waiting.slice(this.#maxBatch)
      await this.#settle(key, batch)
    }
    lane.runs -= 1
    if (lane.runs === 0) this.#lanes.delete(key)
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

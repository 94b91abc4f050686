import { listenTo, type Subscription } from '../db/notifications.ts'
import type { Database } from '../db/database.ts'
import type { Uuid } from '../domain/ids.ts'

const CHANNEL = 'fairshare_transactions'
/** One notification for all that arrives within it: a commit of its own, which must not run once per request. */
const DEBOUNCE_MS = 20

type TransactionsListener = (programId: Uuid) => void

/** Tells workers, in this process and in others, that a program has something to do. Hints only: what is lost is found by polling. */
export class WorkSignals {
  readonly #db: Database
  readonly #listeners = new Set<TransactionsListener>()
  readonly #pending = new Set<Uuid>()
  #timer: NodeJS.Timeout | undefined
  #subscription: Subscription | undefined

  constructor(db: Database) {
    this.#db = db
  }

  /** Transactions of a program are committed and wait to be processed. Call after the commit. */
  transactionsArrived(programId: Uuid): void {
    if (this.#listeners.size > 0) {
      for (const listener of this.#listeners) listener(programId)
      return
    }
    this.#pending.add(programId)
    this.#timer ??= setTimeout(() => void this.#notifyOthers(), DEBOUNCE_MS).unref()
  }

  /** Calls `listener` for every signal until the answered function is called. A process that listens does the work itself. */
  onTransactions(listener: TransactionsListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Also hears the other processes of this database. */
  listenToOthers(connectionString: string, onError: (error: Error) => void): void {
    this.#subscription ??= listenTo(connectionString, [CHANNEL], {
      onMessage: (_, programId) => {
        for (const listener of this.#listeners) listener(programId)
      },
      onError,
    })
  }

  /** Sends what is still held back, and stops listening. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#notifyOthers()
    await this.#subscription?.close()
  }

  async #notifyOthers(): Promise<void> {
    this.#timer = undefined
    if (this.#pending.size === 0) return
    const programIds = [...this.#pending]
    this.#pending.clear()
    await this.#db
      .shared((tx) => tx.sql({ text: 'select pg_notify($1, id) from unnest($2::text[]) as id', values: [CHANNEL, programIds] }))
      // The database is gone: polling finds the work when it is back.
      .catch(() => undefined)
  }
}

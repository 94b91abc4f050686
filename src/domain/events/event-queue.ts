import { Coalescer } from '../../app/coalescer.ts'
import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { EventSource, NewEvent, RecordedEvent } from './new-event.ts'
import { type EventDependencies, recordEvents } from './record-events.ts'

interface Call {
  readonly source: EventSource
  readonly events: readonly NewEvent[]
}

/** Calls with more events than this have a transaction to themselves. */
const SHARED_EVENTS_MAX = 20
const SHARED_CALLS_MAX = 100

/**
 * Small calls of one source that come while a transaction of it is under way share the next one, and so its commit. One at a time: of two at
 * once each has half the calls and costs nearly the same (measured: a third more processor per call).
 */
export class EventQueue {
  readonly #dependencies: EventDependencies & { readonly db: Database }
  readonly #onRecorded: (programId: Uuid, recorded: readonly RecordedEvent[]) => void
  readonly #coalescer: Coalescer<string, Call, readonly RecordedEvent[]>

  /** `onRecorded` is called after each commit. */
  constructor(dependencies: EventDependencies & { readonly db: Database }, onRecorded: (programId: Uuid, recorded: readonly RecordedEvent[]) => void) {
    this.#dependencies = dependencies
    this.#onRecorded = onRecorded
    this.#coalescer = new Coalescer((_source, calls) => this.#recordTogether(calls), { maxBatch: SHARED_CALLS_MAX })
  }

  /** Records the events of one call, all or none; answers when they are committed. Throws what recordEvents throws. */
  async record(source: EventSource, events: readonly NewEvent[]): Promise<readonly RecordedEvent[]> {
    if (events.length === 0) return []
    if (events.length > SHARED_EVENTS_MAX) return this.#record(source, events)
    return this.#coalescer.submit(`${source.programId} ${source.kind} ${source.actor}`, { source, events })
  }

  async #recordTogether(calls: readonly Call[]): Promise<(readonly RecordedEvent[])[]> {
    const [first] = calls
    if (first === undefined) return []
    const recorded = await this.#record(first.source, calls.flatMap(({ events }) => events))
    let start = 0
    return calls.map(({ events }) => recorded.slice(start, (start += events.length)))
  }

  async #record(source: EventSource, events: readonly NewEvent[]): Promise<RecordedEvent[]> {
    const recorded = await this.#dependencies.db.inProgram(source.programId, (tx) => recordEvents(tx, this.#dependencies, source, events))
    this.#onRecorded(source.programId, recorded)
    return recorded
  }
}

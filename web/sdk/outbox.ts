import { createStore } from './store.ts'

/** Where an entry goes: the last part of the endpoint's path. */
export type Destination = 'events' | 'customers' | 'transactions'

/** Something to be sent. */
export interface NewEntry {
  /** The same for the same order: it waits once, however often the page is reloaded. */
  readonly id: string
  readonly to: Destination
  readonly body: Readonly<Record<string, unknown>>
  readonly madeAt: number
  /** The server counts it once, however often it is sent. */
  readonly isRepeatable: boolean
}

export interface Entry extends NewEntry {
  /** Nobody else takes it before that: a page has it under way, or it has been put off. */
  readonly leasedUntil: number
}

/** What is to be sent, until the server has it. All pages of the site share it. */
export interface Outbox {
  add(entry: NewEntry): void
  /** Takes the oldest free entries that go together into one request, at most so many. */
  claim(most: number): readonly Entry[]
  /** Puts claimed entries back, behind the others: whatever is wrong with them, others have their turn first. */
  putBack(batch: readonly Entry[], leasedUntil: number): void
  remove(batch: readonly Entry[]): void
  /** The page goes away and will not learn what became of what it has under way: what cannot be repeated counts as sent. */
  forgetUnderWay(): void
  /** When the next entry is free; undefined when nothing waits. */
  nextAt(): number | undefined
  clear(): void
}

/** Longer than a request may take. */
const LEASE_MS = 20_000
export const LONGEST_LEASE_MS = 60 * 60_000

export function createOutbox(key: string): Outbox {
  const store = createStore(key)

  function putBack(batch: readonly Entry[], leasedUntil: number): void {
    store.change((entries) => [...without(entries, batch), ...entries.filter(isIn(batch)).map((entry) => ({ ...entry, leasedUntil }))])
  }

  return {
    add(entry) {
      store.change((entries) => (entries.some(({ id }) => id === entry.id) ? entries : [...entries, { ...entry, leasedUntil: 0 }]))
    },
    claim(most) {
      const free = store.read().filter(isFree)
      const to = free[0]?.to
      const batch = free.filter((entry) => entry.to === to).slice(0, to === 'events' ? most : 1)
      putBack(batch, Date.now() + LEASE_MS)
      return batch
    },
    putBack,
    remove: (batch) => store.change((entries) => without(entries, batch)),
    forgetUnderWay: () => store.change((entries) => entries.filter((entry) => entry.isRepeatable || !isUnderWay(entry))),
    nextAt() {
      const entries = store.read()
      return entries.length === 0 ? undefined : Math.min(...entries.map(({ leasedUntil }) => leasedUntil))
    },
    clear: () => store.change(() => []),
  }
}

/** A lease of the far future is from a clock that was wrong. */
function isFree({ leasedUntil }: Entry): boolean {
  return leasedUntil <= Date.now() || leasedUntil > Date.now() + LONGEST_LEASE_MS
}

function isUnderWay(entry: Entry): boolean {
  return !isFree(entry) && entry.leasedUntil <= Date.now() + LEASE_MS
}

function isIn(batch: readonly Entry[]): (entry: Entry) => boolean {
  return (entry) => batch.some(({ id }) => id === entry.id)
}

function without(entries: readonly Entry[], batch: readonly Entry[]): readonly Entry[] {
  return entries.filter((entry) => !isIn(batch)(entry))
}

import type { Entry } from './outbox.ts'
import { safely } from './safely.ts'

/** The entries of an outbox, in local storage; where that is refused, in the memory of the page. */
export interface Store {
  read(): readonly Entry[]
  change(edit: (entries: readonly Entry[]) => readonly Entry[]): void
}

const EMPTY = '[]'
const MOST_ENTRIES = 100
const LONGEST_WAIT_MS = 7 * 86_400_000

export function createStore(key: string): Store {
  let unstored: readonly Entry[] | undefined

  const read = (): readonly Entry[] => unstored ?? safely(() => parse(localStorage.getItem(key)), [])
  return {
    read,
    change(edit) {
      const kept = cut(edit(read()))
      unstored = safely(() => write(key, kept), kept)
    },
  }
}

/** Looks whether it is there: what a store only pretends to keep would be sent for ever. */
function write(key: string, entries: readonly Entry[]): undefined {
  const text = JSON.stringify(entries)
  if (entries.length === 0) localStorage.removeItem(key)
  else localStorage.setItem(key, text)
  if ((localStorage.getItem(key) ?? EMPTY) !== text) throw new Error('storage keeps nothing')
}

/** Other scripts of the page can write there too. */
function parse(text: string | null): readonly Entry[] {
  const list: unknown = JSON.parse(text ?? EMPTY)
  return Array.isArray(list) ? list.filter(isEntry) : []
}

function isEntry(value: unknown): value is Entry {
  return isObject(value) && ['id', 'to', 'madeAt', 'leasedUntil'].every((name) => name in value) && 'body' in value && isObject(value.body)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** What nobody wants any more goes; of too many the oldest page views and leads, then the oldest of all. */
function cut(entries: readonly Entry[]): readonly Entry[] {
  const kept = entries.filter(({ madeAt }) => Math.abs(Date.now() - madeAt) < LONGEST_WAIT_MS)
  while (kept.length > MOST_ENTRIES) kept.splice(Math.max(kept.findIndex(({ isRepeatable }) => !isRepeatable), 0), 1)
  return kept
}

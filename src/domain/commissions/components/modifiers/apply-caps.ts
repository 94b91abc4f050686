import { windowKeys } from '../../../time/calendar-windows.ts'
import type { Uuid } from '../../../ids.ts'
import { type Because, count, fact, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { Cap } from '../../rules/plan-terms.ts'
import type { Award, ReckoningProgram } from '../component.ts'

/** An award, and whose it is. */
export interface CappedEntry {
  readonly affiliateId: Uuid
  readonly award: Award
}

/** Why an award is less than it might be. */
export const CAP_REASONS: Readonly<Record<Cap['action'], LineReason>> = { zero: 'cap_reached', reject: 'rejected_by_cap' }

/**
 * Cuts the awards of one component to its caps: of one affiliate, or of all affiliates of the plan where a cap is for the plan. Counted in
 * canonical order of the events that earned them, else by time and key; an award counts for a cap by what all of the caps leave of it. What is negative is neither cut nor counted.
 * Answers the entries in the order in which they were given (docs/commission-rules.md, "Every component").
 */
export function applyCaps<Entry extends CappedEntry>(entries: readonly Entry[], caps: readonly Cap[], program: Pick<ReckoningProgram, 'currency' | 'timeZone'>): readonly Entry[] {
  if (caps.length === 0) return entries
  const counters = caps.map((cap) => new Counter(cap, program.timeZone))
  const answered = [...entries]
  for (const index of inOrder(entries)) {
    const entry = entries[index]
    if (entry !== undefined) answered[index] = cutToCaps(entry, counters, program.currency)
  }
  return answered
}

/** The places of what is counted, in the order in which it counts. */
function inOrder(entries: readonly CappedEntry[]): number[] {
  const places: number[] = []
  let isSorted = true
  for (const [index, entry] of entries.entries()) {
    if (entry.award.amountMinor <= 0n) continue
    const before = entries[places.at(-1) ?? index]
    if (before !== undefined && compareEntries(before, entry) > 0) isSorted = false
    places.push(index)
  }
  return isSorted ? places : places.sort((a, b) => compareEntries(entries[a], entries[b]))
}

function compareEntries(a: CappedEntry | undefined, b: CappedEntry | undefined): number {
  if (a === undefined || b === undefined) return 0
  const byTime = a.award.occurredAt.getTime() - b.award.occurredAt.getTime()
  if (byTime !== 0) return byTime
  const byEvent = compareText(a.award.brandId ?? '', b.award.brandId ?? '') || compareText(a.award.externalId ?? '', b.award.externalId ?? '')
  // What one event has earned (two levels of a CPA) stays as it is given.
  if (byEvent !== 0 || a.award.externalId !== undefined) return byEvent
  return compareText(a.award.key, b.award.key) || compareText(a.affiliateId, b.affiliateId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function cutToCaps<Entry extends CappedEntry>(entry: Entry, counters: readonly Counter[], currency: string): Entry {
  const { award } = entry
  let left = award.amountMinor
  let binding: Counter | undefined
  for (const counter of counters) {
    const room = counter.room(entry)
    if (room !== null && room < left) {
      left = room
      binding = counter
    }
  }
  const reached = binding?.explain(entry)
  if (left > 0n) for (const counter of counters) counter.add(entry, left)
  if (binding === undefined || reached === undefined) return entry
  const because = () => [...award.because(), minor('beforeCap', award.amountMinor, currency), reached(currency)]
  return { ...entry, award: { ...award, amountMinor: left, reason: CAP_REASONS[binding.cap.action], because } }
}

/** What has been paid under one cap so far, by whom or what it is counted for and by window. */
class Counter {
  readonly cap: Cap
  readonly #windowOf: (instantMs: number) => string
  readonly #used = new Map<string, bigint>()

  constructor(cap: Cap, timeZone: string) {
    this.cap = cap
    this.#windowOf = windowKeys(cap.window, timeZone)
  }

  /** What the cap leaves for an entry, in minor units; null when it leaves everything. */
  room(entry: CappedEntry): bigint | null {
    const key = this.#keyOf(entry)
    if (key === null) return null
    const used = this.#used.get(key) ?? 0n
    if (this.cap.count !== null) return used < BigInt(this.cap.count) ? null : 0n
    const { amountMinor } = this.cap
    return amountMinor === null ? null : amountMinor - used
  }

  add(entry: CappedEntry, amountMinor: bigint): void {
    const key = this.#keyOf(entry)
    if (key !== null) this.#used.set(key, (this.#used.get(key) ?? 0n) + (this.cap.count === null ? amountMinor : 1n))
  }

  /** The cap as a reason, with what it had been used up by before the entry. */
  explain(entry: CappedEntry): (currency: string) => Because {
    const key = this.#keyOf(entry) ?? ''
    const used = this.#used.get(key) ?? 0n
    const { cap } = this
    return (currency) => {
      const most = cap.count === null ? minor('most', cap.amountMinor ?? 0n, currency) : count('most', cap.count)
      const before = cap.count === null ? minor('usedBefore', used, currency) : count('usedBefore', used)
      return fact('cap', cap.per, [fact('window', cap.window === 'lifetime' ? cap.window : `${cap.window} ${key.slice(0, WINDOW_LENGTH)}`), most, before, fact('action', cap.action)])
    }
  }

  /** Null: the cap does not count the entry. What is of no customer is counted together with nothing else. */
  #keyOf({ affiliateId, award }: CappedEntry): string | null {
    const { per } = this.cap
    const of = per === 'customer' ? award.customerId : per === 'affiliate' ? affiliateId : ''
    return of === null ? null : `${this.#windowOf(award.occurredAt.getTime())} ${of}`
  }
}

/** Of `2026-11-02`. */
const WINDOW_LENGTH = 10

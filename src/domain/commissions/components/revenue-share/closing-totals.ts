import { allocate, type Micros } from '../../../money/amounts.ts'
import type { Uuid } from '../../../ids.ts'
import type { Carryover } from '../../rules/plan-terms.ts'
import type { CustomerBase } from '../../rules/ring-fence.ts'
import type { PeriodShare, SharePart } from './period-shares.ts'

/**
 * What one total — all that is added up before a negative is one — came to in one period, while period ends take from it and add to it.
 * Base that comes or goes is rated with the aggregates that it belongs to, by running totals: the sum over all totals of a period is the share
 * of what is left of the aggregates, rounded once each.
 */
export class ClosingTotal {
  /** The brand or product; null where it is all of the affiliate, or revenue of no product. */
  readonly unitId: Uuid | null
  /** The version that lines about the total name: the first that brought anything. */
  readonly versionId: Uuid
  base: Micros = 0n
  /** In minor units. */
  amountMinor = 0n
  readonly #slots: Slot[] = []

  constructor(unitId: Uuid | null, versionId: Uuid) {
    this.unitId = unitId
    this.versionId = versionId
  }

  /** What is its of an aggregate, with the customers where they matter. */
  include(running: RunningShare, base: Micros, customers: Map<Uuid | null, Micros>): void {
    this.#slots.push({ running, base, customers })
    this.base += base
    this.amountMinor += running.move(base)
  }

  /** By customer, in the order of their ids; and what names none. */
  customers(): { customers: CustomerBase[]; others: Micros } {
    const sums = new Map<Uuid | null, Micros>()
    for (const { customers } of this.#slots) for (const [id, base] of customers) sums.set(id, (sums.get(id) ?? 0n) + base)
    const named = [...sums].flatMap(([customerId, base]) => (customerId === null ? [] : { customerId, base }))
    return { customers: named.sort((a, b) => (a.customerId < b.customerId ? -1 : 1)), others: sums.get(null) ?? 0n }
  }

  /** Takes base off, from its aggregates that are positive, in proportion. Answers what that changes, in minor units. */
  takeOff(amount: Micros): bigint {
    return this.#spread(amount, (slot) => slot.base, -1n)
  }

  /** Takes base of one customer off, likewise. */
  takeOffCustomer(customerId: Uuid, amount: Micros): bigint {
    return this.#spread(amount, ({ customers }) => customers.get(customerId) ?? 0n, -1n)
  }

  /** Gives back losses of one customer: to its aggregates that are negative, in proportion. */
  giveBack(customerId: Uuid, amount: Micros): bigint {
    return this.#spread(amount, ({ customers }) => -(customers.get(customerId) ?? 0n), 1n)
  }

  #spread(amount: Micros, weightOf: (slot: Slot) => bigint, sign: 1n | -1n): bigint {
    const slots = this.#slots.filter((slot) => weightOf(slot) > 0n)
    const before = this.amountMinor
    for (const [index, part] of allocate(amount, slots.map(weightOf)).entries()) {
      const slot = slots[index]
      if (slot === undefined) continue
      slot.base += sign * part
      this.amountMinor += slot.running.move(sign * part)
    }
    this.base += sign * amount
    return this.amountMinor - before
  }
}

interface Slot {
  readonly running: RunningShare
  base: Micros
  readonly customers: ReadonlyMap<Uuid | null, Micros>
}

/** An aggregate of a period, and what caps leave of it; null where they leave all. */
export interface CappedShare {
  readonly share: PeriodShare
  readonly mostMinor: bigint | null
}

/** An aggregate whose base is put together, and changed, piece by piece: each piece earns what the whole earns more by it. */
class RunningShare {
  readonly #share: PeriodShare
  readonly #mostMinor: bigint | null
  #base: Micros = 0n
  #earned = 0n

  constructor({ share, mostMinor }: CappedShare) {
    this.#share = share
    this.#mostMinor = mostMinor
  }

  move(base: Micros): bigint {
    this.#base += base
    const before = this.#earned
    const earned = this.#share.shareOf(this.#base)
    this.#earned = this.#mostMinor !== null && earned > this.#mostMinor ? this.#mostMinor : earned
    return this.#earned - before
  }
}

/**
 * The totals that the shares of one period are added up to. `withCustomers`: what customers brought matters too. Where all of the affiliate
 * is one total nothing else has to be looked at.
 */
export function closingTotals(shares: readonly CappedShare[], scope: Carryover['scope'], withCustomers: boolean): ClosingTotal[] {
  const totals = new Map<Uuid | null, ClosingTotal>()
  const isWhole = scope === 'plan' || scope === 'affiliate'
  for (const capped of shares) {
    const { share } = capped
    const running = new RunningShare(capped)
    if (isWhole && !withCustomers) totalIn(totals, null, share).include(running, share.base, new Map())
    else for (const [unitId, parts] of partsByUnit(share, scope)) totalIn(totals, unitId, share).include(running, sumOfParts(parts), basesByCustomer(parts))
  }
  return [...totals.values()].sort((a, b) => compareIds(a.unitId, b.unitId))
}

function totalIn(totals: Map<Uuid | null, ClosingTotal>, unitId: Uuid | null, { versionId }: PeriodShare): ClosingTotal {
  let total = totals.get(unitId)
  if (total === undefined) totals.set(unitId, (total = new ClosingTotal(unitId, versionId)))
  return total
}

function partsByUnit(share: PeriodShare, scope: Carryover['scope']): [Uuid | null, readonly SharePart[]][] {
  const unitOf = (part: SharePart): Uuid | null => (scope === 'brand' ? part.brandId : scope === 'product' ? part.productId : null)
  return [...Map.groupBy(share.parts(), unitOf)].sort(([a], [b]) => compareIds(a, b))
}

function sumOfParts(parts: readonly SharePart[]): Micros {
  return parts.reduce((sum, { base }) => sum + base, 0n)
}

function basesByCustomer(parts: readonly SharePart[]): Map<Uuid | null, Micros> {
  const bases = new Map<Uuid | null, Micros>()
  for (const { customerId, base } of parts) bases.set(customerId, (bases.get(customerId) ?? 0n) + base)
  return bases
}

/** What has no id first. */
function compareIds(a: Uuid | null, b: Uuid | null): number {
  return a === b ? 0 : a === null || (b !== null && a < b) ? -1 : 1
}

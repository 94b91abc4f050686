import { allocate, type Micros } from '../../money/amounts.ts'
import type { Uuid } from '../../ids.ts'
import type { HighRollers } from './plan-terms.ts'

/** What customers brought to one total in one period. */
export interface CustomerBases {
  /** Periods are counted: the next one's number is one more. */
  readonly month: number
  readonly isEnded: boolean
  /** By customer, in the order of their ids. */
  readonly customers: readonly CustomerBase[]
  /** Of nobody in particular. */
  readonly others: Micros
}

export interface CustomerBase {
  readonly customerId: Uuid
  readonly base: Micros
}

/** What is set apart of one customer's losses, and since when. */
export interface FencedLot {
  readonly customerId: Uuid
  /** The number of the period that it is from. */
  readonly from: number
  readonly amount: Micros
}

export interface RingFence {
  readonly month: number
  /** What came off customers' own revenue for what was set apart before. */
  readonly paidDown: readonly CustomerBase[]
  /** The total after that: below zero, losses may be set apart. */
  readonly aggregate: Micros
  /** Taken out of the total when the period ended, positive amounts. */
  readonly fenced: readonly CustomerBase[]
  /** What nobody has to pay down any more from the next period on. */
  readonly forgotten: readonly FencedLot[]
  /** What is still set apart after the period, oldest first. */
  readonly left: readonly FencedLot[]
}

/**
 * Follows a total through its periods, ascending: a customer's own positive base first pays down what was set apart of its losses; when
 * the period has ended, the losses of high rollers are set apart. Source: docs/commission-rules.md, "High rollers".
 */
export function ringFence(periods: readonly CustomerBases[], terms: HighRollers): RingFence[] {
  let lots: readonly FencedLot[] = []
  return periods.map((period) => {
    const result = ringFencePeriod(period, terms, lots)
    lots = result.left
    return result
  })
}

function ringFencePeriod(period: CustomerBases, { threshold, expiryMonths }: HighRollers, before: readonly FencedLot[]): RingFence {
  const isAlive = ({ from }: FencedLot, month: number): boolean => expiryMonths === null || month <= from + expiryMonths
  const usable = before.filter((lot) => isAlive(lot, period.month))
  const { paidDown, left } = payDown(usable, period.customers)
  const own = new Map(period.customers.map(({ customerId, base }) => [customerId, base]))
  for (const { customerId, base } of paidDown) own.set(customerId, (own.get(customerId) ?? 0n) - base)
  const customers = [...own].map(([customerId, base]) => ({ customerId, base }))
  const aggregate = customers.reduce((sum, { base }) => sum + base, period.others)
  const fenced = period.isEnded ? setApart(customers, aggregate, threshold) : []
  const added = fenced.map(({ customerId, base }) => ({ customerId, from: period.month, amount: base }))
  const isKept = (lot: FencedLot): boolean => !period.isEnded || isAlive(lot, period.month + 1)
  const expired = before.filter((lot) => !isAlive(lot, period.month))
  return { month: period.month, paidDown, aggregate, fenced, forgotten: [...expired, ...left.filter((lot) => !isKept(lot))], left: [...left.filter(isKept), ...added] }
}

/** Each customer's positive base pays down its own lots, the oldest first. */
function payDown(lots: readonly FencedLot[], customers: readonly CustomerBase[]): { paidDown: CustomerBase[]; left: FencedLot[] } {
  const room = new Map(customers.map(({ customerId, base }) => [customerId, base > 0n ? base : 0n]))
  const paid = new Map<Uuid, Micros>()
  const left: FencedLot[] = []
  for (const lot of lots) {
    const available = room.get(lot.customerId) ?? 0n
    const taken = available < lot.amount ? available : lot.amount
    room.set(lot.customerId, available - taken)
    if (taken > 0n) paid.set(lot.customerId, (paid.get(lot.customerId) ?? 0n) + taken)
    if (taken < lot.amount) left.push({ ...lot, amount: lot.amount - taken })
  }
  return { paidDown: customers.flatMap(({ customerId }) => (paid.has(customerId) ? { customerId, base: paid.get(customerId) ?? 0n } : [])), left }
}

/**
 * What is taken out of a negative total: the losses of customers that reach the threshold, but no more than brings the total to zero; each
 * of them in proportion, by largest remainder. Positive amounts, millionths.
 */
export function setApart(customers: readonly CustomerBase[], aggregate: Micros, threshold: Micros): CustomerBase[] {
  const losers = customers.filter(({ base }) => base < 0n && base <= -threshold)
  if (aggregate >= 0n || losers.length === 0) return []
  const losses = losers.map(({ base }) => -base)
  const sum = losses.reduce((total, loss) => total + loss, 0n)
  const parts = allocate(sum < -aggregate ? sum : -aggregate, losses)
  return losers.flatMap(({ customerId }, index) => ((parts[index] ?? 0n) > 0n ? { customerId, base: parts[index] ?? 0n } : []))
}

import assert from 'node:assert/strict'
import { divideHalfAwayFromZero, type Micros, microsPerMinor } from '../../money/amounts.ts'
import { PPM, type RatePpm } from '../../money/rates.ts'
import { addMonths } from '../../time/periods.ts'
import type { PercentOfSaleComponent, Recurring, SaleComponent } from './plan-terms.ts'
import { type CanonicalPosition, compareCanonical } from './qualification.ts'

/** A sale as it was made: refunds reverse its commission, they do not take the sale out of the count. */
export interface Sale extends CanonicalPosition {
  readonly transactionId: string
  readonly sale: Micros
}

/**
 * What each of one customer's sales earns, in minor units, by transaction; a sale that is not covered earns 0. A sale is a transaction with
 * a positive sale amount; a negative one is no sale of its own and has the terms of the sale before it. Given in any order, counted in the
 * canonical one (docs/commission-rules.md, "Sales").
 */
export function saleCommissions(component: SaleComponent, sales: readonly Sale[], currency: string): Map<string, bigint> {
  const ordered = [...sales].sort(compareCanonical)
  const first = ordered.find((sale) => sale.sale > 0n)
  const end = first === undefined ? null : recurringEnd(component.recurring, first.occurredAt)
  const amounts = new Map<string, bigint>()
  let ordinal = 0
  for (const sale of ordered) {
    // Stays 0 for what is corrected before the first sale; that has the first sale's terms.
    if (sale.sale > 0n) ordinal += 1
    const isInTime = end === null || sale.occurredAt.getTime() < end.getTime()
    amounts.set(sale.transactionId, isInTime ? saleAmount(component, sale.sale, ordinal, currency) : 0n)
  }
  return amounts
}

/** What decides whether a transaction is rated as a sale. */
export interface RatableSale {
  readonly sale: Micros
  readonly relatedTransactionId: string | null
  readonly revShareExcluded: boolean
  readonly suppliedRevShareMinor: bigint
  readonly suppliedFixedMinor: bigint
}

/** Whether a component rates a transaction as a sale: it is no refund, and neither excluded nor replaced by a supplied commission. */
export function isRatedSale(record: RatableSale, component: SaleComponent): boolean {
  if (record.sale === 0n || record.relatedTransactionId !== null) return false
  if (component.type === 'fixed_per_sale') return record.sale > 0n && record.suppliedFixedMinor === 0n
  return !record.revShareExcluded && record.suppliedRevShareMinor === 0n
}

/** The first instant at which a customer's sales no longer earn, given its first sale; null when they always do. */
export function recurringEnd(recurring: Recurring, firstSaleAt: Date): Date | null {
  return recurring.months === null ? null : addMonths(firstSaleAt, recurring.months)
}

/** What a customer's sale earns by its ordinal (the first is 1) in minor units; the duration in months is not looked at. */
export function saleAmount(component: SaleComponent, saleMicros: Micros, ordinal: number, currency: string): bigint {
  if (!isCounted(component.recurring, ordinal)) return 0n
  if (component.type === 'fixed_per_sale') return saleMicros > 0n ? component.amountMinor : 0n
  return divideHalfAwayFromZero(saleMicros * saleRate(component, ordinal), PPM * microsPerMinor(currency))
}

function isCounted(recurring: Recurring, ordinal: number): boolean {
  if (recurring.firstOnly && ordinal > 1) return false
  return recurring.count === null || ordinal <= recurring.count
}

/** The rate of a customer's sale by its ordinal (the first is 1); 0 when the steps have come to their end. */
export function saleRate(component: PercentOfSaleComponent, ordinal: number): RatePpm {
  let covered = 0
  for (const step of component.steps) {
    if (step.count === null) return step.ratePpm
    covered += step.count
    if (ordinal <= covered) return step.ratePpm
  }
  return 0n
}

/** Whether each sale earns the same whatever the customer bought before, so that it can be rated alone (as ordinal 1). */
export function isUnlimited(component: SaleComponent): boolean {
  const { firstOnly, months, count } = component.recurring
  if (firstOnly || months !== null || count !== null) return false
  return component.type === 'fixed_per_sale' || component.steps[0]?.count === null
}

/** What of a sale can be refunded: its sale amount, or the deposit of a transaction that has no positive one. */
export function paidOf({ sale, deposit }: { readonly sale: Micros; readonly deposit: Micros }): Micros {
  return sale > 0n ? sale : deposit
}

/** What refunds have taken of that. Refunds carry signed amounts. */
export function refundedOf(original: { readonly sale: Micros }, refunds: readonly { readonly sale: Micros; readonly deposit: Micros }[]): Micros {
  let refunded = 0n
  for (const refund of refunds) refunded -= original.sale > 0n ? refund.sale : refund.deposit
  return refunded
}

/**
 * How much of a sale's commission its refunds take back in all, in minor units: the original × refunded / paid, never more than the
 * original. A refund's own line is the difference between two such totals, so that a full refund gives back exactly what was accrued.
 */
export function reversedShare(originalMinor: bigint, refundedMicros: Micros, paidMicros: Micros): bigint {
  assert(paidMicros > 0n && refundedMicros >= 0n, 'a refund takes back part of something paid')
  const refunded = refundedMicros < paidMicros ? refundedMicros : paidMicros
  return divideHalfAwayFromZero(originalMinor * refunded, paidMicros)
}

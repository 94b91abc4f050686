import type { Uuid } from '../../../ids.ts'
import type { Period } from '../../../time/periods.ts'
import { explainSaleLimits, explainSaleWorth } from '../../explain-sale-terms.ts'
import { type Because, count, fact, micros, minor } from '../../explanation.ts'
import type { LineReason } from '../../line-reasons.ts'
import type { RateRow, SaleComponent } from '../../rules/plan-terms.ts'
import { isRatedSale, isUnlimited, paidOf, recurringEnd, refundedOf, reversedShare, saleAmount } from '../../rules/sale-commission.ts'
import type { Award, HistoryCustomer, HistoryTransaction, ReckoningInput } from '../component.ts'
import { periodFinder } from '../metrics/period-finder.ts'
import { explainRow } from '../modifiers/explain-row.ts'
import { factsOfTransaction, type RateFacts, rowFor } from '../modifiers/rate-table.ts'

/**
 * A percentage of sales, or an amount for each: an award for each sale, `transaction:<id>`, counted among its customer's in canonical
 * order. What a refund takes back is an award of its own, `transaction:<refund>`, in the refund's period; only where the component has
 * caps it comes off the sale's award, since a cap looks at what a sale is worth in the end (docs/commission-rules.md, "Sales").
 */
export function reckonSales<Terms extends SaleComponent>(input: ReckoningInput<Terms>): Award[] {
  const { history, termsOf, program } = input
  const refunds = refundsBySale(history.transactions)
  const counting: Counting = { customers: new Map(), narrowed: new Map() }
  const periodAt = periodFinder(program.timeZone)
  const awards: Award[] = []
  for (const sale of history.transactions) {
    const terms = sale.sale === 0n || sale.relatedTransactionId !== null ? undefined : termsOf(sale.versionId)
    if (terms === undefined) continue
    if (!isRatedSale(sale, terms)) {
      if (isExcluded(sale, terms)) awards.push(zeroAward(sale, periodAt, 'excluded'))
      continue
    }
    const rated = rate(terms, sale, history.customers, counting, program.currency)
    const ownRefunds = refunds.get(sale.id) ?? NO_REFUNDS
    if (ownRefunds.length === 0 || terms.caps.length > 0) awards.push(saleAward(rated, ownRefunds, periodAt, program.currency))
    else pushWithRefunds(awards, rated, ownRefunds, periodAt, program.currency)
  }
  return awards
}

const NO_REFUNDS: readonly HistoryTransaction[] = []

function refundsBySale(transactions: readonly HistoryTransaction[]): Map<Uuid, HistoryTransaction[]> {
  const refunds = new Map<Uuid, HistoryTransaction[]>()
  for (const transaction of transactions) {
    if (transaction.relatedTransactionId === null) continue
    const known = refunds.get(transaction.relatedTransactionId)
    if (known === undefined) refunds.set(transaction.relatedTransactionId, [transaction])
    else known.push(transaction)
  }
  return refunds
}

/** Of one customer: its positive sales so far, when the first of them was, and when they end to earn under the terms looked at last. */
interface CountedSales {
  ordinal: number
  readonly firstAt: Date
  months: number | null
  /** Milliseconds since 1970. */
  endMs: number
}

interface Counting {
  readonly customers: Map<Uuid, CountedSales>
  /** The terms that a row of a table of rates makes of the component's. */
  readonly narrowed: Map<RateRow, SaleComponent>
}

interface RatedSale {
  readonly sale: HistoryTransaction
  /** With the row's rate or amount, where one matches. */
  readonly terms: SaleComponent
  readonly row: RateRow | undefined
  /** Null where there is no table of rates to look them up in. */
  readonly facts: RateFacts | null
  readonly ordinal: number
  readonly isInTime: boolean
  /** Before refunds; minor units. */
  readonly full: bigint
}

function rate(own: SaleComponent, sale: HistoryTransaction, customers: ReadonlyMap<Uuid, HistoryCustomer>, counting: Counting, currency: string): RatedSale {
  const facts = own.rates.length === 0 ? null : factsOfTransaction(sale, customers)
  const row = facts === null ? undefined : rowFor(own.rates, facts)
  const terms = row === undefined ? own : narrowedTo(own, row, counting.narrowed)
  // What names no customer is counted among no others: it earns like the first of its kind.
  if (sale.customerId === null) return { sale, terms, row, facts, ordinal: 1, isInTime: true, full: saleAmount(terms, sale.sale, 1, currency) }
  const counted = countSale(counting.customers, sale.customerId, sale)
  const isInTime = counted === undefined || sale.occurredAt.getTime() < endOf(counted, terms)
  const ordinal = counted?.ordinal ?? 0
  return { sale, terms, row, facts, ordinal, isInTime, full: isInTime ? saleAmount(terms, sale.sale, ordinal, currency) : 0n }
}

/** A negative sale is none of its own: it has the place of the sale before it; undefined when there is none yet. */
function countSale(customers: Map<Uuid, CountedSales>, customerId: Uuid, { sale, occurredAt }: HistoryTransaction): CountedSales | undefined {
  const known = customers.get(customerId)
  if (sale < 0n) return known
  if (known === undefined) {
    const first = { ordinal: 1, firstAt: occurredAt, months: null, endMs: Number.POSITIVE_INFINITY }
    customers.set(customerId, first)
    return first
  }
  known.ordinal += 1
  return known
}

/** Kept with the customer: the calendar is asked once for it, not once for each sale. */
function endOf(counted: CountedSales, { recurring }: SaleComponent): number {
  if (recurring.months === counted.months) return counted.endMs
  counted.months = recurring.months
  counted.endMs = recurringEnd(recurring, counted.firstAt)?.getTime() ?? Number.POSITIVE_INFINITY
  return counted.endMs
}

function narrowedTo(own: SaleComponent, row: RateRow, known: Map<RateRow, SaleComponent>): SaleComponent {
  const terms = known.get(row) ?? (own.type === 'percent_of_sale' ? { ...own, steps: [{ ratePpm: row.ratePpm ?? 0n, count: null }] } : { ...own, amountMinor: row.amountsMinor?.[0] ?? 0n })
  known.set(row, terms)
  return terms
}

function isExcluded({ revShareExcluded }: HistoryTransaction, terms: SaleComponent): boolean {
  return terms.type === 'percent_of_sale' && revShareExcluded
}

function takenBack({ sale, full }: RatedSale, refunded: bigint): bigint {
  return refunded === 0n ? 0n : reversedShare(full, refunded, paidOf(sale))
}

/** The award of a sale, less what its refunds take of it. */
function saleAward(rated: RatedSale, refunds: readonly HistoryTransaction[], periodAt: (ms: number) => Period, currency: string): Award {
  const { sale, full } = rated
  const refunded = refunds.length === 0 ? 0n : refundedOf(sale, refunds)
  const amountMinor = full - takenBack(rated, refunded)
  return {
    ...placeOf(sale, periodAt), amountMinor, reason: amountMinor === 0n ? zeroReason(rated, currency) : null,
    because: () => explainSale(rated, refunded, currency),
  }
}

/** The award of a sale in full, and one for what each of its refunds takes back. */
function pushWithRefunds(awards: Award[], rated: RatedSale, refunds: readonly HistoryTransaction[], periodAt: (ms: number) => Period, currency: string): void {
  awards.push(saleAward(rated, NO_REFUNDS, periodAt, currency))
  let refundedBefore = 0n
  for (const refund of refunds) {
    const before = refundedBefore
    const after = before + refundedOf(rated.sale, [refund])
    const amountMinor = takenBack(rated, before) - takenBack(rated, after)
    refundedBefore = after
    if (amountMinor === 0n) continue
    awards.push({ ...placeOf(refund, periodAt), versionId: rated.sale.versionId, amountMinor, reason: null, because: () => explainRefund(rated, before, after, currency) })
  }
}

/** A sale earns nothing because it is too small, because only earlier ones earn, or because all of it was taken back. */
function zeroReason({ terms, sale, full }: RatedSale, currency: string): LineReason {
  if (full !== 0n) return 'refunded'
  return saleAmount(terms, sale.sale, 1, currency) === 0n ? 'rounded_to_zero' : 'recurring_ended'
}

function zeroAward(sale: HistoryTransaction, periodAt: (ms: number) => Period, reason: LineReason): Award {
  return { ...placeOf(sale, periodAt), amountMinor: 0n, reason, because: () => [fact('reason', reason), micros('saleAmount', sale.sale)] }
}

function placeOf({ id, versionId, occurredAt, brandId, externalId, customerId }: HistoryTransaction, periodAt: (ms: number) => Period): Omit<Award, 'amountMinor' | 'reason' | 'because'> {
  return { key: `transaction:${id}`, versionId, occurredAt, period: periodAt(occurredAt.getTime()), brandId, externalId: externalId ?? id, customerId, transactionId: id }
}

function explainSale(rated: RatedSale, refunded: bigint, currency: string): Because[] {
  const { sale, terms, ordinal, full } = rated
  const isCounted = !isUnlimited(terms) && sale.customerId !== null
  return [
    minor('saleEarns', full, currency, [
      ...(rated.facts === null ? [] : explainRow(terms.rates, rated.row, rated.facts)),
      ...explainSaleWorth(terms, sale.sale, ordinal, currency),
      ...(isCounted ? [count('saleNumber', ordinal), ...explainSaleLimits(terms)] : []),
      ...(rated.isInTime ? [] : [fact('isInTime', false)]),
    ]),
    ...(refunded === 0n ? [] : [minor('takenBackByRefunds', -takenBack(rated, refunded), currency, [micros('refunded', refunded), micros('paid', paidOf(sale))])]),
  ]
}

function explainRefund(rated: RatedSale, before: bigint, after: bigint, currency: string): Because[] {
  return [
    minor('originalCommission', rated.full, currency, explainSale(rated, 0n, currency)),
    micros('paid', paidOf(rated.sale)),
    micros('refundedBefore', before),
    micros('refundedAfter', after),
    minor('takenBackBefore', takenBack(rated, before), currency),
    minor('takenBackAfter', takenBack(rated, after), currency),
  ]
}

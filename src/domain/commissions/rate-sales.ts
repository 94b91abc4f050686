import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import { readSaleRecords, type SaleRecord, type TransactionRecord } from '../transactions/transaction-record.ts'
import { draftLine } from './draft-line.ts'
import { type PostedLine, readPostedLines } from './posted-lines.ts'
import { compareRecords, type RatedTransaction, type RatingState, versionOf } from './rating-state.ts'
import type { Component, PlanVersionTerms, SaleComponent } from './rules/plan-terms.ts'
import { isRatedSale, isUnlimited, paidOf, type RatableSale, refundedOf, reversedShare, saleAmount, saleCommissions } from './rules/sale-commission.ts'

/** Whether a component may rate a transaction as a sale: neither excluded nor replaced by a supplied commission. */
export function entersSales(
  record: RatableSale & Pick<TransactionRecord, 'unpaidReason'>,
  component: SaleComponent,
): boolean {
  return record.unpaidReason === null && isRatedSale(record, component)
}

/** Rates one sale by itself, where no other sale of the customer matters. Answers the reason when it earned nothing. */
export function rateUnlimitedSale(state: RatingState, record: TransactionRecord, version: PlanVersionTerms, component: SaleComponent): string | null {
  if (!entersSales(record, component)) return null
  const amountMinor = saleAmount(component, record.sale, 1, state.step.program.currency)
  if (amountMinor === 0n) return 'rounded_to_zero'
  state.lines.push(
    draftLine(state.step, record, { version, component: component.key, kind: 'computed', amountMinor, baseAfter: record.sale, totalBefore: 0n, totalAfter: amountMinor }),
  )
  return null
}

interface LimitedSales {
  readonly customerId: Uuid
  readonly planId: Uuid
  /** The component's key: each sale is rated by the component of this key in its own version. */
  readonly component: string
  /** Transactions of this step, by id: new sales and new refunds. */
  readonly fresh: Map<Uuid, SaleRecord>
}

/**
 * Rates sales where only the first, the first n or the first months earn: which ones those are is decided by the canonical order
 * of all the customer's sales, so a late sale may take the place of an earlier one. Every sale whose commission changed gets the
 * difference as a line: the new sale itself, a refund on its refund, any other as a correction. Answers why new sales
 * earn nothing.
 */
export async function rateLimitedSales(state: RatingState, rated: readonly RatedTransaction[], removed: ReadonlySet<Uuid> = new Set()): Promise<Map<Uuid, string>> {
  const all = [...limitedWork(state, rated, removed)]
  const reasons = new Map<Uuid, string>()
  for (let start = 0; start < all.length; start += CUSTOMERS_AT_ONCE) {
    const works = all.slice(start, start + CUSTOMERS_AT_ONCE)
    const stored = await readSales(state, works)
    const histories = works.map((work) => {
      const history = stored.get(`${work.customerId}:${work.planId}`) ?? []
      return [...history.filter(({ id }) => !work.fresh.has(id) && !removed.has(id)), ...work.fresh.values()]
    })
    const posted = Map.groupBy(await readPostedLines(state.step, histories.flat().map(({ id }) => id)), ({ transactionId }) => transactionId)
    works.forEach((work, index) => {
      for (const sale of rateCustomerSales(state, work, histories[index] ?? [], posted)) reasons.set(sale.id, reasonOf(state, work.component, sale))
    })
  }
  return reasons
}

/** Why a sale earns nothing among the others: as the first one it would have, or it is too small. */
function reasonOf(state: RatingState, key: string, sale: SaleRecord): string {
  const component = ownComponent(state, sale, key)
  return component !== undefined && saleAmount(component, sale.sale, 1, state.step.program.currency) === 0n ? 'rounded_to_zero' : 'recurring_ended'
}

/** Customers whose sales are held in memory together. */
const CUSTOMERS_AT_ONCE = 500

/** The stored sales and refunds of the customers under their plans, in one statement. */
async function readSales(state: RatingState, works: readonly LimitedSales[]): Promise<Map<string, SaleRecord[]>> {
  const stored = await readSaleRecords(
    state.step.tx, state.step.program.id, 'limited',
    `t.customer_id = any($2::uuid[]) and t.plan_id = any($3::uuid[]) and t.sale <> 0 and t.applied_sequence is not null
     and t.removed_sequence is null and t.unpaid_reason is null`,
    [arrayLiteral([...new Set(works.map(({ customerId }) => customerId))]), arrayLiteral([...new Set(works.map(({ planId }) => planId))])],
  )
  return Map.groupBy(stored, ({ customerId, planId }) => `${customerId}:${planId}`)
}

function limitedWork(state: RatingState, rated: readonly RatedTransaction[], removed: ReadonlySet<Uuid>): Iterable<LimitedSales> {
  const work = new Map<string, LimitedSales>()
  for (const { record } of rated) {
    const version = versionOf(state, record)
    if (version === undefined || record.customerId === null || record.sale === 0n) continue
    for (const component of limitedComponents(state, version.planId)) {
      const key = `${record.customerId}:${version.planId}:${component}`
      const known: LimitedSales = work.get(key) ?? { customerId: record.customerId, planId: version.planId, component, fresh: new Map() }
      if (!removed.has(record.id)) known.fresh.set(record.id, record)
      work.set(key, known)
    }
  }
  return work.values()
}

/** Keys of the sale components that are limited in some version of a plan: there a sale may change what others earn. */
function limitedComponents(state: RatingState, planId: Uuid): Set<string> {
  const keys = new Set<string>()
  for (const version of state.versions.values()) {
    if (version.planId !== planId) continue
    for (const component of version.inFlight) if (isSale(component) && !isUnlimited(component)) keys.add(component.key)
  }
  return keys
}

function isSale(component: Component | undefined): component is SaleComponent {
  return component?.type === 'percent_of_sale' || component?.type === 'fixed_per_sale'
}

function ownComponent(state: RatingState, record: SaleRecord, key: string): SaleComponent | undefined {
  const component = versionOf(state, record)?.inFlight.find((candidate) => candidate.key === key)
  return isSale(component) ? component : undefined
}

/** The same, also where the version's sales are reckoned: they are counted with the others, whichever way they are paid. */
function countedBy(state: RatingState, record: SaleRecord, key: string): SaleComponent | undefined {
  const component = versionOf(state, record)?.components.find((candidate) => candidate.key === key)
  return isSale(component) ? component : undefined
}

/** What each limited sale earns: counted among all the customer's sales, rated by the sale's own version. */
function limitedAmounts(state: RatingState, key: string, sales: readonly SaleRecord[]): Map<Uuid, bigint> {
  const positions = sales.map((sale) => ({ transactionId: sale.id, occurredAt: sale.occurredAt, brandId: sale.brandId, externalId: sale.externalId ?? sale.id, sale: sale.sale }))
  const byComponent = new Map<SaleComponent, Map<string, bigint>>()
  const amounts = new Map<Uuid, bigint>()
  for (const sale of sales) {
    const component = ownComponent(state, sale, key)
    if (component === undefined || isUnlimited(component)) continue
    const rated = byComponent.get(component) ?? saleCommissions(component, positions, state.step.program.currency)
    byComponent.set(component, rated)
    amounts.set(sale.id, rated.get(sale.id) ?? 0n)
  }
  return amounts
}

/** Answers the new sales that earn nothing. */
function rateCustomerSales(state: RatingState, work: LimitedSales, records: readonly SaleRecord[], lines: ReadonlyMap<Uuid, readonly PostedLine[]>): SaleRecord[] {
  const { step } = state
  const sales = records
    .filter((record) => {
      const component = countedBy(state, record, work.component)
      return component !== undefined && entersSales(record, component)
    })
    .sort(compareRecords)
  const refunds = records.filter((record) => record.relatedTransactionId !== null)
  const amounts = limitedAmounts(state, work.component, sales)
  const posted = postedBySale(work, records, lines)

  for (const sale of sales) {
    const ownRefunds = refunds.filter((refund) => refund.relatedTransactionId === sale.id)
    const refunded = refundedOf(sale, ownRefunds)
    const full = amounts.get(sale.id)
    if (full === undefined) continue
    const target = refunded === 0n ? full : full - reversedShare(full, refunded, paidOf(sale))
    const leaves = { version: versionOf(state, sale), component: work.component, baseAfter: sale.sale }
    let before = posted.get(sale.id)?.amount ?? 0n
    if (work.fresh.has(sale.id) && full !== 0n) {
      state.lines.push(draftLine(step, sale, { ...leaves, kind: 'computed', amountMinor: full, metricAfter: 0n, totalBefore: 0n, totalAfter: full }))
      before = full
    }
    if (target === before) continue
    const cause = ownRefunds.findLast((refund) => work.fresh.has(refund.id))
    const reversesId = posted.get(sale.id)?.lineId
    state.lines.push(
      draftLine(step, cause ?? sale, {
        ...leaves, kind: cause === undefined ? 'rerate' : 'reversal', amountMinor: target - before,
        ...(reversesId === undefined ? {} : { reversesId }),
        ...(cause === undefined ? { reason: 'order_changed' } : {}),
        takesFromPayable: target < before && (posted.get(sale.id)?.isMatured ?? false),
        metricAfter: refunded, totalBefore: before, totalAfter: target,
      }),
    )
  }
  return [...work.fresh.values()].filter(({ id }) => amounts.get(id) === 0n)
}

interface PostedSale {
  amount: bigint
  readonly lineId: Uuid
  readonly isMatured: boolean
}

/** What has been posted for each sale under the component so far, its refunds' lines included. */
function postedBySale(work: LimitedSales, records: readonly SaleRecord[], lines: ReadonlyMap<Uuid, readonly PostedLine[]>): Map<Uuid, PostedSale> {
  const saleOf = new Map(records.map((record) => [record.id, record.relatedTransactionId ?? record.id]))
  const posted = new Map<Uuid, PostedSale>()
  const inOrder = records.flatMap(({ id }) => lines.get(id) ?? []).sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const line of inOrder) {
    if (line.component !== work.component || line.kind === 'supplied') continue
    const saleId = saleOf.get(line.transactionId) ?? line.transactionId
    const known = posted.get(saleId)
    if (known === undefined) posted.set(saleId, { amount: line.amountMinor, lineId: line.id, isMatured: line.isMatured })
    else known.amount += line.amountMinor
  }
  return posted
}

/** Books what the caller computed itself, instead of the computed commission of that family. */
export function rateSupplied(state: RatingState, record: TransactionRecord): boolean {
  if (record.unpaidReason !== null || record.relatedTransactionId !== null) return false
  const version = versionOf(state, record)
  const supplied = [
    ['revenue_share', record.revShareExcluded ? 0n : record.suppliedRevShareMinor],
    ['cpa', record.cpaExcluded ? 0n : record.suppliedCpaMinor],
    ['fixed_per_sale', record.suppliedFixedMinor],
  ] as const
  let isSupplied = false
  for (const [component, amountMinor] of supplied) {
    if (amountMinor === 0n) continue
    isSupplied = true
    state.lines.push(draftLine(state.step, record, { version, component, kind: 'supplied', amountMinor, reason: 'supplied_by_caller', totalBefore: 0n, totalAfter: amountMinor }))
  }
  return isSupplied
}

/**
 * Takes back what a sale earned by itself, in proportion to the refund, and never more than all of it. Aggregated and limited
 * components are not touched here: a refund changes their totals.
 */
export async function reverseOwnLines(state: RatingState, refunds: readonly RatedTransaction[]): Promise<void> {
  const stored = await readPostedLines(state.step, refunds.flatMap(({ original }) => (original === null ? [] : [original.sale.id])))
  for (const { record, original } of refunds) {
    if (original === null) continue
    const drafted = state.lines.filter((line) => line.transactionId === original.sale.id).map((line) => ({ ...line, isMatured: false }))
    for (const line of [...stored.filter((candidate) => candidate.transactionId === original.sale.id), ...drafted]) {
      if (line.reversesId !== null || !ratedByItself(state, line)) continue
      const totalBefore = reversedShare(line.amountMinor, original.refundedBefore, original.paid)
      const totalAfter = reversedShare(line.amountMinor, original.refundedAfter, original.paid)
      if (totalAfter === totalBefore) continue
      state.lines.push(
        draftLine(state.step, record, {
          version: line.planVersionId === null ? undefined : state.versions.get(line.planVersionId),
          component: line.component, kind: 'reversal', amountMinor: totalBefore - totalAfter, reversesId: line.id,
          takesFromPayable: line.isMatured && line.amountMinor > 0n, baseBefore: original.refundedBefore, baseAfter: original.refundedAfter,
          metricBefore: original.paid, metricAfter: line.amountMinor, totalBefore, totalAfter,
        }),
      )
    }
  }
}

function ratedByItself(state: RatingState, line: { readonly kind: string; readonly component: string; readonly customerId: Uuid | null; readonly planVersionId: Uuid | null }): boolean {
  if (line.kind === 'supplied') return true
  if (line.kind !== 'computed' || line.planVersionId === null) return false
  const component = state.versions.get(line.planVersionId)?.inFlight.find(({ key }) => key === line.component)
  // Without a customer there are no other sales to count it among.
  return isSale(component) && (isUnlimited(component) || line.customerId === null)
}

import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { takesBack } from '../transactions/transaction-item.ts'
import { type Because, count, exact, fact, instant, micros, minor, rate } from './explanation.ts'
import { applyDeductions, type Deduction, type DeductionLine, type NetRevenue } from './rules/deductions.ts'

type NetFields = Pick<
  TransactionRecord,
  | 'deposit' | 'withdrawal' | 'wager' | 'sale' | 'bonus' | 'gross' | 'net' | 'taxes' | 'paymentFees' | 'costOfGoods' | 'suppliedDeductions'
  | 'country' | 'countryCode' | 'productId' | 'externalProductId'
>

/**
 * The way from a transaction's gross to its net, worked out again from its amounts and its set of deductions; null when it does
 * not lead to what was stored. Not for refunds of a known sale: they take back a share of the sale's amounts.
 */
export function netOfTransaction(record: NetFields, deductions: readonly Deduction[]): NetRevenue | null {
  const context = {
    country: record.countryCode ?? record.country,
    supplied: (record.suppliedDeductions ?? []).map(({ name, amount }) => ({ name, amount: BigInt(amount) })),
  }
  // Deductions look at the product that the item named, if there is one; a customer's own product only decides its terms.
  const products = record.externalProductId === null ? [NO_PRODUCT] : [{ productId: record.productId, productExternalId: record.externalProductId }, NO_PRODUCT]
  for (const product of products) {
    const result = applyDeductions(deductions, record, { ...context, ...product })
    if (isStored(result, record)) return result
  }
  return null
}

const NO_PRODUCT = { productId: null, productExternalId: null }

function isStored(result: NetRevenue, record: NetFields): boolean {
  const { net, taxes, paymentFees, costOfGoods } = result
  return net === record.net && taxes === record.taxes && paymentFees === record.paymentFees && costOfGoods === record.costOfGoods
}

/** A transaction and, for a refund of a known sale, that sale and what had been refunded of it before; with the sale's deductions. */
export interface ExplainedTransaction {
  readonly record: TransactionRecord
  readonly original: { readonly record: TransactionRecord; readonly refundedBefore: bigint; readonly refundedAfter: bigint } | null
  readonly deductions: readonly Deduction[]
}

/** What a transaction is: its own fields, as far as they were sent. */
export function explainTransaction({ record }: Pick<ExplainedTransaction, 'record'>, currency: string): Because {
  const amounts = [
    ['depositAmount', record.deposit], ['saleAmount', record.sale], ['withdrawalAmount', record.withdrawal], ['wageredAmount', record.wager],
    ['bonusAmount', record.bonus], ['grossRevenue', record.gross],
  ] as const
  const supplied = [
    ['revShareCommission', record.suppliedRevShareMinor], ['cpaCommission', record.suppliedCpaMinor], ['fixedCommission', record.suppliedFixedMinor],
  ] as const
  return fact('transaction', record.externalId ?? record.id, [
    fact('transactionId', record.id),
    fact('type', record.type),
    instant('transactionDate', record.occurredAt),
    ...amounts.filter(([, amount]) => amount !== 0n).map(([name, amount]) => micros(name, amount)),
    ...supplied.filter(([, amount]) => amount !== 0n).map(([name, amount]) => minor(name, amount, currency)),
    ...exchange(record),
    ...Object.entries(record.roundedFrom ?? {}).map(([name, sent]) => micros(`${name}BeforeRounding`, BigInt(sent))),
    ...(takesBack(record.type) && record.relatedTransactionId !== null ? [fact('relatedTransactionId', record.relatedTransactionId)] : []),
  ])
}

function exchange({ sentCurrency, fxRatePpb }: TransactionRecord): Because[] {
  if (sentCurrency === null || fxRatePpb === null) return []
  return [fact('currency', sentCurrency), { name: 'exchangeRate', value: { as: 'amount', units: fxRatePpb, scale: 9 } }]
}

/** Net revenue down to gross and each deduction; of a refund, down to the share it takes of the sale's net revenue. */
export function explainNet(transaction: ExplainedTransaction): Because {
  const { record, original, deductions } = transaction
  if (original === null) return micros('netRevenue', record.net, wayToNet(record, deductions))
  const paid = original.record.sale > 0n ? original.record.sale : original.record.deposit
  return micros('netRevenue', record.net, [
    micros('netRevenueOfOriginal', original.record.net, wayToNet(original.record, deductions)),
    micros('paid', paid),
    micros('refundedBefore', original.refundedBefore),
    micros('refundedAfter', original.refundedAfter),
  ])
}

function wayToNet(record: TransactionRecord, deductions: readonly Deduction[]): Because[] {
  const lines = netOfTransaction(record, deductions)?.lines ?? []
  return [micros('grossRevenue', record.gross), ...lines.map(explainDeduction)]
}

function explainDeduction(line: DeductionLine): Because {
  return micros('deduction', line.amount, [
    fact('deductionName', line.name),
    fact('kind', line.kind),
    ...(line.base === null ? [] : [fact('base', line.base), micros('baseAmount', line.baseAmount)]),
    ...(line.ratePpm === null ? [] : [rate('rate', line.ratePpm), exact('beforeRounding', line.baseAmount * line.ratePpm)]),
    ...(line.fixed === null ? [] : [micros('fixed', line.fixed)]),
  ])
}

/** How many transactions a sum is over, and their sum, for the totals before a line. */
export function explainSum(name: string, sum: bigint, transactions: bigint): Because {
  return micros(name, sum, [count('transactions', transactions)])
}

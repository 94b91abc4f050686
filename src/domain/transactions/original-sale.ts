import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { divideHalfAwayFromZero } from '../money/amounts.ts'
import { paidOf } from '../commissions/rules/sale-commission.ts'
import type { Uuid } from '../ids.ts'
import type { ItemAmounts, RefundAmounts } from './item-amounts.ts'
import { failed, type Refusal } from './queued-item.ts'
import { brandKey, type CustomerTerms, readCustomersById } from './read-surroundings.ts'
import { recordOfRow, type TransactionRecord, type TransactionRow } from './transaction-record.ts'

/** A sale (or deposit) that a refund or chargeback takes back from, all in millionths. */
export interface OriginalSale {
  readonly sale: TransactionRecord
  readonly customer: CustomerTerms | null
  /** What was paid: the sale amount, or the deposit of a transaction without one. */
  readonly paid: bigint
  readonly refundedBefore: bigint
  readonly refundedAfter: bigint
}

/** A sale with what has been taken back of it so far. `refunded` grows as refunds of one set are worked through. */
export interface KnownOriginal {
  readonly sale: TransactionRecord
  readonly customer: CustomerTerms | null
  refunded: bigint
}

export type RefundOutcome = Refusal | { readonly kind: 'refunded'; readonly original: OriginalSale; readonly amounts: ItemAmounts }

/** The originals that refunds name, by brandKey: stored ones, and those resolved in the same set. */
export async function readOriginals(
  tx: Tx,
  programId: Uuid,
  names: readonly { brandId: Uuid; externalId: string }[],
  fresh: readonly { record: TransactionRecord; customer: CustomerTerms | null }[],
): Promise<Map<string, KnownOriginal>> {
  const originals = new Map<string, KnownOriginal>()
  for (const { record, customer } of fresh) {
    if (record.externalId !== null) originals.set(brandKey(record.brandId, record.externalId), { sale: record, customer, refunded: 0n })
  }
  const rows = new BulkRows(columns('brand_id uuid, external_id text'))
  for (const name of names) if (!originals.has(brandKey(name.brandId, name.externalId))) rows.add(name.brandId, name.externalId)
  if (rows.size === 0) return originals
  const stored = await tx.sql<TransactionRow & { refunded_sale: bigint; refunded_deposit: bigint }>({
    name: 'read-originals',
    text: `select t.*, coalesce(r.sale, 0) as refunded_sale, coalesce(r.deposit, 0) as refunded_deposit
             from (select distinct * from ${rows.unnest('n', 2)}) n
             join transaction_key k on k.program_id = $1 and k.brand_id = n.brand_id and k.external_id = n.external_id
             join transaction t on t.program_id = $1 and t.id = k.transaction_id
             left join lateral (select -sum(x.sale) as sale, -sum(x.deposit) as deposit from transaction x
                                 where x.program_id = $1 and x.related_transaction_id = t.id and x.removed_sequence is null) r on true`,
    values: [programId, ...rows.parameters()],
  })
  const sales = stored.map((row) => ({ sale: recordOfRow(row), refundedSale: row.refunded_sale, refundedDeposit: row.refunded_deposit }))
  const customers = await readCustomersById(tx, programId, sales.flatMap(({ sale }) => sale.customerId ?? []))
  for (const { sale, refundedSale, refundedDeposit } of sales) {
    const customer = sale.customerId === null ? null : (customers.get(sale.customerId) ?? null)
    const known = { sale, customer, refunded: sale.sale > 0n ? refundedSale : refundedDeposit }
    originals.set(brandKey(sale.brandId, sale.externalId ?? ''), known)
  }
  return originals
}

/**
 * What a refund does to its sale. It takes away a share of every amount of the sale: refunded / paid, cumulated and rounded so
 * that a full refund takes away everything exactly; more than was paid cannot be taken back.
 */
export function refund(known: KnownOriginal | undefined, sent: RefundAmounts): RefundOutcome {
  if (known === undefined) return { kind: 'waiting', code: 'original_unknown', message: 'The original transaction has not arrived yet.' }
  const { sale } = known
  if (sale.status === 'rejected') return failed('original_rejected', 'The original transaction was rejected; there is nothing to take back.')
  if (sale.appliedSequence === null) return { kind: 'waiting', code: 'original_pending', message: 'The original transaction waits for approval.' }
  const paid = paidOf(sale)
  if (sale.relatedTransactionId !== null || paid <= 0n) return failed('original_not_refundable', 'The original transaction has no sale or deposit that could be taken back.')

  const wanted = sale.sale > 0n ? (sent.sale === 0n ? sent.deposit : sent.sale) : sent.deposit === 0n ? sent.sale : sent.deposit
  const before = known.refunded
  const after = before + wanted > paid ? paid : before + wanted
  known.refunded = after
  const original: OriginalSale = { sale, customer: known.customer, paid, refundedBefore: before, refundedAfter: after }
  return { kind: 'refunded', original, amounts: { kind: 'amounts', amounts: takenBack(original, sent, wanted) } }
}

function takenBack({ sale, paid, refundedBefore, refundedAfter }: OriginalSale, sent: RefundAmounts, wanted: bigint): ItemAmounts['amounts'] {
  const share = (amount: bigint) => divideHalfAwayFromZero(amount * refundedBefore, paid) - divideHalfAwayFromZero(amount * refundedAfter, paid)
  return {
    deposit: share(sale.deposit),
    sale: share(sale.sale),
    withdrawal: 0n,
    wager: 0n,
    bonus: share(sale.bonus),
    gross: share(sale.gross),
    net: share(sale.net),
    taxes: share(sale.taxes),
    paymentFees: share(sale.paymentFees),
    costOfGoods: share(sale.costOfGoods),
    suppliedRevShareMinor: share(sale.suppliedRevShareMinor),
    suppliedCpaMinor: share(sale.suppliedCpaMinor),
    suppliedFixedMinor: share(sale.suppliedFixedMinor),
    suppliedDeductions: null,
    sentCurrency: sent.sentCurrency,
    fxRatePpb: sent.fxRatePpb,
    roundedFrom: refundedAfter - refundedBefore === wanted ? null : { refunded: String(wanted) },
    deductionSetId: sale.deductionSetId,
  }
}

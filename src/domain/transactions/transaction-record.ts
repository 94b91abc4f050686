import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { IntegrationType } from './transaction-item.ts'

/**
 * A transaction with everything about it resolved, as it is stored. Amounts are signed millionths of a major unit of the
 * program's currency; a refund of a known sale carries what it takes away from that sale's amounts.
 */
export interface TransactionRecord {
  readonly id: Uuid
  readonly batchId: Uuid | null
  readonly brandId: Uuid
  readonly productId: Uuid | null
  readonly customerId: Uuid | null
  readonly affiliateId: Uuid
  readonly trackerId: Uuid
  /** The click's 16 bytes as a uuid, for a transaction that came with a click of its own. */
  readonly clickKey: Uuid | null
  readonly type: string
  readonly externalId: string | null
  readonly externalCustomerId: string | null
  readonly externalProductId: string | null
  readonly relatedTransactionId: Uuid | null
  readonly country: string | null
  readonly countryCode: string | null
  readonly sentCurrency: string | null
  /** Program currency for one unit of the sent currency, in billionths. */
  readonly fxRatePpb: bigint | null
  readonly deposit: bigint
  readonly sale: bigint
  readonly withdrawal: bigint
  readonly wager: bigint
  readonly bonus: bigint
  readonly gross: bigint
  readonly net: bigint
  readonly taxes: bigint
  readonly paymentFees: bigint
  readonly costOfGoods: bigint
  readonly suppliedRevShareMinor: bigint
  readonly suppliedCpaMinor: bigint
  readonly suppliedFixedMinor: bigint
  readonly suppliedDeductions: readonly { readonly name: string; readonly amount: string }[] | null
  /** Amounts as sent (after conversion), where rounding to the minor unit or a cap on refunds changed them. Micros as text. */
  readonly roundedFrom: Readonly<Record<string, string>> | null
  readonly deductionSetId: Uuid | null
  readonly occurredAt: Date
  readonly effectiveAt: Date
  /** moved: to another affiliate with its customer; a successor has its place. */
  readonly status: 'pending' | 'approved' | 'rejected' | 'moved'
  readonly isVerified: boolean
  readonly appliedSequence: bigint | null
  readonly removedSequence: bigint | null
  readonly unpaidReason: string | null
  readonly revShareExcluded: boolean
  readonly cpaExcluded: boolean
  readonly planId: Uuid | null
  readonly planVersionId: Uuid | null
  readonly assignmentId: Uuid | null
  readonly category: string | null
  readonly label: string | null
  readonly note: string | null
  readonly integrationType: IntegrationType
  readonly createdBy: string
  readonly recordedAt: Date
  /** The transaction whose place this one took when its customer was given to another affiliate. */
  readonly replacesId?: Uuid | null
}

const TRANSACTION_COLUMNS = columns(
  `program_id uuid, id uuid, batch_id uuid, brand_id uuid, product_id uuid, customer_id uuid, affiliate_id uuid, tracker_id uuid,
   click_key uuid, type text, external_id text, external_customer_id text, external_product_id text, related_transaction_id uuid,
   country text, country_code text, sent_currency text, fx_rate_ppb numeric,
   deposit numeric, sale numeric, withdrawal numeric, wager numeric, bonus numeric, gross numeric, net numeric, taxes numeric,
   payment_fees numeric, cost_of_goods numeric, supplied_rev_share_minor bigint, supplied_cpa_minor bigint,
   supplied_fixed_minor bigint, supplied_deductions text jsonb, rounded_from text jsonb, deduction_set_id uuid,
   occurred_at timestamptz, effective_at timestamptz, status text, is_verified boolean, applied_sequence bigint, unpaid_reason text,
   rev_share_excluded boolean, cpa_excluded boolean, plan_id uuid, plan_version_id uuid, assignment_id uuid,
   category text, label text, note text, integration_type text, created_by text, recorded_at timestamptz, updated_at timestamptz, replaces_id uuid`,
)

/** Inserts transactions, in one statement. */
export async function insertTransactions(tx: Tx, programId: Uuid, records: readonly TransactionRecord[]): Promise<void> {
  const rows = new BulkRows(TRANSACTION_COLUMNS)
  for (const r of records) {
    rows.add(
      programId, r.id, r.batchId, r.brandId, r.productId, r.customerId, r.affiliateId, r.trackerId,
      r.clickKey, r.type, r.externalId, r.externalCustomerId, r.externalProductId, r.relatedTransactionId,
      r.country, r.countryCode, r.sentCurrency, r.fxRatePpb,
      r.deposit, r.sale, r.withdrawal, r.wager, r.bonus, r.gross, r.net, r.taxes,
      r.paymentFees, r.costOfGoods, nullIfZero(r.suppliedRevShareMinor), nullIfZero(r.suppliedCpaMinor),
      nullIfZero(r.suppliedFixedMinor), jsonText(r.suppliedDeductions), jsonText(r.roundedFrom), r.deductionSetId,
      r.occurredAt, r.effectiveAt, r.status, r.isVerified, r.appliedSequence, r.unpaidReason,
      r.revShareExcluded, r.cpaExcluded, r.planId, r.planVersionId, r.assignmentId,
      r.category, r.label, r.note, r.integrationType, r.createdBy, r.recordedAt, r.recordedAt, r.replacesId ?? null,
    )
  }
  await rows.insertInto(tx, 'transaction')
}

/** The stored row, as PostgreSQL answers `select t.*`. */
export interface TransactionRow {
  readonly [column: string]: unknown
}

/** Reads transactions by a condition on `t` (parameters from $2 on; $1 is the program). */
export async function readTransactions(tx: Tx, programId: Uuid, name: string, condition: string, values: readonly unknown[]): Promise<TransactionRecord[]> {
  const rows = await tx.sql<TransactionRow>({
    name: `read-transactions:${name}`,
    text: `select t.* from transaction t where t.program_id = $1 and ${condition}`,
    values: [programId, ...values],
  })
  return rows.map(recordOfRow)
}

/** As much of a transaction as the history of a customer needs: a third of the columns, because histories are read by the thousand. */
export type HistoryRecord = Pick<
  TransactionRecord,
  | 'id' | 'customerId' | 'planId' | 'planVersionId' | 'assignmentId' | 'affiliateId' | 'brandId' | 'type' | 'externalId' | 'relatedTransactionId'
  | 'deposit' | 'withdrawal' | 'wager' | 'net' | 'suppliedCpaMinor' | 'occurredAt' | 'status' | 'unpaidReason'
>

/** Like readTransactions, but only the history's columns. */
export function readHistory(tx: Tx, programId: Uuid, name: string, condition: string, values: readonly unknown[]): Promise<HistoryRecord[]> {
  return tx.sql<HistoryRecord>({
    name: `read-history:${name}`,
    text: `select t.id, t.customer_id as "customerId", t.plan_id as "planId", t.plan_version_id as "planVersionId", t.assignment_id as "assignmentId",
                  t.affiliate_id as "affiliateId", t.brand_id as "brandId", t.type, t.external_id as "externalId",
                  t.related_transaction_id as "relatedTransactionId", t.deposit, t.withdrawal, t.wager, t.net,
                  coalesce(t.supplied_cpa_minor, 0) as "suppliedCpaMinor", t.occurred_at as "occurredAt", t.status, t.unpaid_reason as "unpaidReason"
             from transaction t where t.program_id = $1 and ${condition}`,
    values: [programId, ...values],
  })
}

/** As much of a sale or its refund as counting the sales of a customer needs. */
export type SaleRecord = Pick<
  TransactionRecord,
  | 'id' | 'customerId' | 'planId' | 'planVersionId' | 'assignmentId' | 'affiliateId' | 'brandId' | 'externalId' | 'relatedTransactionId' | 'sale' | 'deposit'
  | 'suppliedRevShareMinor' | 'suppliedFixedMinor' | 'revShareExcluded' | 'occurredAt' | 'status' | 'unpaidReason'
>

/** Like readTransactions, but only the columns of sales. */
export function readSaleRecords(tx: Tx, programId: Uuid, name: string, condition: string, values: readonly unknown[]): Promise<SaleRecord[]> {
  return tx.sql<SaleRecord>({
    name: `read-sales:${name}`,
    text: `select t.id, t.customer_id as "customerId", t.plan_id as "planId", t.plan_version_id as "planVersionId", t.assignment_id as "assignmentId",
                  t.affiliate_id as "affiliateId", t.brand_id as "brandId", t.external_id as "externalId", t.related_transaction_id as "relatedTransactionId",
                  t.sale, t.deposit, coalesce(t.supplied_rev_share_minor, 0) as "suppliedRevShareMinor", coalesce(t.supplied_fixed_minor, 0) as "suppliedFixedMinor",
                  t.rev_share_excluded as "revShareExcluded", t.occurred_at as "occurredAt", t.status, t.unpaid_reason as "unpaidReason"
             from transaction t where t.program_id = $1 and ${condition}`,
    values: [programId, ...values],
  })
}

/** A record from a stored row: the one place that names the columns on the way out. */
export function recordOfRow(row: TransactionRow): TransactionRecord {
  // The parse boundary of this table: the migration's constraints are the check.
  const r = row as unknown as StoredTransaction
  return {
    id: r.id, batchId: r.batch_id, brandId: r.brand_id, productId: r.product_id, customerId: r.customer_id,
    affiliateId: r.affiliate_id, trackerId: r.tracker_id, clickKey: r.click_key, type: r.type, externalId: r.external_id,
    externalCustomerId: r.external_customer_id, externalProductId: r.external_product_id,
    relatedTransactionId: r.related_transaction_id, country: r.country, countryCode: r.country_code,
    sentCurrency: r.sent_currency, fxRatePpb: r.fx_rate_ppb,
    deposit: r.deposit, sale: r.sale, withdrawal: r.withdrawal, wager: r.wager, bonus: r.bonus, gross: r.gross, net: r.net,
    taxes: r.taxes, paymentFees: r.payment_fees, costOfGoods: r.cost_of_goods,
    suppliedRevShareMinor: r.supplied_rev_share_minor ?? 0n, suppliedCpaMinor: r.supplied_cpa_minor ?? 0n,
    suppliedFixedMinor: r.supplied_fixed_minor ?? 0n, suppliedDeductions: r.supplied_deductions, roundedFrom: r.rounded_from,
    deductionSetId: r.deduction_set_id, occurredAt: r.occurred_at, effectiveAt: r.effective_at, status: r.status, isVerified: r.is_verified,
    appliedSequence: r.applied_sequence, removedSequence: r.removed_sequence, unpaidReason: r.unpaid_reason,
    revShareExcluded: r.rev_share_excluded, cpaExcluded: r.cpa_excluded, planId: r.plan_id, planVersionId: r.plan_version_id,
    assignmentId: r.assignment_id, category: r.category, label: r.label, note: r.note, integrationType: r.integration_type,
    createdBy: r.created_by, recordedAt: r.recorded_at, replacesId: r.replaces_id,
  }
}

interface StoredTransaction {
  id: Uuid; batch_id: Uuid | null; brand_id: Uuid; product_id: Uuid | null; customer_id: Uuid | null; affiliate_id: Uuid
  tracker_id: Uuid; click_key: Uuid | null; type: string; external_id: string | null; external_customer_id: string | null
  external_product_id: string | null; related_transaction_id: Uuid | null; country: string | null; country_code: string | null
  sent_currency: string | null; fx_rate_ppb: bigint | null; deposit: bigint; sale: bigint; withdrawal: bigint; wager: bigint
  bonus: bigint; gross: bigint; net: bigint; taxes: bigint; payment_fees: bigint; cost_of_goods: bigint
  supplied_rev_share_minor: bigint | null; supplied_cpa_minor: bigint | null; supplied_fixed_minor: bigint | null
  supplied_deductions: { name: string; amount: string }[] | null; rounded_from: Record<string, string> | null
  deduction_set_id: Uuid | null; occurred_at: Date; effective_at: Date; status: TransactionRecord['status']; is_verified: boolean
  applied_sequence: bigint | null; removed_sequence: bigint | null; unpaid_reason: string | null; rev_share_excluded: boolean
  cpa_excluded: boolean; plan_id: Uuid | null; plan_version_id: Uuid | null; assignment_id: Uuid | null; category: string | null
  label: string | null; note: string | null; integration_type: IntegrationType; created_by: string; recorded_at: Date; replaces_id: Uuid | null
}

function nullIfZero(amount: bigint): bigint | null {
  return amount === 0n ? null : amount
}

function jsonText(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

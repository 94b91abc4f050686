import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { StatementLineRow } from './statement-line.ts'

// A transfer of a statement has the affiliate's account on one side: what it is credited with adds to the balance.
const IS_CREDITED = `k.owner_id = l.affiliate_id and k.kind in ('affiliate_pending', 'affiliate_payable')`

/** The fields of an ExchangeRow, of `payout p`. */
export const EXCHANGE_FIELDS = `p.paid_amount_minor as "paidMinor", p.paid_currency as "paidCurrency", p.fx_rate_ppb::bigint as "ratePpb", p.fx_source as "rateSource",
  p.fx_effective_from as "rateFrom"`

// Not coalesce(): beside row-level security PostgreSQL does not look that up by an index, but reads all transactions there are.
const TRANSACTION_ID = 'case when c.transaction_id is null then c.award_transaction_id else c.transaction_id end'

/** The fields of a StatementLineRow, and where they come from: `line l` names affiliate and transfer. */
export const LINE_FIELDS = `l.affiliate_id as "affiliateId", t.id as "transferId", t.kind, case when ${IS_CREDITED} then t.amount_minor else -t.amount_minor end as "amountMinor",
  case when ${IS_CREDITED} then k.kind else d.kind end as account, t.occurred_at as "occurredAt", t.recorded_at as "recordedAt",
  coalesce(t.missed_period, t.relates_to_period) as "relatesToPeriod", t.cause_type as "causeType", t.cause_id as "causeId", c.component, c.kind as "lineKind",
  c.brand_id as "brandId", r.product_id as "productId", c.customer_id as "customerId", ${TRANSACTION_ID} as "transactionId", ${EXCHANGE_FIELDS}`
export const FROM_LINES = `from line l
  join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id
  join ledger_account d on d.program_id = $1 and d.id = t.debit_account_id
  join ledger_account k on k.program_id = $1 and k.id = t.credit_account_id
  left join commission c on t.cause_type = 'commission' and c.program_id = $1 and c.id = t.cause_id
  left join payout p on t.cause_type = 'payout' and p.program_id = $1 and p.id = t.cause_id and p.fx_rate_ppb is not null
  left join transaction r on r.program_id = $1 and r.id = ${TRANSACTION_ID}`

/** Which lines: of affiliates from one id up to another, after a line. */
export interface LineRange {
  readonly programId: Uuid
  readonly periodName: string
  readonly firstAffiliateId: Uuid
  readonly lastAffiliateId: Uuid
  /** The line before the first that is wanted: its affiliate and transfer. */
  readonly after?: { readonly affiliateId: Uuid; readonly transferId: Uuid } | undefined
  readonly limit: number
}

/** Lines of a period in the order in which statements have them: by affiliate, and of one affiliate as they were posted. */
export function readStatementLines(tx: Tx, { programId, periodName, firstAffiliateId, lastAffiliateId, after, limit }: LineRange): Promise<StatementLineRow[]> {
  return tx.sql<StatementLineRow>({
    name: 'statement-lines',
    text: `with line as materialized (
             select affiliate_id, transfer_id from statement_line
              where program_id = $1 and period_name = $2 and (affiliate_id, transfer_id) > ($3, $4) and affiliate_id <= $5
              order by affiliate_id, transfer_id limit $6)
           select ${LINE_FIELDS} ${FROM_LINES} order by l.affiliate_id, l.transfer_id`,
    values: [programId, periodName, after?.affiliateId ?? firstAffiliateId, after?.transferId ?? NIL_UUID, lastAffiliateId, limit],
  })
}

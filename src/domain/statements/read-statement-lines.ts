import type { Tx } from '../../db/database.ts'
import { TRANSACTION_OF_LINE } from '../commissions/transaction-of-line.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { StatementLineRow } from './statement-line.ts'

/** The fields of an ExchangeRow, of `payout p`. */
export const EXCHANGE_FIELDS = `p.paid_amount_minor as "paidMinor", p.paid_currency as "paidCurrency", p.fx_rate_ppb::bigint as "ratePpb", p.fx_source as "rateSource",
  p.fx_effective_from as "rateFrom"`

// A million lines are read when a period is closed: only a program with products has them looked up.
const HAS_PRODUCTS = '(select exists (select from product where program_id = $1))'

/** The fields of a StoredLine, and where they come from: `line l` names affiliate and transfer. */
export const LINE_FIELDS = `l.affiliate_id as "affiliateId", t.id as "transferId", t.kind, t.amount_minor as "amountMinor", t.debit_account_id as "debitId",
  t.credit_account_id as "creditId", t.occurred_at as "occurredAt", t.recorded_at as "recordedAt", coalesce(t.missed_period, t.relates_to_period) as "relatesToPeriod",
  t.cause_type as "causeType", t.cause_id as "causeId", c.component, c.kind as "lineKind", c.brand_id as "brandId", r.product_id as "productId",
  c.customer_id as "customerId", ${TRANSACTION_OF_LINE} as "transactionId", ${EXCHANGE_FIELDS}`
/** Null where the cause is something else: that is not looked up. */
const causeOf = (type: 'commission' | 'payout') => `case t.cause_type when '${type}' then t.cause_id end`
const fromLines = (transaction: string) => `from line l
  join ledger_transfer t on t.program_id = $1 and t.id = l.transfer_id
  left join commission c on c.program_id = $1 and c.id = ${causeOf('commission')}
  left join payout p on p.program_id = $1 and p.id = ${causeOf('payout')} and p.fx_rate_ppb is not null
  left join ${transaction}`
export const FROM_LINES = fromLines(`transaction r on r.program_id = $1 and r.id = case when ${HAS_PRODUCTS} then ${TRANSACTION_OF_LINE} end`)
/** The same for whole tables. Without products transactions are not read at all: kept apart (`offset`), or it is asked only after they were. */
export const FROM_ALL_LINES = fromLines(`(select id, product_id from transaction where program_id = $1 and ${HAS_PRODUCTS} offset 0) r on r.id = ${TRANSACTION_OF_LINE}`)

/** A line as its transfer has it: a positive amount between two accounts. */
export interface StoredLine extends Omit<StatementLineRow, 'account'> {
  readonly debitId: Uuid
  readonly creditId: Uuid
}

/** The accounts of what affiliates are owed, by their ids. */
export type OwedAccounts = ReadonlyMap<Uuid, StatementLineRow['account']>

/** Of affiliates from one id up to another, both inclusive. */
export async function readOwedAccounts(tx: Tx, programId: Uuid, firstAffiliateId: Uuid, lastAffiliateId: Uuid): Promise<OwedAccounts> {
  const accounts = await tx.sql<{ id: Uuid; kind: StatementLineRow['account'] }>({
    name: 'owed-accounts',
    text: `select id, kind from ledger_account where program_id = $1 and owner_id between $2 and $3 and kind in ('affiliate_pending', 'affiliate_payable')`,
    values: [programId, firstAffiliateId, lastAffiliateId],
  })
  return new Map(accounts.map(({ id, kind }) => [id, kind]))
}

/** One side of a line is the affiliate's account: what it is credited with adds to the balance. */
export function lineOf(stored: StoredLine, accounts: OwedAccounts): StatementLineRow {
  const credited = accounts.get(stored.creditId)
  if (credited !== undefined) return { ...stored, account: credited }
  const debited = accounts.get(stored.debitId)
  if (debited === undefined) throw new Error('a line that is on no account of an affiliate')
  return { ...stored, account: debited, amountMinor: -stored.amountMinor }
}

/** Which lines: of affiliates from one id up to another, after a line. */
export interface LineRange {
  readonly programId: Uuid
  readonly periodName: string
  readonly firstAffiliateId: Uuid
  readonly lastAffiliateId: Uuid
  /** The line before the first that is wanted: its affiliate and transfer. */
  readonly after?: { readonly affiliateId: Uuid; readonly transferId: Uuid } | undefined
  readonly limit: number
  /** Those of the affiliates, where the caller has them. */
  readonly accounts?: OwedAccounts
}

/** The lines of a range, as `line`; their parameters come first. */
export const LINE_PAGE = `select affiliate_id, transfer_id from statement_line
  where program_id = $1 and period_name = $2 and (affiliate_id, transfer_id) > ($3, $4) and affiliate_id <= $5 order by affiliate_id, transfer_id limit $6`

export function lineParameters({ programId, periodName, firstAffiliateId, lastAffiliateId, after, limit }: LineRange): readonly unknown[] {
  return [programId, periodName, after?.affiliateId ?? firstAffiliateId, after?.transferId ?? NIL_UUID, lastAffiliateId, limit]
}

/** Lines of a period in the order in which statements have them: by affiliate, and of one affiliate as they were posted. */
export async function readStatementLines(tx: Tx, range: LineRange): Promise<StatementLineRow[]> {
  const { programId, firstAffiliateId, lastAffiliateId } = range
  const accounts = range.accounts ?? (await readOwedAccounts(tx, programId, firstAffiliateId, lastAffiliateId))
  const lines = await tx.sql<StoredLine>({
    name: 'statement-lines',
    text: `with line as materialized (${LINE_PAGE}) select ${LINE_FIELDS} ${FROM_LINES} order by l.affiliate_id, l.transfer_id`,
    values: lineParameters(range),
  })
  return lines.map((line) => lineOf(line, accounts))
}

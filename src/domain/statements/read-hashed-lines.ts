import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { TRANSACTION_OF_LINE } from '../commissions/transaction-of-line.ts'
import type { Uuid } from '../ids.ts'
import { MINOR_UNITS } from '../money/currencies.ts'
import { amountSql, escapedSql, instantSql, quotedSql, rateSql } from './canonical-sql.ts'
import type { LineSum } from './compose-statement.ts'
import { FROM_LINES, LINE_PAGE, type LineRange, lineParameters, type OwedAccounts, readOwedAccounts } from './read-statement-lines.ts'
import { SECTIONS_OF_KINDS } from './statement-line.ts'

const HASH_BYTES = 32

/** What an affiliate's lines of a page come to. */
export interface HashedLines {
  readonly affiliateId: Uuid
  readonly lastTransferId: Uuid
  readonly lines: number
  /** The hashes of its lines, in their order. */
  readonly leaves: readonly Uint8Array[]
  readonly sums: readonly LineSum[]
}

/**
 * A page of what `readStatementLines` reads, added up and hashed by PostgreSQL, by affiliate: a million lines stay where they are, and only their
 * hashes come here. The text of a line is that of `canonicalLine`; `verify` hashes every line anew by that one
 * (docs/decisions/0041-lines-are-hashed-where-they-are.md).
 */
export async function readHashedLines(tx: Tx, currency: string, range: LineRange): Promise<HashedLines[]> {
  const accounts = range.accounts ?? (await readOwedAccounts(tx, range.programId, range.firstAffiliateId, range.lastAffiliateId))
  const rows = await tx.sql<HashedRow | SummedRow>({
    name: 'hashed-lines',
    text: HASHED_LINES,
    values: [...lineParameters(range), idsOf(accounts, 'affiliate_pending'), idsOf(accounts, 'affiliate_payable'), MINOR_UNITS[currency], JSON.stringify(MINOR_UNITS)],
  })
  const sums = Map.groupBy(rows.filter((row) => row.leaves === null), ({ affiliateId }) => affiliateId)
  return rows.flatMap((row) => (row.leaves === null ? [] : [hashedLines(row, sums.get(row.affiliateId) ?? [])]))
}

interface HashedRow {
  readonly affiliateId: Uuid
  readonly lines: number
  readonly lastTransferId: Uuid
  readonly leaves: Buffer
}

interface SummedRow extends Omit<LineSum, 'account'> {
  readonly affiliateId: Uuid
  readonly account: LineSum['account'] | null
  readonly leaves: null
}

function hashedLines({ affiliateId, lines, lastTransferId, leaves: bytes }: HashedRow, sums: readonly SummedRow[]): HashedLines {
  if (bytes.length !== lines * HASH_BYTES) throw new Error('a line that has no hash')
  const leaves = Array.from({ length: lines }, (_, index) => bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES))
  return { affiliateId, lastTransferId, lines, leaves, sums: sums.map(sumOf) }
}

function sumOf({ account, ...sum }: SummedRow): LineSum {
  if (account === null) throw new Error('a line that is on no account of an affiliate')
  return { ...sum, account }
}

function idsOf(accounts: OwedAccounts, kind: LineSum['account']): string {
  return arrayLiteral([...accounts].flatMap(([id, its]) => (its === kind ? [id] : [])))
}

const SECTION = `case ${Object.entries(SECTIONS_OF_KINDS).map(([kind, section]) => `when t.kind = '${kind}' ${section === 'commission' ? `and c.kind is distinct from 'carryover'` : ''} then '${section}'`).join(' ')} else 'carryover' end`

const EXCHANGE = `coalesce('{"amount":"' || ${amountSql('p.paid_amount_minor', '$10::jsonb ->> p.paid_currency::text')} || '","currency":"' || p.paid_currency || '","from":"' || ${instantSql('p.fx_effective_from')}
  || '","rate":"' || ${rateSql('p.fx_rate_ppb')} || '","source":' || ${escapedSql('p.fx_source')} || '}', 'null')`

const HASHED_LINES = `with line as materialized (${LINE_PAGE}),
  sided as materialized (
    select l.affiliate_id, l.transfer_id, t.kind, c.kind as line_kind, c.component, c.brand_id, r.product_id, s.account, s.amount,
           sha256('\\x00' || convert_to(concat('{"account":"', substr(s.account, 11), '","amount":"', ${amountSql('s.amount', '$9')}, '","brandId":', ${quotedSql('c.brand_id')}, ',"causeId":"', t.cause_id, '","causeType":"', t.cause_type,
             '","component":', ${escapedSql('c.component')}, ',"customerId":', ${quotedSql('c.customer_id')}, ',"exchange":', ${EXCHANGE}, ',"kind":"', t.kind,
             '","occurredAt":"', ${instantSql('t.occurred_at')}, '","productId":', ${quotedSql('r.product_id')}, ',"recordedAt":"', ${instantSql('t.recorded_at')},
             '","relatesToPeriod":', ${quotedSql('coalesce(t.missed_period, t.relates_to_period)')}, ',"section":"', ${SECTION}, '","transactionId":', ${quotedSql(TRANSACTION_OF_LINE)}, ',"transferId":"', t.id, '"}'), 'UTF8')) as leaf
      ${FROM_LINES}
     cross join lateral (
       select case when t.credit_account_id = any($7::uuid[]) then 'affiliate_pending' when t.credit_account_id = any($8::uuid[]) then 'affiliate_payable'
                   when t.debit_account_id = any($7::uuid[]) then 'affiliate_pending' when t.debit_account_id = any($8::uuid[]) then 'affiliate_payable' end as account,
              case when t.credit_account_id = any($7::uuid[]) or t.credit_account_id = any($8::uuid[]) then t.amount_minor else -t.amount_minor end as amount) s)
  select affiliate_id as "affiliateId", (array_agg(transfer_id order by transfer_id))[count(*)] as "lastTransferId", count(*)::int as lines,
         string_agg(leaf, '' order by transfer_id) as leaves,
         null as kind, null as "lineKind", null as account, null as component, null::uuid as "brandId", null::uuid as "productId", null::bigint as "amountMinor"
    from sided group by affiliate_id
  union all
  select affiliate_id, null, count(*)::int, null, kind, line_kind, account, component, brand_id, product_id, sum(amount)::bigint
    from sided group by affiliate_id, kind, line_kind, account, component, brand_id, product_id, amount < 0
  order by "affiliateId"`

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { FrozenNames, Tracking } from '../customers/customer.ts'
import type { Uuid } from '../ids.ts'
import { isPaid, PAID_LINES } from '../payouts/paid-line.ts'
import { nextPayoutDate } from '../payouts/payout-schedule.ts'
import type { PayoutSettings } from '../payouts/payout-settings.ts'
import { recordOfRow, type TransactionRecord, type TransactionRow } from './transaction-record.ts'

/** Pending, approved or rejected, as it was decided; moved to another affiliate; paid once everything that an approved one earned was. */
export type TransactionStatus = TransactionRecord['status'] | 'paid'

/** A transaction with what others know about it: the brand's name for it, what it earned, whether it was the first deposit. */
export interface TransactionView {
  readonly record: TransactionRecord
  readonly status: TransactionStatus
  /** Why it was approved or rejected, as far as somebody said. */
  readonly decisionReason: string | null
  readonly operatorId: Uuid
  readonly currency: string
  readonly updatedAt: Date
  readonly externalBrandId: string | null
  readonly isFirstDeposit: boolean
  readonly isQualifying: boolean
  readonly earned: { readonly revShare: bigint; readonly cpa: bigint; readonly fixed: bigint }
  /** Of a transaction of its customer's affiliate: the frozen attribution. Else: the click or the affiliate it was sent with. */
  readonly tracking: Tracking
  /** Null until what it earned is on a statement of a sealed period. */
  readonly payoutInfo: TransactionPayout | null
}

/** On which statement a transaction's commission stands, and how that is paid. */
export interface TransactionPayout {
  readonly affiliateName: string
  readonly period: string
  readonly sealedAt: Date
  /** The program's first payout date after that. */
  readonly dueAt: Date
  /** Of the payout that took it, else where the affiliate wants to be paid now. */
  readonly methodId: Uuid | null
}

export interface TransactionFilter {
  readonly externalId?: string | undefined
  readonly brandId?: Uuid | undefined
  readonly affiliateId?: Uuid | undefined
  readonly trackerId?: Uuid | undefined
  readonly customerId?: Uuid | undefined
  readonly type?: string | undefined
  readonly status?: TransactionStatus | undefined
  /** False: what only pages reported. */
  readonly isVerified?: boolean | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
  readonly updatedSince?: Date | undefined
}

/** Transactions that were processed, newest first, after a given id. Times are event times, half-open. */
export async function listTransactions(tx: Tx, programId: Uuid, filter: TransactionFilter, afterId: Uuid | null, limit: number): Promise<TransactionView[]> {
  const values: unknown[] = [programId, limit]
  const conditions = conditionsOf(filter, values)
  if (afterId !== null) conditions.push(`t.id < $${values.push(afterId)}`)
  const ordered = `select t.* from transaction t where t.program_id = $1 ${conditions.map((condition) => `and ${condition}`).join(' ')} order by t.id desc`
  // Looked at from the newest on, over all partitions: within them, PostgreSQL would first look for one in each, through all of a month that is paid.
  const text = filter.status === 'approved' ? `select t.* from (${ordered} offset 0) t where ${IS_UNPAID} order by t.id desc limit $2` : `${ordered} limit $2`
  return viewsOf(tx, programId, await tx.sql<TransactionRow>({ text, values }))
}

/** One processed transaction; undefined when there is none (yet). */
export async function findTransaction(tx: Tx, programId: Uuid, id: Uuid): Promise<TransactionView | undefined> {
  const [view] = await findTransactions(tx, programId, [id])
  return view
}

/** The transactions of the ids, newest first. */
export async function findTransactions(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<TransactionView[]> {
  const rows = await tx.sql<TransactionRow>({
    name: 'find-transactions',
    text: 'select t.* from transaction t where t.program_id = $1 and t.id = any($2::uuid[]) order by t.id desc',
    values: [programId, arrayLiteral(ids)],
  })
  return viewsOf(tx, programId, rows)
}

const FILTER_COLUMNS = {
  brandId: 't.brand_id =', affiliateId: 't.affiliate_id =', trackerId: 't.tracker_id =', customerId: 't.customer_id =',
  type: 't.type =', from: 't.occurred_at >=', to: 't.occurred_at <', updatedSince: 't.updated_at >=',
} as const satisfies Record<Exclude<keyof TransactionFilter, 'externalId' | 'status' | 'isVerified'>, string>

const LINES = `from commission l where l.program_id = $1 and l.transaction_id = t.id and l.kind <> 'zero'`

// What is paid is found by its lines. What is not is looked at row by row, newest first: as exists and not exists PostgreSQL would read
// all lines of the program for the first page.
const IS_UNPAID = `not coalesce((select bool_and(${isPaid('l')}) ${LINES}), false)`

const STATUS_CONDITIONS: Readonly<Record<TransactionStatus, string>> = {
  pending: `t.status = 'pending'`,
  rejected: `t.status = 'rejected'`,
  moved: `t.status = 'moved'`,
  approved: `t.status = 'approved'`,
  paid: `t.status = 'approved' and t.id in (select l.transaction_id from (${PAID_LINES}) p join commission l on l.program_id = $1 and l.id = p.id) and not exists (select ${LINES} and not ${isPaid('l')})`,
}

function conditionsOf(filter: TransactionFilter, values: unknown[]): string[] {
  const conditions: string[] = []
  if (filter.externalId !== undefined) {
    const p = `$${values.push(filter.externalId)}`
    // Claims of pages hold no external id before they are approved.
    conditions.push(`t.id in (
      select k.transaction_id from transaction_key k join brand b on b.program_id = $1 and b.id = k.brand_id
       where k.program_id = $1 and k.external_id = ${p}
      union all
      select c.id from brand b join transaction c on c.program_id = $1 and c.brand_id = b.id and c.external_id = ${p}
       where b.program_id = $1 and not c.is_verified and c.applied_sequence is null)`)
  }
  if (filter.isVerified !== undefined) conditions.push(filter.isVerified ? 't.is_verified' : 'not t.is_verified')
  if (filter.status !== undefined) conditions.push(STATUS_CONDITIONS[filter.status])
  for (const [name, comparison] of Object.entries(FILTER_COLUMNS)) {
    const value = filter[name as keyof TransactionFilter]
    if (value !== undefined) conditions.push(`${comparison} $${values.push(value)}`)
  }
  return conditions
}

interface Surrounding {
  readonly id: Uuid
  readonly operator_id: Uuid
  readonly currency: string
  readonly external_brand_id: string | null
  readonly is_first_deposit: boolean
  readonly is_qualifying: boolean
  readonly is_paid: boolean
  readonly decision_reason: string | null
  readonly rev_share: bigint
  readonly cpa: bigint
  readonly fixed: bigint
  readonly carrier: string | null
  readonly reason: string | null
  readonly frozen: FrozenNames | null
  readonly tracking_brand_id: Uuid | null
  readonly tracking_product_id: Uuid | null
  readonly media_id: Uuid | null
  readonly click_key: Uuid | null
  readonly custom_parameter: string | null
  readonly referring_url: string | null
  readonly touched_at: Date | null
  readonly affiliate_name: string
  readonly tracker_name: string
  readonly brand_name: string
  readonly product_name: string | null
  readonly time_zone: string
  readonly payout_frequency: PayoutSettings['frequency']
  readonly statement_period: string | null
  readonly sealed_at: Date | null
  readonly method_id: Uuid | null
}

// Of the affiliate's own lines the first one that stands on a statement.
const ON_STATEMENT = `select q.name as period_name, q.sealed_at,
    (select o.method_id from payout_line v join payout o on o.program_id = $1 and o.id = v.payout_id
      where v.program_id = $1 and v.commission_id = l.id and not v.is_released) as method_id
  from commission l
  join period q on q.program_id = $1 and q.name = coalesce(l.statement_period, l.period::text) and q.status = 'sealed'
  join statement s on s.program_id = $1 and s.period_name = q.name and s.affiliate_id = l.affiliate_id
 where l.program_id = $1 and l.transaction_id = t.id and l.affiliate_id = t.affiliate_id and l.kind <> 'zero' order by l.id limit 1`

async function viewsOf(tx: Tx, programId: Uuid, rows: readonly TransactionRow[]): Promise<TransactionView[]> {
  if (rows.length === 0) return []
  const records = rows.map(recordOfRow)
  const surroundings = await tx.sql<Surrounding>({
    name: 'transaction-surroundings',
    text: `select t.id, p.operator_id, p.currency, b.external_id as external_brand_id,
                  coalesce(ct.first_deposit_transaction_id = t.id, false) as is_first_deposit,
                  coalesce(c.rev_share, 0) as rev_share, coalesce(c.cpa, 0) as cpa, coalesce(c.fixed, 0) as fixed,
                  coalesce(c.is_qualifying, false) as is_qualifying, coalesce(c.is_paid, false) as is_paid,
                  (select d.reason from transaction_event d where d.program_id = $1 and d.transaction_id = t.id order by d.recorded_at desc, d.id desc limit 1) as decision_reason,
                  a.carrier, a.reason, a.frozen, a.brand_id as tracking_brand_id, a.product_id as tracking_product_id, a.media_id, a.click_key, a.custom_parameter,
                  a.referring_url, a.touched_at,
                  p.time_zone, p.payout_frequency, st.period_name as statement_period, st.sealed_at,
                  coalesce(st.method_id, (select m.id from payout_method m where m.program_id = $1 and m.affiliate_id = t.affiliate_id and m.is_default)) as method_id,
                  af.name as affiliate_name, tr.name as tracker_name, b.name as brand_name, pr.name as product_name
             from transaction t
             join program p on p.id = t.program_id
             join brand b on b.program_id = t.program_id and b.id = t.brand_id
             join affiliate af on af.program_id = t.program_id and af.id = t.affiliate_id
             join tracker tr on tr.program_id = t.program_id and tr.id = t.tracker_id
             left join product pr on pr.program_id = t.program_id and pr.id = t.product_id
             left join attribution a on a.program_id = t.program_id and a.customer_id = t.customer_id and a.affiliate_id = t.affiliate_id
             left join customer_total ct on ct.program_id = t.program_id and ct.customer_id = t.customer_id
             left join lateral (
               select sum(x.amount_minor) filter (where x.component like 'revenue_share%' or x.component like 'percent_of_sale%') as rev_share,
                      sum(x.amount_minor) filter (where x.component like 'cpa%' or x.component like 'cpl%') as cpa,
                      sum(x.amount_minor) filter (where x.component not like 'revenue_share%' and x.component not like 'percent_of_sale%' and x.component not like 'cpa%'
                                                    and x.component not like 'cpl%') as fixed,
                      bool_or(x.component like 'cpa%' and x.amount_minor > 0 and coalesce(x.level, 1) = 1) as is_qualifying,
                      bool_and(${isPaid('x')}) filter (where x.kind <> 'zero') as is_paid
                 from (select * from commission where program_id = $1 and transaction_id = t.id
                       union all select * from commission where program_id = $1 and award_transaction_id = t.id) x
                where not exists (select from commission_event e where e.program_id = x.program_id and e.commission_id = x.id and e.kind = 'rejected')
             ) c on true
             left join lateral (${ON_STATEMENT}) st on true
            where t.program_id = $1 and t.id = any($2::uuid[])`,
    values: [programId, arrayLiteral(records.map(({ id }) => id))],
  })
  const byId = new Map(surroundings.map((row) => [row.id, row]))
  return records.flatMap((record, index) => {
    const row = byId.get(record.id)
    const updatedAt = rows[index]?.['updated_at']
    return row === undefined ? [] : [viewOf(record, row, updatedAt instanceof Date ? updatedAt : record.recordedAt)]
  })
}

function viewOf(record: TransactionRecord, row: Surrounding, updatedAt: Date): TransactionView {
  const isOwn = row.frozen === null
  return {
    record,
    status: record.status === 'approved' && row.is_paid ? 'paid' : record.status,
    decisionReason: row.decision_reason,
    operatorId: row.operator_id,
    currency: row.currency,
    updatedAt,
    externalBrandId: row.external_brand_id,
    isFirstDeposit: row.is_first_deposit,
    isQualifying: row.is_qualifying,
    earned: { revShare: row.rev_share, cpa: row.cpa, fixed: row.fixed },
    payoutInfo: payoutOf(row),
    tracking: {
      carrier: row.carrier ?? (record.clickKey === null ? 'manual' : 'click_key'),
      reason: row.reason,
      affiliateId: record.affiliateId,
      trackerId: record.trackerId,
      brandId: row.tracking_brand_id ?? record.brandId,
      productId: isOwn ? record.productId : row.tracking_product_id,
      mediaId: row.media_id,
      clickKey: isOwn ? record.clickKey : row.click_key,
      customParameter: row.custom_parameter,
      referringUrl: row.referring_url,
      touchedAt: row.touched_at,
      frozen: row.frozen ?? { affiliateName: row.affiliate_name, trackerName: row.tracker_name, brandName: row.brand_name, productName: row.product_name },
    },
  }
}

function payoutOf({ affiliate_name, time_zone, payout_frequency, statement_period, sealed_at, method_id }: Surrounding): TransactionPayout | null {
  if (statement_period === null || sealed_at === null) return null
  return { affiliateName: affiliate_name, period: statement_period, sealedAt: sealed_at, dueAt: nextPayoutDate(payout_frequency, sealed_at, time_zone), methodId: method_id }
}

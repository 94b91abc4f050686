import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** What one day came to. */
export interface DailyTotals {
  readonly day: string
  readonly clicks: bigint
  readonly uniqueClicks: bigint
  readonly validClicks: bigint
  readonly registrations: bigint
  readonly firstDeposits: bigint
  readonly qualified: bigint
  readonly transactions: bigint
  /** Millionths of the program's currency. */
  readonly deposits: bigint
  readonly sales: bigint
  readonly grossRevenue: bigint
  readonly netRevenue: bigint
  /** Minor units: what is accrued and not rejected, by the day of what it is about. */
  readonly commissionMinor: bigint
  /** The part of it that has become payable, less what was taken back. */
  readonly commissionPayableMinor: bigint
}

export interface DailyScope {
  readonly programId: Uuid
  /** Without one: the whole program. */
  readonly affiliateId?: Uuid | undefined
  /** Days of the program's calendar, both included. */
  readonly fromDay: string
  readonly toDay: string
}

const SOURCES = [
  ['click_daily', 'sum(clicks) as clicks, sum(unique_clicks) as unique_clicks, sum(valid_clicks) as valid_clicks'],
  ['customer_daily', 'sum(registrations) as registrations, sum(first_deposits) as first_deposits, sum(qualified) as qualified'],
  ['transaction_daily', 'sum(transactions) as transactions, sum(deposit) as deposits, sum(sale) as sales, sum(gross) as gross, sum(net) as net'],
  ['commission_daily', 'sum(pending_minor + payable_minor) as commission, sum(payable_minor) as payable'],
] as const

/**
 * What happened on each day of a range, of a program or of one affiliate, as it is counted (docs/reports.md says how far that is behind:
 * seconds). Days on which nothing happened are left out. A million clicks and a hundred thousand transactions cost no more than their days.
 */
export async function readDailyTotals(tx: Tx, { programId, affiliateId, fromDay, toDay }: DailyScope): Promise<DailyTotals[]> {
  const own = affiliateId === undefined ? '' : 'and affiliate_id = $4'
  const parts = SOURCES.map(([table, sums]) => `(select day, ${sums} from ${table} where program_id = $1 and day between $2 and $3 ${own} group by day) ${table}`)
  const [first, ...others] = parts
  return tx.sql<DailyTotals>({
    name: `daily-totals:${affiliateId === undefined ? 'program' : 'affiliate'}`,
    text: `select day, coalesce(clicks, 0) as clicks, coalesce(unique_clicks, 0) as "uniqueClicks", coalesce(valid_clicks, 0) as "validClicks",
                  coalesce(registrations, 0) as registrations, coalesce(first_deposits, 0) as "firstDeposits", coalesce(qualified, 0) as qualified,
                  coalesce(transactions, 0) as transactions, coalesce(deposits, 0) as deposits, coalesce(sales, 0) as sales,
                  coalesce(gross, 0) as "grossRevenue", coalesce(net, 0) as "netRevenue", coalesce(commission, 0) as "commissionMinor", coalesce(payable, 0) as "commissionPayableMinor"
             from ${first} ${others.map((part) => `full join ${part} using (day)`).join(' ')} order by day`,
    values: affiliateId === undefined ? [programId, fromDay, toDay] : [programId, fromDay, toDay, affiliateId],
  })
}

/** Up to when a program's facts are counted; null: the counting has not begun. */
export async function readCountedUntil(tx: Tx, programId: Uuid): Promise<Date | null> {
  const [row] = await tx.sql<{ asOf: Date }>({
    name: 'counted-until',
    text: 'select as_of as "asOf" from report_state where program_id = $1',
    values: [programId],
  })
  return row?.asOf ?? null
}

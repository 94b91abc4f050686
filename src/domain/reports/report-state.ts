import type { Tx } from '../../db/database.ts'
import { NIL_UUID, newId, type Uuid } from '../ids.ts'

/** How far the counting of a program is (migration 000021 says what each field means). */
export interface ReportState {
  readonly ledgerSequence: bigint
  readonly transactionSequence: bigint
  readonly transactionScan: Uuid | null
  readonly scanSequence: bigint
  readonly transactionsSince: Date
  readonly customerScan: Uuid | null
  readonly customersSince: Date
  readonly clicksUntil: Date
  readonly hasTail: boolean
  readonly readAt: Date
  readonly asOf: Date
}

/** What there is beyond what is counted. */
export interface ReportNews {
  readonly state: ReportState
  /** The last step of the program's book. */
  readonly bookSequence: bigint
  readonly hasMarks: boolean
  readonly hasClicks: boolean
  readonly hasCustomers: boolean
}

/** A registration that began before a look at the customers may be stored after it: this much later at most. */
export const IN_FLIGHT_MS = 60_000

/**
 * Locks the state of a program's counting and looks whether there is anything new; undefined when somebody else counts, `missing` when nobody
 * has begun to. One statement: it runs every few seconds for programs in which nothing happens.
 */
export async function lockReportState(tx: Tx, programId: Uuid): Promise<ReportNews | 'missing' | undefined> {
  const [row] = await tx.sql<ReportState & Omit<ReportNews, 'state'>>({
    name: 'lock-report-state',
    text: `select s.ledger_sequence as "ledgerSequence", s.transaction_sequence as "transactionSequence", s.transaction_scan as "transactionScan",
                  s.scan_sequence as "scanSequence", s.transactions_since as "transactionsSince", s.customer_scan as "customerScan",
                  s.customers_since as "customersSince", s.clicks_until as "clicksUntil", s.has_tail as "hasTail", s.read_at as "readAt", s.as_of as "asOf",
                  coalesce((select sequence from program_book where program_id = $1), 0) as "bookSequence",
                  exists (select from report_mark where program_id = $1) as "hasMarks",
                  exists (select from click where program_id = $1 and occurred_at >= s.clicks_until) as "hasClicks",
                  exists (select from customer where program_id = $1 and id >= ${firstIdSql('s.customers_since')}) as "hasCustomers"
             from report_state s where s.program_id = $1 for update of s skip locked`,
    values: [programId],
  })
  if (row === undefined) return (await isCounted(tx, programId)) ? undefined : 'missing'
  const { bookSequence, hasMarks, hasClicks, hasCustomers, ...state } = row
  return { state, bookSequence, hasMarks, hasClicks, hasCustomers }
}

/** Whether something came late and its days are still to be counted again. */
export async function hasMarkedDays(tx: Tx, programId: Uuid): Promise<boolean> {
  const rows = await tx.sql({ name: 'has-marked-days', text: 'select from report_mark where program_id = $1 limit 1', values: [programId] })
  return rows.length > 0
}

/** The first id that can have been made at an instant, as `firstIdAt` writes it, less what may have been in flight. */
export function firstIdSql(instant: string): string {
  const ms = `greatest(0, floor(extract(epoch from ${instant}) * 1000)::bigint - ${IN_FLIGHT_MS})`
  return `(lpad(to_hex(${ms}), 12, '0') || '00000000000000000000')::uuid`
}

async function isCounted(tx: Tx, programId: Uuid): Promise<boolean> {
  const rows = await tx.sql({ name: 'is-counted', text: 'select from report_state where program_id = $1', values: [programId] })
  return rows.length > 0
}

/**
 * Clicks are stored seconds after they happened. What comes later than half a minute is marked by whoever stores it, so everything before
 * this long ago is either there or marked (src/redirect/mark-late-clicks.ts: half a minute, a minute for the key, a transaction's time).
 */
export const SETTLED_MS = 3 * 60_000

/** Steps that were under way when the counting began may have made their ids this long before. */
const LONGEST_STEP_MS = 10 * 60_000

/** Begins to count, from the first fact on. */
export async function beginCounting(tx: Tx, programId: Uuid, now: Date): Promise<void> {
  const readAt = idClock()
  await tx.count({
    name: 'begin-counting',
    text: `insert into report_state (program_id, ledger_sequence, transaction_sequence, transaction_scan, scan_sequence, transactions_since, customer_scan,
                                     customers_since, clicks_until, read_at, as_of)
           values ($1, 0, 0, $2, coalesce((select sequence from program_book where program_id = $1), 0), $3, $2, $4,
                   least((select min(occurred_at) from click where program_id = $1), $6), $4, $5)
           on conflict do nothing`,
    values: [programId, NIL_UUID, new Date(readAt.getTime() - LONGEST_STEP_MS), readAt, now, new Date(now.getTime() - SETTLED_MS)],
  })
}

export async function storeReportState(tx: Tx, programId: Uuid, state: ReportState): Promise<void> {
  await tx.count({
    name: 'store-report-state',
    text: `update report_state set ledger_sequence = $2, transaction_sequence = $3, transaction_scan = $4, transactions_since = $5, customer_scan = $6,
                  customers_since = $7, clicks_until = $8, has_tail = $9, read_at = $10, as_of = $11 where program_id = $1`,
    values: [
      programId, state.ledgerSequence, state.transactionSequence, state.transactionScan, state.transactionsSince, state.customerScan,
      state.customersSince, state.clicksUntil, state.hasTail, state.readAt, state.asOf,
    ],
  })
}

const MS_DIGITS = 12

/** The present as ids have it. */
export function idClock(): Date {
  return new Date(Number.parseInt(newId().replace('-', '').slice(0, MS_DIGITS), 16))
}

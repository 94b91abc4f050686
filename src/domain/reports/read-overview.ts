import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { firstIdAt, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { type Attention, ATTENTION_DAYS, readAttention } from './read-attention.ts'
import { type DailyTotals, readCountedUntil, readDailyTotals } from './read-daily-totals.ts'
import { chosenDays, compared, type DayRange, dayOf, daysOf, requireDays } from './report-days.ts'

/** What can be told of each day. Counts, millionths (revenue) and minor units (commission, payable). */
export const OVERVIEW_MEASURES = ['clicks', 'uniqueClicks', 'registrations', 'firstDeposits', 'qualified', 'revenue', 'commission', 'payable'] as const
export type OverviewMeasure = (typeof OVERVIEW_MEASURES)[number]
export type OverviewAmounts = Readonly<Record<OverviewMeasure, bigint>>

export interface Overview {
  readonly range: DayRange
  readonly compare: 'previous' | 'year' | 'none'
  readonly comparedWith: DayRange | null
  readonly currency: string
  readonly timeZone: string
  /** Up to when facts are counted; null: not yet. */
  readonly asOf: Date | null
  readonly totals: OverviewAmounts
  readonly totalsCompared: OverviewAmounts | null
  readonly days: readonly (OverviewAmounts & { readonly day: string })[]
  readonly daysCompared: readonly (OverviewAmounts & { readonly day: string })[] | null
  /** What is owed now, in minor units of the program's currency. */
  readonly balances: { readonly pendingMinor: bigint; readonly payableMinor: bigint }
  readonly attention: readonly Attention[]
}

export interface OverviewQuestion {
  /** Without one: the 30 days that end today. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly compare: 'previous' | 'year' | 'none'
  /** Days to compare with, in place of those that `compare` names. */
  readonly comparedFrom?: string | undefined
  readonly comparedTo?: string | undefined
}

const DAY_MS = 86_400_000

/** A program's numbers over a range of days beside those of another, day by day, and what waits for somebody. Throws `invalid_request`. */
export async function readOverview(tx: Tx, clock: Clock, programId: Uuid, question: OverviewQuestion): Promise<Overview> {
  const program = await ownProgram(tx, programId)
  const now = programNow(program, clock)
  const range = chosenDays({ from: question.from, to: question.to }, dayOf(now, program.time_zone))
  const comparedWith = comparedOf(question, range)
  const days = await readDays(tx, programId, range, program.currency)
  const daysCompared = comparedWith === null ? null : await readDays(tx, programId, comparedWith, program.currency)
  return {
    range, compare: question.compare, comparedWith, currency: program.currency, timeZone: program.time_zone,
    asOf: await readCountedUntil(tx, programId),
    totals: totalOf(days), totalsCompared: daysCompared === null ? null : totalOf(daysCompared), days, daysCompared,
    balances: await readBalances(tx, programId, program.currency),
    attention: await readAttention(tx, programId, now, firstIdAt(new Date(clock.now().getTime() - ATTENTION_DAYS * DAY_MS))),
  }
}

function comparedOf({ compare, comparedFrom, comparedTo }: OverviewQuestion, range: DayRange): DayRange | null {
  if (comparedFrom === undefined || comparedTo === undefined) return compare === 'none' ? null : compared(range, compare)
  const chosen = { from: comparedFrom, to: comparedTo }
  requireDays(chosen)
  return chosen
}

const NOTHING: OverviewAmounts = { clicks: 0n, uniqueClicks: 0n, registrations: 0n, firstDeposits: 0n, qualified: 0n, revenue: 0n, commission: 0n, payable: 0n }

async function readDays(tx: Tx, programId: Uuid, range: DayRange, currency: string): Promise<(OverviewAmounts & { day: string })[]> {
  const known = new Map((await readDailyTotals(tx, { programId, fromDay: range.from, toDay: range.to })).map((totals) => [totals.day, totals]))
  const payable = await readPayableByDay(tx, programId, range, currency)
  return daysOf(range).map((day) => ({ ...amountsOf(known.get(day)), payable: payable.get(day) ?? 0n, day }))
}

function amountsOf(totals: DailyTotals | undefined): OverviewAmounts {
  if (totals === undefined) return NOTHING
  const { clicks, uniqueClicks, registrations, firstDeposits, qualified, netRevenue, sales, commissionMinor } = totals
  return { clicks, uniqueClicks, registrations, firstDeposits, qualified, revenue: netRevenue + sales, commission: commissionMinor, payable: 0n }
}

/** What became payable on each day: matured lines, adjustments and what was taken back, but no payouts and taxes. */
async function readPayableByDay(tx: Tx, programId: Uuid, range: DayRange, currency: string): Promise<Map<string, bigint>> {
  const rows = await tx.sql<{ day: string; amount: bigint }>({
    name: 'payable-by-day',
    text: `select day, sum(change_minor) as amount from ledger_daily
            where program_id = $1 and day between $2 and $3 and currency = $4 and account = 'affiliate_payable'
              and kind not in ('payout_reserved', 'payout_released', 'currency_exchanged', 'currency_exchange_reversed', 'statement_vat', 'statement_vat_reversed', 'tax_withheld', 'tax_withheld_reversed')
            group by day`,
    values: [programId, range.from, range.to, currency],
  })
  return new Map(rows.map(({ day, amount }) => [day, amount]))
}

function totalOf(days: readonly OverviewAmounts[]): OverviewAmounts {
  const sum = (measure: OverviewMeasure) => days.reduce((total, day) => total + day[measure], 0n)
  return {
    clicks: sum('clicks'), uniqueClicks: sum('uniqueClicks'), registrations: sum('registrations'), firstDeposits: sum('firstDeposits'),
    qualified: sum('qualified'), revenue: sum('revenue'), commission: sum('commission'), payable: sum('payable'),
  }
}

async function readBalances(tx: Tx, programId: Uuid, currency: string): Promise<Overview['balances']> {
  const [row] = await tx.sql<{ pendingMinor: bigint; payableMinor: bigint }>({
    name: 'overview-balances',
    text: `select coalesce(sum(credits - debits) filter (where kind = 'affiliate_pending'), 0) as "pendingMinor",
                  coalesce(sum(credits - debits) filter (where kind = 'affiliate_payable'), 0) as "payableMinor"
             from ledger_account where program_id = $1 and currency = $2 and kind in ('affiliate_pending', 'affiliate_payable')`,
    values: [programId, currency],
  })
  return row ?? { pendingMinor: 0n, payableMinor: 0n }
}

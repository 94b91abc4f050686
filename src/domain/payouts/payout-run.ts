import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { LeftOut } from './judge-payee.ts'
import type { PayoutStatus } from './payout-states.ts'

export const PAYOUT_RUN_STATUSES = ['preparing', 'draft', 'empty', 'approved', 'instructed', 'cancelled'] as const

/** preparing: there are affiliates to look at. empty: nobody could be paid. instructed: some or all of it was sent. */
export type PayoutRunStatus = (typeof PAYOUT_RUN_STATUSES)[number]

/** Payouts that are prepared, approved and sent together. */
export interface PayoutRun {
  readonly id: Uuid
  readonly status: PayoutRunStatus
  readonly cause: 'user' | 'schedule'
  /** Of the schedule: the first day after what it is for, in the program's time zone. */
  readonly scheduledFor: string | null
  readonly throughPeriod: string | null
  readonly affiliateIds: readonly Uuid[] | null
  readonly paidCurrency: string | null
  /** The last affiliate that was looked at. */
  readonly preparedUntil: Uuid | null
  readonly preparedBy: string
  readonly preparedAt: Date
  readonly approvedBy: string | null
  readonly approvedAt: Date | null
  readonly cancelledBy: string | null
  readonly cancelledAt: Date | null
  readonly cancellationReason: string | null
  readonly updatedAt: Date
}

export interface PayoutRunFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly status?: PayoutRunStatus | undefined
}

const SELECTED = `select id, status, cause, scheduled_for as "scheduledFor", through_period as "throughPeriod", affiliate_ids as "affiliateIds",
    paid_currency as "paidCurrency", prepared_until as "preparedUntil", prepared_by as "preparedBy", prepared_at as "preparedAt", approved_by as "approvedBy",
    approved_at as "approvedAt", cancelled_by as "cancelledBy", cancelled_at as "cancelledAt", cancellation_reason as "cancellationReason",
    updated_at as "updatedAt" from payout_run where program_id = $1`

/** Throws `not_found`. */
export async function readPayoutRun(tx: Tx, programId: Uuid, id: Uuid): Promise<PayoutRun> {
  const [run] = await tx.sql<PayoutRun>({ name: 'payout-run', text: `${SELECTED} and id = $2`, values: [programId, id] })
  if (run === undefined) throw new DomainError('not_found')
  return run
}

/** The oldest run that is not prepared to its end. */
export async function findUnpreparedRun(tx: Tx, programId: Uuid): Promise<PayoutRun | undefined> {
  const [run] = await tx.sql<PayoutRun>({ name: 'unprepared-run', text: `${SELECTED} and status = 'preparing' order by id limit 1`, values: [programId] })
  return run
}

/** Newest first. */
export function listPayoutRuns(tx: Tx, { programId, afterId, limit, status }: PayoutRunFilter): Promise<PayoutRun[]> {
  return tx.sql<PayoutRun>({
    text: `${SELECTED} and ($2::uuid is null or id < $2) and ($3::text is null or status = $3) order by id desc limit $4`,
    values: [programId, afterId, status, limit],
  })
}

/** What the payouts of a run in one state and currency come to. */
export interface PayoutRunSum {
  readonly status: PayoutStatus
  readonly currency: string
  readonly paidCurrency: string
  readonly payouts: number
  readonly amountMinor: bigint
  readonly paidAmountMinor: bigint
}

/** The sums of runs, by run. */
export async function readPayoutRunSums(tx: Tx, programId: Uuid, runIds: readonly Uuid[]): Promise<Map<Uuid, PayoutRunSum[]>> {
  const rows = await tx.sql<PayoutRunSum & { runId: Uuid }>({
    text: `select run_id as "runId", status, currency, paid_currency as "paidCurrency", count(*)::int as payouts, sum(amount_minor) as "amountMinor", sum(paid_amount_minor) as "paidAmountMinor"
             from payout where program_id = $1 and run_id = any($2::uuid[]) group by run_id, status, currency, paid_currency order by status, paid_currency`,
    values: [programId, runIds],
  })
  const byRun = new Map<Uuid, PayoutRunSum[]>()
  for (const { runId, ...sum } of rows) byRun.set(runId, [...(byRun.get(runId) ?? []), sum])
  return byRun
}

/** How many were left out of runs, by run and reason. */
export async function readLeftOutCounts(tx: Tx, programId: Uuid, runIds: readonly Uuid[]): Promise<Map<Uuid, Record<string, number>>> {
  const rows = await tx.sql<{ runId: Uuid; reason: string; affiliates: number }>({
    text: `select run_id as "runId", reason, count(*)::int as affiliates from payout_left_out where program_id = $1 and run_id = any($2::uuid[]) group by run_id, reason order by reason`,
    values: [programId, runIds],
  })
  const byRun = new Map<Uuid, Record<string, number>>()
  for (const { runId, reason, affiliates } of rows) byRun.set(runId, { ...byRun.get(runId), [reason]: affiliates })
  return byRun
}

/** Who was left out of a run, in the order of their ids. */
export async function listLeftOut(tx: Tx, programId: Uuid, runId: Uuid, afterAffiliateId: Uuid | null, limit: number): Promise<LeftOut[]> {
  const rows = await tx.sql<Omit<LeftOut, 'missing'> & { missingMinor: bigint | null; missingCurrency: string | null }>({
    text: `select affiliate_id as "affiliateId", reason, amount_minor as "amountMinor", missing_minor as "missingMinor", missing_currency as "missingCurrency",
                  held_until as "heldUntil", note
             from payout_left_out where program_id = $1 and run_id = $2 and ($3::uuid is null or affiliate_id > $3) order by affiliate_id limit $4`,
    values: [programId, runId, afterAffiliateId, limit],
  })
  return rows.map(({ missingMinor, missingCurrency, ...row }) => ({
    ...row, missing: missingMinor === null || missingCurrency === null ? null : { minor: missingMinor, currency: missingCurrency },
  }))
}

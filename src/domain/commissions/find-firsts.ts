import { arrayLiteral } from '../../db/bulk.ts'
import type { Uuid } from '../ids.ts'
import { recordOfRow, type TransactionRecord, type TransactionRow } from '../transactions/transaction-record.ts'
import type { CustomerTotals, RatingState } from './rating-state.ts'

/** A deposit that is its customer's first one now, and the rejected transaction that was it before. */
export interface FollowingDeposit {
  readonly cause: TransactionRecord
  readonly deposit: TransactionRecord
}

/**
 * The first deposit and the first revenue of customers, once one of them is rejected; the stored transactions must say so already.
 * Changes the customers' totals, and answers the deposits that became first ones.
 */
export async function findFirsts(state: RatingState, removed: readonly TransactionRecord[]): Promise<FollowingDeposit[]> {
  const lost = { deposits: new Map<Uuid, TransactionRecord>(), revenues: new Set<Uuid>() }
  for (const record of removed) {
    const totals = record.customerId === null ? undefined : state.customers.get(record.customerId)
    if (record.customerId === null || totals === undefined) continue
    if (totals.firstDeposit?.transactionId === record.id) lost.deposits.set(record.customerId, record)
    if (isFirstRevenue(totals, record)) lost.revenues.add(record.customerId)
  }
  for (const customerId of lost.revenues) setFirstRevenue(state, customerId, undefined)
  for (const record of await readFirsts(state, 'revenue', lost.revenues)) setFirstRevenue(state, record.customerId, record)
  for (const customerId of lost.deposits.keys()) setFirstDeposit(state, customerId, undefined)
  const deposits = await readFirsts(state, 'deposit', lost.deposits.keys())
  return deposits.flatMap((deposit) => {
    setFirstDeposit(state, deposit.customerId, deposit)
    const cause = lost.deposits.get(deposit.customerId ?? '')
    return cause === undefined ? [] : [{ cause, deposit }]
  })
}

function isFirstRevenue({ firstRevenue }: CustomerTotals, record: TransactionRecord): boolean {
  return firstRevenue !== null && firstRevenue.at.getTime() === record.occurredAt.getTime() && firstRevenue.externalId === nameOf(record)
}

function setFirstRevenue(state: RatingState, customerId: Uuid | null, record: TransactionRecord | undefined): void {
  const totals = customerId === null ? undefined : state.customers.get(customerId)
  if (totals !== undefined) totals.firstRevenue = record === undefined ? null : { at: record.occurredAt, externalId: nameOf(record), amount: record.net }
}

function setFirstDeposit(state: RatingState, customerId: Uuid | null, record: TransactionRecord | undefined): void {
  const totals = customerId === null ? undefined : state.customers.get(customerId)
  if (totals !== undefined) totals.firstDeposit = record === undefined ? null : { at: record.occurredAt, externalId: nameOf(record), transactionId: record.id, amount: record.deposit }
}

function nameOf(record: TransactionRecord): string {
  return record.externalId ?? record.id
}

const CONDITIONS = {
  revenue: 't.net <> 0 and t.related_transaction_id is null',
  deposit: `t.deposit > 0 and t.type not in ('refund', 'chargeback')`,
} as const

/** Each customer's first revenue or deposit in effect: by time, then by external id. */
async function readFirsts({ step }: RatingState, of: keyof typeof CONDITIONS, customerIds: Iterable<Uuid>): Promise<TransactionRecord[]> {
  const ids = [...customerIds]
  if (ids.length === 0) return []
  const rows = await step.tx.sql<TransactionRow>({
    name: `read-firsts:${of}`,
    text: `select distinct on (t.customer_id) t.* from transaction t
            where t.program_id = $1 and t.customer_id = any($2::uuid[]) and t.applied_sequence is not null and t.removed_sequence is null and ${CONDITIONS[of]}
            order by t.customer_id, t.occurred_at, coalesce(t.external_id, t.id::text) collate "C"`,
    values: [step.program.id, arrayLiteral(ids)],
  })
  return rows.map(recordOfRow)
}

import { BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { returnShortfalls } from '../ledger/return-shortfalls.ts'
import { type CustomerTerms, readCustomersById } from '../transactions/read-surroundings.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { familyOf, rejectionOf } from './commission-line.ts'
import { ShareCorrections } from './correct-shares.ts'
import { isDeposit } from './count-customer.ts'
import { findFirsts } from './find-firsts.ts'
import { type PostedLine, readPostedLines } from './posted-lines.ts'
import { openQualification, rateQualification, type RejectedCpa } from './rate-qualification.ts'
import { entersRevenueShare } from './rate-revenue-share.ts'
import { rateLimitedSales } from './rate-sales.ts'
import { closeRating, loadVersions, openRating, shareKeys } from './rate-transactions.ts'
import { compareRecords, type CustomerTotals, loadGroups, type RatedTransaction, type RatingState, type RatingStep, type ShareGroupKey, versionOf } from './rating-state.ts'
import { takeBackPaidLines } from './take-back-paid-lines.ts'

/**
 * Takes away the effect of transactions that are rejected after they were counted (refunds of them included): their lines are
 * rejected, or taken back where they were paid, and what others earned is worked out anew without them: a tier that is not reached
 * any more, a level that does not hold. Answers the transfers for the caller to post.
 */
export async function unrateTransactions(step: RatingStep, records: readonly TransactionRecord[], decision: { readonly actor: string; readonly reason: string | null }): Promise<TransferDraft[]> {
  if (records.length === 0) return []
  // Corrections are nobody's to approve: they follow from the rejection.
  const removed = records.map((record) => ({ ...record, status: 'approved' as const })).sort(compareRecords)
  const byId = new Map(removed.map((record) => [record.id, record]))
  const removedIds = new Set(byId.keys())
  const state = await openRating(step, removed)
  const customers = await readCustomersById(step.tx, step.program.id, removed.flatMap(({ customerId }) => customerId ?? []))
  const lines = await readPostedLines(step, [...removedIds])
  // A line may be about another plan of the customer, whose first deposit the transaction was taken for.
  await loadVersions(step, state.versions, lines)
  const [paid, unpaid] = [lines.filter(({ isPaid }) => isPaid), lines.filter(({ isPaid }) => !isPaid)]
  rejectLines(step, unpaid, decision)
  for (const line of unpaid) subtractFromCustomer(state, line)
  takeBackPaidLines(state, paid, byId)
  await correctShares(state, removed, lines)
  const rated: RatedTransaction[] = removed.map((record) => ({ record, customer: customerOf(record, customers), original: null }))
  await rateLimitedSales(state, rated, removedIds)
  await rateQualification(state, await openQualification(state, rated, removedIds, lines.flatMap((line) => rejectedCpa(state, line))))
  const drafts = [...unpaid.map((line) => rejectionOf(line, step.program.currency)), ...closeRating(state, records.map(({ affiliateId }) => affiliateId))]
  return [...drafts, ...(await returnShortfalls(step, unpaid, drafts))]
}

function customerOf({ customerId }: TransactionRecord, customers: ReadonlyMap<Uuid, CustomerTerms>): CustomerTerms | null {
  return customerId === null ? null : (customers.get(customerId) ?? null)
}

function rejectLines({ tx, program, now }: RatingStep, lines: readonly PostedLine[], { actor, reason }: { readonly actor: string; readonly reason: string | null }): void {
  const rows = new BulkRows(columns('program_id uuid, id uuid, commission_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const line of lines) rows.add(program.id, newId(), line.id, 'rejected', actor, reason, now)
  tx.defer(rows.insertInto(tx, 'commission_event'))
}

function subtractFromCustomer(state: RatingState, line: PostedLine): void {
  const totals = line.customerId === null ? undefined : state.customers.get(line.customerId)
  if (totals !== undefined) totals[familyOf(line.component)] -= line.amountMinor
}

/** Takes lines and transactions out of the customers' totals and out of every share, and posts what the shares have changed by. */
async function correctShares(state: RatingState, removed: readonly TransactionRecord[], lines: readonly PostedLine[]): Promise<void> {
  const shares = lines.flatMap(shareOfLine)
  await loadGroups(state, shares)
  const corrections = new ShareCorrections(state)
  const byId = new Map(removed.map((record) => [record.id, record]))
  for (const line of shares) {
    const record = byId.get(line.transactionId)
    if (record !== undefined) corrections.forgetLine(record, line)
  }
  for (const record of removed) takeOut(state, corrections, record)
  const followers = await findFirsts(state, removed)
  const deposits = followers.map(({ deposit }) => deposit).filter(entersRevenueShare)
  await loadVersions(state.step, state.versions, deposits)
  await loadGroups(state, deposits.flatMap((deposit) => shareKeys(state, deposit)))
  for (const { cause, deposit } of followers) {
    if (!entersRevenueShare(deposit)) continue
    for (const component of versionOf(state, deposit)?.inFlight ?? []) if (component.type === 'revenue_share') corrections.countFirstDeposit(cause, deposit, component)
  }
  corrections.post()
}

type ShareLine = PostedLine & ShareGroupKey & { readonly planVersionId: Uuid }

function shareOfLine(line: PostedLine): ShareLine[] {
  const { planId, planVersionId, windowKey, scopeId } = line
  return planId === null || planVersionId === null || windowKey === null || scopeId === null ? [] : [{ ...line, planId, planVersionId, windowKey, scopeId }]
}

function takeOut(state: RatingState, corrections: ShareCorrections, record: TransactionRecord): void {
  const totals = record.customerId === null ? undefined : state.customers.get(record.customerId)
  if (totals !== undefined) subtractTransaction(totals, record)
  const version = versionOf(state, record)
  if (version === undefined || !entersRevenueShare(record)) return
  const firstDeposits = totals?.firstDeposit?.transactionId === record.id ? 1n : 0n
  for (const component of version.inFlight) if (component.type === 'revenue_share') corrections.takeOut(record, component, firstDeposits)
}

function subtractTransaction(totals: CustomerTotals, record: TransactionRecord): void {
  totals.deposits -= record.deposit
  totals.revenue -= record.net
  if (isDeposit(record)) totals.depositCount -= 1
}

function rejectedCpa(state: RatingState, line: PostedLine): RejectedCpa[] {
  const version = line.planVersionId === null ? undefined : state.versions.get(line.planVersionId)
  if (line.customerId === null || line.level === null || version === undefined) return []
  return [{ customerId: line.customerId, planId: version.planId, component: line.component, level: line.level, amountMinor: line.amountMinor }]
}

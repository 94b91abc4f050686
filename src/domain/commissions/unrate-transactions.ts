import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { readCustomersById } from '../transactions/read-surroundings.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { familyOf, rejectionOf } from './commission-line.ts'
import { isDeposit } from './count-customer.ts'
import { type PostedLine, readPostedLines } from './posted-lines.ts'
import { openQualification, rateQualification, type RejectedCpa } from './rate-qualification.ts'
import { entersRevenueShare, type ForgettableLine, forgetShareLine, rerateShare, unrateRevenueShare } from './rate-revenue-share.ts'
import { rateLimitedSales } from './rate-sales.ts'
import { closeRating, loadVersions, openRating, shiftFirstDeposit } from './rate-transactions.ts'
import { compareRecords, type CustomerTotals, loadGroups, type RatedTransaction, type RatingState, type RatingStep, versionOf } from './rating-state.ts'

/**
 * Takes away the effect of transactions that are rejected after they were counted, and of the refunds of them: their lines are
 * rejected, and what others earned is worked out anew without them (a tier that is not reached any more, a level that does not
 * hold). Answers the transfers for the caller to post.
 */
export async function unrateTransactions(step: RatingStep, records: readonly TransactionRecord[], decision: { readonly actor: string; readonly reason: string | null }): Promise<TransferDraft[]> {
  if (records.length === 0) return []
  const refunds = await refundsOf(step, records)
  // Corrections are nobody's to approve: they follow from the rejection.
  const removed = [...records, ...refunds].map((record) => ({ ...record, status: 'approved' as const }))
  const removedIds = new Set(removed.map(({ id }) => id))
  const state = await openRating(step, removed)
  const customers = await readCustomersById(step.tx, step.program.id, removed.flatMap(({ customerId }) => customerId ?? []))
  const rated: RatedTransaction[] = removed.map((record) => ({ record, customer: record.customerId === null ? null : (customers.get(record.customerId) ?? null), original: null }))
  const lines = await readPostedLines(step, removed.map(({ id }) => id))
  await rejectLines(step, lines, decision)
  for (const line of lines) subtractFromCustomer(state, line)
  const forgotten = await forgetShareLines(state, lines, removed)
  for (const record of removed) await removeContribution(state, record, removedIds)
  for (const share of forgotten) rerateForgotten(state, share)
  await rateLimitedSales(state, rated, removedIds)
  await rateQualification(state, await openQualification(state, rated, removedIds, lines.flatMap((line) => rejectedCpa(state, line))))
  const corrections = closeRating(state)
  return [...lines.map((line) => rejectionOf(line, step.program.currency)), ...corrections]
}

/** Refunds of a rejected sale have nothing to take back any more; they end with it. */
async function refundsOf(step: RatingStep, records: readonly TransactionRecord[]): Promise<TransactionRecord[]> {
  const refunds = await readTransactions(
    step.tx, step.program.id, 'refunds-of', 't.related_transaction_id = any($2::uuid[]) and t.removed_sequence is null', [arrayLiteral(records.map(({ id }) => id))],
  )
  await step.tx.count({
    name: 'remove-refunds',
    text: `update transaction set removed_sequence = $3, updated_at = $4 where program_id = $1 and id = any($2::uuid[])`,
    values: [step.program.id, arrayLiteral(refunds.map(({ id }) => id)), step.book.sequence, step.now],
  })
  return refunds
}

async function rejectLines(step: RatingStep, lines: readonly PostedLine[], { actor, reason }: { readonly actor: string; readonly reason: string | null }): Promise<void> {
  const rows = new BulkRows(columns('program_id uuid, id uuid, commission_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const line of lines) rows.add(step.program.id, newId(), line.id, 'rejected', actor, reason, step.now)
  await rows.insertInto(step.tx, 'commission_event')
}

function subtractFromCustomer(state: RatingState, line: PostedLine): void {
  const totals = line.customerId === null ? undefined : state.customers.get(line.customerId)
  if (totals !== undefined) totals[familyOf(line.component)] -= line.amountMinor
}

interface ForgottenShare {
  readonly line: ForgettableLine
  /** The transaction whose line it was; a correction is about it too. */
  readonly record: TransactionRecord
}

async function forgetShareLines(state: RatingState, lines: readonly PostedLine[], removed: readonly TransactionRecord[]): Promise<ForgottenShare[]> {
  // A line may be about another plan of the customer, whose first deposit the transaction was taken for.
  await loadVersions(state.step, state.versions, lines)
  const shares = lines.flatMap((line) => {
    const version = line.planVersionId === null ? undefined : state.versions.get(line.planVersionId)
    if (version === undefined || line.windowKey === null || line.scopeId === null) return []
    return [{ ...line, planVersionId: version.versionId, planId: version.planId, windowKey: line.windowKey, scopeId: line.scopeId }]
  })
  await loadGroups(state, shares)
  for (const share of shares) forgetShareLine(state, share)
  const byId = new Map(removed.map((record) => [record.id, record]))
  return shares.flatMap((line) => {
    const record = byId.get(line.transactionId)
    return record === undefined ? [] : [{ line, record }]
  })
}

/**
 * What a total earns once lines of it are forgotten. Mostly it was rated anew when the transaction left it; not where the
 * transaction only moved it (a first deposit that became another one, the tier of other versions).
 */
function rerateForgotten(state: RatingState, { line, record }: ForgottenShare): void {
  rerateShare(state, { ...record, affiliateId: line.affiliateId }, line)
}

function rejectedCpa(state: RatingState, line: PostedLine): RejectedCpa[] {
  const version = line.planVersionId === null ? undefined : state.versions.get(line.planVersionId)
  if (line.customerId === null || line.level === null || version === undefined) return []
  return [{ customerId: line.customerId, planId: version.planId, component: line.component, level: line.level, amountMinor: line.amountMinor }]
}

async function removeContribution(state: RatingState, record: TransactionRecord, removedIds: ReadonlySet<Uuid>): Promise<void> {
  const totals = record.customerId === null ? undefined : state.customers.get(record.customerId)
  const wasFirst = totals?.firstDeposit?.transactionId === record.id
  if (totals !== undefined) {
    totals.deposits -= record.deposit
    totals.revenue -= record.net
    if (isDeposit(record)) totals.depositCount -= 1
  }
  const version = versionOf(state, record)
  if (version !== undefined && entersRevenueShare(record)) {
    for (const component of version.components) if (component.type === 'revenue_share') unrateRevenueShare(state, record, component, wasFirst ? 1n : 0n)
  }
  if (totals !== undefined) await findFirsts(state, record, totals, wasFirst, removedIds)
}

/** The customer's first deposit and first revenue, once one of them is gone. */
async function findFirsts(state: RatingState, record: TransactionRecord, totals: CustomerTotals, wasFirst: boolean, removedIds: ReadonlySet<Uuid>): Promise<void> {
  const stored = await readTransactions(
    state.step.tx, state.step.program.id, 'customer-history', 't.customer_id = $2 and t.applied_sequence is not null and t.removed_sequence is null', [record.customerId],
  )
  const left = stored.filter(({ id }) => !removedIds.has(id)).sort(compareRecords)
  const revenue = left.find(({ net, relatedTransactionId }) => net !== 0n && relatedTransactionId === null)
  totals.firstRevenue = revenue === undefined ? null : { at: revenue.occurredAt, externalId: revenue.externalId ?? revenue.id, amount: revenue.net }
  if (!wasFirst) return
  const deposit = left.find(isDeposit)
  totals.firstDeposit = deposit === undefined ? null : { at: deposit.occurredAt, externalId: deposit.externalId ?? deposit.id, transactionId: deposit.id, amount: deposit.deposit }
  if (deposit !== undefined) await shiftFirstDeposit(state, record, deposit, 1n)
}

import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import { newId, type Uuid } from '../ids.ts'
import type { TransferDraft } from '../ledger/post-transfers.ts'
import { readTransactions, type TransactionRecord } from '../transactions/transaction-record.ts'
import { type CommissionLine, familyOf, insertLines, transfersOfLine } from './commission-line.ts'
import { readPlanVersions } from './commission-terms.ts'
import { countCustomer, type FirstDepositMove, isDeposit } from './count-customer.ts'
import { draftLine } from './draft-line.ts'
import { openQualification, rateQualification } from './rate-qualification.ts'
import { entersRevenueShare, moveFirstDeposit, rateRevenueShare, shareGroupKey } from './rate-revenue-share.ts'
import { rateLimitedSales, rateSupplied, rateUnlimitedSale, reverseOwnLines } from './rate-sales.ts'
import {
  compareRecords, type CustomerReads, loadGroups, noTotals, type RatedTransaction, type RatingState, type RatingStep, readCustomerStates, saveCustomers, saveGroups, type ShareGroupKey,
  versionOf,
} from './rating-state.ts'
import type { PlanVersionTerms } from './rules/plan-terms.ts'
import { isUnlimited } from './rules/sale-commission.ts'
import { markRecruiters } from './reckoning/mark-recruiters.ts'
import { affiliatesToReckon, markAffiliates } from './reckoning/mark-affiliates.ts'

/**
 * Gives transactions their effect: customer totals, commission lines with their leaves, aggregates. Set-based: state is loaded
 * once for the whole set, worked through in canonical order, and written once. Answers the transfers that the caller posts with
 * the step. The order of arrival and the size of a set change single lines, never a balance (docs/commission-rules.md).
 */
export async function rateTransactions(step: RatingStep, rated: readonly RatedTransaction[], { reads, onLoaded }: RatingOptions = {}): Promise<TransferDraft[]> {
  const state = await openRating(step, rated.map(({ record }) => record), reads)
  const sales = rated.filter(({ original }) => original === null).sort((a, b) => compareRecords(a.record, b.record))
  const refunds = rated.filter(({ original }) => original !== null).sort((a, b) => compareRecords(a.record, b.record))
  const reasons = new Map<Uuid, string>()
  const displaced = await readDisplacedDeposits(state, rated)
  const qualification = openQualification(state, rated)
  onLoaded?.()
  await step.tx.sent()
  for (const entry of [...sales, ...refunds]) await rateOne(state, entry, displaced, reasons)
  await reverseOwnLines(state, refunds)
  for (const [id, reason] of await rateLimitedSales(state, rated)) if (!reasons.has(id)) reasons.set(id, reason)
  const { reasons: cpaReasons } = await rateQualification(state, qualification)
  explainZeroes(state, rated, reasons, cpaReasons)
  return closeRating(state, rated.map(({ record }) => record.affiliateId))
}

export interface RatingOptions {
  /** What was read of customers already; the rating reads the rest. */
  readonly reads?: CustomerReads | undefined
  /** Called when all that the set touches has been read. */
  readonly onLoaded?: () => void
}

/** Loads what a set of transactions touches. */
export async function openRating(step: RatingStep, records: readonly TransactionRecord[], started?: CustomerReads): Promise<RatingState> {
  const versions = new Map<Uuid, PlanVersionTerms>()
  await loadVersions(step, versions, records)
  const customerIds = new Set(records.flatMap(({ customerId }) => customerId ?? []))
  const rest = readCustomerStates(step, new Set([...customerIds].filter((id) => started?.ids.has(id) !== true)))
  const [totals, standings] = [new Map(await started?.totals), new Map(await started?.standings)]
  for (const [id, stored] of await rest.totals) totals.set(id, stored)
  for (const [key, stored] of await rest.standings) standings.set(key, stored)
  const customers = new Map([...customerIds].map((id) => [id, totals.get(id) ?? noTotals()]))
  const state: RatingState = { step, versions, groups: new Map(), customers, standings, lines: [] }
  await loadGroups(state, records.flatMap((record) => shareKeys(state, record)))
  return state
}

/** Loads the versions of the plans that transactions or lines are of. */
export async function loadVersions(step: RatingStep, versions: Map<Uuid, PlanVersionTerms>, records: readonly Pick<TransactionRecord, 'planId' | 'planVersionId'>[]): Promise<void> {
  const missing = records.flatMap(({ planId, planVersionId }) => (planId === null || planVersionId === null || versions.has(planVersionId) ? [] : [planId]))
  if (missing.length === 0) return
  for (const list of (await readPlanVersions(step.tx, step.program, [...new Set(missing)])).values()) {
    for (const version of list) versions.set(version.versionId, version)
  }
}

/** Writes what the rating changed (deferred) for the affiliates, marks those whose awards may change with it, and answers the transfers of its lines. */
export function closeRating(state: RatingState, affiliateIds: readonly Uuid[]): TransferDraft[] {
  const { step, lines } = state
  for (const line of lines) {
    const totals = line.customerId === null ? undefined : state.customers.get(line.customerId)
    if (totals !== undefined) totals[familyOf(line.component)] += line.amountMinor
  }
  const { currency } = step.program
  step.tx.defer(saveCustomers(state))
  step.tx.defer(saveGroups(state))
  step.tx.defer(insertLines(step.tx, { book: step.book, currency, recordedAt: step.now }, lines))
  step.tx.defer(recordFullReversals(step, lines))
  step.tx.defer(markAffiliates(step.tx, step.program.id, affiliatesToReckon(state, affiliateIds)))
  step.tx.defer(markRecruiters(step.tx, step.program.id, [...affiliateIds, ...lines.map((line) => line.affiliateId)]))
  return lines.flatMap((line) => transfersOfLine(line, currency, step.book.maturedUntil))
}

/** The groups that a transaction's shares are of. */
export function shareKeys(state: RatingState, record: TransactionRecord): ShareGroupKey[] {
  const version = versionOf(state, record)
  if (version === undefined || !entersRevenueShare(record)) return []
  return version.inFlight.flatMap((component) => (component.type === 'revenue_share' ? [shareGroupKey(state.step, record, version, component)] : []))
}

async function rateOne(state: RatingState, { record }: RatedTransaction, displaced: ReadonlyMap<Uuid, TransactionRecord>, reasons: Map<Uuid, string>): Promise<void> {
  const totals = record.customerId === null ? undefined : state.customers.get(record.customerId)
  const move = totals === undefined ? null : countCustomer(totals, record)
  const version = versionOf(state, record)
  if (version === undefined) return
  rateSupplied(state, record)
  for (const component of version.inFlight) {
    const reason = component.type === 'cpa' ? null : rateComponent(state, record, version, component, move)
    if (reason !== null) reasons.set(record.id, reason)
  }
  const previous = move?.previousTransactionId === undefined || move.previousTransactionId === null ? undefined : displaced.get(move.previousTransactionId)
  // An earlier first deposit came to light: the count of the one that was taken for it leaves the group it was counted in.
  if (previous !== undefined) await shiftFirstDeposit(state, record, previous, -1n)
}

function rateComponent(
  state: RatingState, record: TransactionRecord, version: PlanVersionTerms, component: Exclude<PlanVersionTerms['inFlight'][number], { type: 'cpa' }>,
  move: FirstDepositMove | null,
): string | null {
  if (component.type === 'revenue_share') {
    return entersRevenueShare(record) ? rateRevenueShare(state, record, component, move === null ? 0n : 1n) : null
  }
  return isUnlimited(component) || record.customerId === null ? rateUnlimitedSale(state, record, version, component) : null
}

/** The stored first deposits that may turn out not to be the first: those of customers with an earlier deposit in this set. */
async function readDisplacedDeposits(state: RatingState, rated: readonly RatedTransaction[]): Promise<Map<Uuid, TransactionRecord>> {
  const ids = new Set<Uuid>()
  for (const { record } of rated) {
    const known = record.customerId === null ? null : (state.customers.get(record.customerId)?.firstDeposit ?? null)
    if (known !== null && isDeposit(record) && record.occurredAt <= known.at) ids.add(known.transactionId)
  }
  const stored = ids.size === 0 ? [] : await readTransactions(state.step.tx, state.step.program.id, 'displaced-deposits', 't.id = any($2::uuid[])', [arrayLiteral([...ids])])
  return new Map([...stored, ...rated.map(({ record }) => record)].map((record) => [record.id, record]))
}

/** Changes the count of first deposits by one in every group that the deposit belongs to. */
async function shiftFirstDeposit(state: RatingState, cause: TransactionRecord, deposit: TransactionRecord, count: 1n | -1n): Promise<void> {
  if (!entersRevenueShare(deposit)) return
  await loadVersions(state.step, state.versions, [deposit])
  await loadGroups(state, shareKeys(state, deposit))
  for (const component of versionOf(state, deposit)?.inFlight ?? []) if (component.type === 'revenue_share') moveFirstDeposit(state, cause, deposit, component, count)
}

/** Every transaction that earned nothing leaves a line of zero that says why. */
function explainZeroes(state: RatingState, rated: readonly RatedTransaction[], reasons: ReadonlyMap<Uuid, string>, cpaReasons: ReadonlyMap<Uuid, string>): void {
  const earned = new Set(state.lines.map(({ transactionId }) => transactionId))
  for (const { record } of rated) {
    if (earned.has(record.id)) continue
    const version = versionOf(state, record)
    const reason = record.unpaidReason ?? exclusionOf(record, version) ?? cpaReasons.get(record.id) ?? reasons.get(record.id) ?? (hasReckoned(version) ? 'reckoned_from_history' : 'no_component')
    const component = version?.inFlight[0]?.key ?? 'none'
    state.lines.push(draftLine(state.step, record, { version, component, kind: 'zero', amountMinor: 0n, reason }))
  }
}

/** Whether the version pays in ways that one transaction alone does not decide: those have lines of their own. */
function hasReckoned(version: PlanVersionTerms | undefined): boolean {
  return version !== undefined && version.inFlight.length < version.components.length
}

function exclusionOf(record: TransactionRecord, version: PlanVersionTerms | undefined): string | null {
  if (!record.revShareExcluded && !record.cpaExcluded) return null
  const isExcluded = version?.inFlight.every(({ key }) => (familyOf(key) === 'cpa' ? record.cpaExcluded : familyOf(key) === 'revShare' && record.revShareExcluded))
  return isExcluded === true ? 'excluded' : null
}

/** A line that was taken back in full is in the state reversed. */
async function recordFullReversals(step: RatingStep, lines: readonly CommissionLine[]): Promise<void> {
  const reversals = lines.filter((line) => line.kind === 'reversal' && line.reversesId !== null && isFull(line))
  const rows = new BulkRows(columns('program_id uuid, id uuid, commission_id uuid, kind text, actor text, reason text, recorded_at timestamptz'))
  for (const line of reversals) rows.add(step.program.id, newId(), line.reversesId, 'reversed', 'engine', `by:${line.id}`, step.now)
  await rows.insertInto(step.tx, 'commission_event', 'on conflict (program_id, commission_id, kind) do nothing')
}

function isFull(line: CommissionLine): boolean {
  // CPA and limited sales keep the total that is left; a refund's line keeps what has been taken back of metricAfter.
  return line.metricBefore === null ? line.totalAfter === 0n : line.totalAfter === line.metricAfter
}

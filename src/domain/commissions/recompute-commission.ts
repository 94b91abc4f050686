import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type Program, readProgram } from '../programs/read-program.ts'
import { LEVEL_MOVED, levelTargets, type Reached, reachLevels } from './components/cpa/qualified.ts'
import { TRANSACTIONS_REJECTED } from './correct-shares.ts'
import { metricOf } from './rate-revenue-share.ts'
import { entersSales } from './rate-sales.ts'
import { recomputeAwardLine } from './reckoning/recompute-award-lines.ts'
import { type Basis, type EarlierLine, type HistoryRecord, type LineEvidence, readEvidence, type RejectedShare } from './recompute-evidence.ts'
import type { CpaLevel, PlanVersionTerms, RevenueShareComponent, SaleComponent } from './rules/plan-terms.ts'
import { compareCanonical, type CustomerFacts, type Progress } from './rules/qualification.ts'
import { shareOf } from './rules/revenue-share.ts'
import { isUnlimited, paidOf, refundedOf, reversedShare, saleAmount, saleCommissions } from './rules/sale-commission.ts'
import { baseOf } from './rules/share-base.ts'
import { sharesOf } from './share-terms.ts'
import { readStoredLines, type StoredLine } from './stored-line.ts'

/** What came of recomputing a line; null when its leaves do not fit the transactions they are about. Minor units. */
export interface Recomputed {
  readonly amountMinor: bigint
  readonly recomputedMinor: bigint | null
}

/** Recomputes one line from the leaves of its explanation. Throws `not_found`. */
export async function recomputeCommission(tx: Tx, programId: Uuid, commissionId: Uuid): Promise<Recomputed> {
  const program = await readProgram(tx, programId)
  const award = program === undefined ? undefined : await recomputeAwardLine(tx, program, commissionId)
  if (award !== undefined) return award
  const lines = await readStoredLines(tx, programId, [commissionId])
  const [line] = lines
  if (program === undefined || line === undefined) throw new DomainError('not_found')
  const recomputed = await recomputeLines(tx, program, lines)
  return { amountMinor: line.amountMinor, recomputedMinor: recomputed.get(line.id) ?? null }
}

/** The amounts of lines, recomputed from their leaves; never from what was posted for them. */
export async function recomputeLines(tx: Tx, program: Pick<Program, 'id' | 'currency' | 'time_zone'>, lines: readonly StoredLine[]): Promise<Map<Uuid, bigint | null>> {
  const evidence = await readEvidence(tx, program, lines)
  return new Map(evidence.map((entry) => [entry.line.id, recomputeAmount(entry, program.currency)]))
}

/** The amount that the evidence gives, in minor units; null when the line's leaves contradict it. */
export function recomputeAmount({ line, versions, basis }: LineEvidence, currency: string): bigint | null {
  switch (basis.by) {
    case 'zero': return line.reason === null ? null : 0n
    case 'supplied': return suppliedAmount(line)
    case 'share': return shareDifference(line, basis, versions, currency)
    case 'sale': return line.baseAfter === line.sale ? saleAmount(basis.component, line.sale, 1, currency) : null
    case 'reversal': return basis.of === 'paid' ? takenBackAmount(line, basis.original) : reversalAmount(line, basis.original)
    case 'customer': return customerDifference(line, basis, versions, currency)
    case 'nothing': return null
  }
}

function suppliedAmount(line: StoredLine): bigint | null {
  if (line.component === 'revenue_share') return line.suppliedRevShare
  return line.component === 'cpa' ? line.suppliedCpa : line.suppliedFixed
}

/** Share of the totals after the transaction, less the share of the totals before it (less what the step had rejected of it). */
function shareDifference(line: StoredLine, { component, rejected }: ShareBasis, versions: LineEvidence['versions'], currency: string): bigint | null {
  const { baseBefore, baseAfter, metricBefore, metricAfter } = line
  if (baseBefore === null || baseAfter === null || metricBefore === null || metricAfter === null) return null
  const [base, metric] = [baseAfter - baseBefore, metricAfter - metricBefore]
  const isSound = line.reason === TRANSACTIONS_REJECTED ? isTakenOut(line, rejected, versions, base, metric) : isContribution(line, component, base, metric)
  if (!isSound) return null
  const before = shareOf(component.tiers, baseBefore, metricBefore, currency) - rejected.posted
  return shareOf(component.tiers, baseAfter, metricAfter, currency) - before
}

type ShareBasis = Extract<Basis, { by: 'share' }>

/** Whether the totals moved by what the transactions that were rejected in the line's step had brought. */
function isTakenOut({ planId, component: key }: StoredLine, rejected: RejectedShare, versions: LineEvidence['versions'], base: bigint, metric: bigint): boolean {
  // Which deposits were first ones at that time is not on record.
  const isCounted = [...versions.values()].some((version) => version.planId === planId && sharesOf(version).some((share) => share.key === key && share.tiers.metric === 'ftd_count'))
  return base === -rejected.base && (isCounted || metric === -rejected.metric)
}

/** Whether the totals moved by what the transaction brings, or by less it where the transaction was rejected in this very step. */
function isContribution(line: StoredLine, component: RevenueShareComponent, base: bigint, metric: bigint): boolean {
  const isCounted = component.tiers.metric === 'ftd_count'
  // A first deposit that turned out to be another one moves the count alone; the totals of other versions only see the metric move.
  if (base === 0n && (isCounted || line.kind === 'rerate')) return true
  const sign = line.removedSequence === line.sequence ? -1n : 1n
  return base === sign * baseOf(line, component) && (isCounted || metric === sign * metricOf(line, component, 0n))
}

/** A line that was paid, taken back in full in the step that rejected its transaction. */
function takenBackAmount(line: StoredLine, original: StoredLine): bigint | null {
  const isOfSameEffect = original.transactionId === line.transactionId && original.component === line.component && original.level === line.level && original.windowKey === line.windowKey
  return isOfSameEffect && line.removedSequence === line.sequence && original.sequence < line.sequence ? -original.amountMinor : null
}

function reversalAmount(line: StoredLine, original: StoredLine): bigint | null {
  const { baseBefore, baseAfter, metricBefore: paid, metricAfter } = line
  if (baseBefore === null || baseAfter === null || paid === null || metricAfter !== original.amountMinor) return null
  const isOfSale = original.sale > 0n
  if (paid !== (isOfSale ? original.sale : original.deposit)) return null
  if (line.relatedTransactionId !== original.transactionId || baseAfter - baseBefore !== -(isOfSale ? line.sale : line.deposit)) return null
  return reversedShare(metricAfter, baseBefore, paid) - reversedShare(metricAfter, baseAfter, paid)
}

function customerDifference(line: StoredLine, basis: Extract<Basis, { by: 'customer' }>, versions: LineEvidence['versions'], currency: string): bigint | null {
  if (basis.component.type !== 'cpa') return saleDifference(line, basis, versions, currency)
  if (line.level === null || line.facts === null) return null
  const worth = levelWorth(line, line.level, levelStanding(basis.history, line, line.facts, versions))
  return worth - paidFor(basis.earlier, (other) => other.level === line.level)
}

/** What a line's level is worth to the line's affiliate: nothing where it turned out to be another one's. */
export function levelWorth({ reason }: Pick<StoredLine, 'reason'>, level: number, { targets }: LevelStanding): bigint {
  return reason === LEVEL_MOVED ? 0n : (targets[level - 1] ?? 0n)
}

/** What a customer's levels are worth after a step, worked out from its whole history. */
export interface LevelStanding {
  readonly reached: readonly Reached[]
  readonly progress: Progress
  readonly supplied: bigint
  /** What each level should have paid, given what was supplied. */
  readonly targets: readonly bigint[]
}

/** Works a customer's history through in canonical order, each event under the version that rates it. */
export function levelStanding(history: readonly HistoryRecord[], { component }: Pick<StoredLine, 'component'>, facts: CustomerFacts, versions: ReadonlyMap<Uuid, PlanVersionTerms>): LevelStanding {
  const records = history.filter(({ cpaExcluded }) => !cpaExcluded)
  const versionIds = new Map(records.map(({ id, planVersionId }) => [id, planVersionId]))
  const { reached, progress } = reachLevels(records, facts, (transactionId) => levelsOf(versions.get(versionIds.get(transactionId) ?? ''), component))
  const supplied = records.reduce((sum, record) => sum + record.suppliedCpaMinor, 0n)
  return { reached, progress, supplied, targets: levelTargets(reached.map(({ amountMinor }) => amountMinor), supplied) }
}

/** The levels of a version's CPA component of a key; none when it has no such component. */
export function levelsOf(version: PlanVersionTerms | undefined, key: string): readonly CpaLevel[] {
  const component = version?.inFlight.find((candidate) => candidate.key === key)
  return component?.type === 'cpa' ? component.levels : []
}

/** What a customer's sale is worth among all its sales: the whole of it, and how often it earned before. */
export interface SaleStanding {
  readonly sale: HistoryRecord
  /** From 1, in canonical order, among the sales with a positive amount. */
  readonly ordinal: number
  readonly full: bigint
  readonly refunded: bigint
}

/** The sale that a line is about (its own, or the one its refund names) among the customer's sales; undefined when it is none. */
export function saleStanding(history: readonly HistoryRecord[], line: Pick<StoredLine, 'component' | 'transactionId' | 'relatedTransactionId'>, versions: ReadonlyMap<Uuid, PlanVersionTerms>, currency: string): SaleStanding | undefined {
  const saleId = line.relatedTransactionId ?? line.transactionId
  const sale = history.find(({ id }) => id === saleId)
  const component = sale === undefined ? undefined : saleComponentOf(sale, line.component, versions)
  if (sale === undefined || component === undefined || isUnlimited(component)) return undefined
  const sales = history.filter((record) => {
    const own = saleComponentOf(record, line.component, versions)
    return own !== undefined && entersSales(record, own)
  })
  const positions = sales.map((record) => ({ transactionId: record.id, occurredAt: record.occurredAt, brandId: record.brandId, externalId: record.externalId ?? record.id, sale: record.sale }))
  const refunds = history.filter(({ relatedTransactionId }) => relatedTransactionId === saleId)
  const ordered = positions.filter((position) => position.sale > 0n).sort(compareCanonical)
  return {
    sale,
    ordinal: ordered.findIndex(({ transactionId }) => transactionId === saleId) + 1,
    full: saleCommissions(component, positions, currency).get(saleId) ?? 0n,
    refunded: refundedOf(sale, refunds),
  }
}

function saleComponentOf(record: HistoryRecord, key: string, versions: ReadonlyMap<Uuid, PlanVersionTerms>): SaleComponent | undefined {
  const version = record.planVersionId === null ? undefined : versions.get(record.planVersionId)
  const component = version?.components.find((candidate) => candidate.key === key)
  return component?.type === 'percent_of_sale' || component?.type === 'fixed_per_sale' ? component : undefined
}

function saleDifference(line: StoredLine, { history, earlier }: Extract<Basis, { by: 'customer' }>, versions: LineEvidence['versions'], currency: string): bigint | null {
  const standing = saleStanding(history, line, versions, currency)
  if (standing === undefined || line.baseAfter !== standing.sale.sale) return null
  // A new sale earns in full; refunds that came in the same step have lines of their own.
  const refunded = line.kind === 'computed' ? 0n : standing.refunded
  if (line.metricAfter !== refunded) return null
  const target = refunded === 0n ? standing.full : standing.full - reversedShare(standing.full, refunded, paidOf(standing.sale))
  const ids = new Set([standing.sale.id, ...history.filter(({ relatedTransactionId }) => relatedTransactionId === standing.sale.id).map(({ id }) => id)])
  return target - paidFor(earlier, (other) => ids.has(other.transactionId))
}

function paidFor(earlier: readonly EarlierLine[], isOf: (line: EarlierLine) => boolean): bigint {
  return earlier.reduce((sum, line) => (isOf(line) ? sum + line.amountMinor : sum), 0n)
}

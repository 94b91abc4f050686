import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { readPlanVersions } from './commission-terms.ts'
import type { QualifyingRecord } from './customer-events.ts'
import type { Component, PlanVersionTerms, RevenueShareComponent } from './rules/plan-terms.ts'
import { shareOf } from './rules/revenue-share.ts'
import { isUnlimited } from './rules/sale-commission.ts'
import { isRejectedBy, readStoredLines, type StoredLine } from './stored-line.ts'

/** What recomputing needs of the other transactions of a customer. */
export type HistoryRecord = QualifyingRecord &
  Pick<
    TransactionRecord,
    | 'sale' | 'unpaidReason' | 'cpaExcluded' | 'revShareExcluded' | 'suppliedRevShareMinor' | 'suppliedCpaMinor' | 'suppliedFixedMinor'
    | 'planVersionId' | 'appliedSequence' | 'removedSequence'
  >

/** An earlier line that counts as posted when a line was made. */
export interface EarlierLine {
  readonly id: Uuid
  readonly transactionId: Uuid
  readonly component: string
  readonly level: number | null
  readonly sequence: bigint
  readonly amountMinor: bigint
}

/** What a line is recomputed from beyond its own leaves, by how it was rated. */
export type Basis =
  | { readonly by: 'zero' }
  | { readonly by: 'supplied' }
  /** `forgotten`: what the step had rejected of this total before it rated anew. */
  | { readonly by: 'share'; readonly component: RevenueShareComponent; readonly forgotten: bigint }
  | { readonly by: 'sale'; readonly component: Extract<Component, { type: 'percent_of_sale' | 'fixed_per_sale' }> }
  | { readonly by: 'customer'; readonly component: Exclude<Component, RevenueShareComponent>; readonly history: readonly HistoryRecord[]; readonly earlier: readonly EarlierLine[] }
  | { readonly by: 'reversal'; readonly original: StoredLine }
  | { readonly by: 'nothing'; readonly missing: string }

/** A line with everything it is recomputed from. */
export interface LineEvidence {
  readonly line: StoredLine
  readonly version: PlanVersionTerms | null
  /** All versions of the line's plan, by id: a customer's older transactions keep theirs. */
  readonly versions: ReadonlyMap<Uuid, PlanVersionTerms>
  readonly basis: Basis
}

/** Reads what lines are recomputed from: a handful of statements for any number of lines. */
export async function readEvidence(tx: Tx, program: Pick<Program, 'id' | 'currency'>, lines: readonly StoredLine[]): Promise<LineEvidence[]> {
  const versions = new Map<Uuid, PlanVersionTerms>()
  const planIds = new Set(lines.flatMap(({ planId }) => planId ?? []))
  for (const list of (await readPlanVersions(tx, program, [...planIds])).values()) for (const version of list) versions.set(version.versionId, version)
  const kinds = lines.map((line) => ({ line, component: componentOf(line, versions) }))

  const customers = await readCustomers(tx, program.id, kinds.filter(({ line, component }) => isCustomers(line, component)).map(({ line }) => line))
  const forgotten = await readForgotten(tx, program.id, kinds.flatMap(({ line, component }) => (component?.type === 'revenue_share' && !startsFromShare(line, component, program.currency) ? [line] : [])))
  const originalIds = kinds.flatMap(({ line }) => (isOwnReversal(line) ? (line.reversesId ?? []) : []))
  const originals = new Map((originalIds.length === 0 ? [] : await readStoredLines(tx, program.id, originalIds)).map((line) => [line.id, line]))

  return kinds.map(({ line, component }) => ({
    line,
    version: line.planVersionId === null ? null : (versions.get(line.planVersionId) ?? null),
    versions,
    basis: basisOf(line, component, { customers, forgotten, originals }),
  }))
}

/** A refund's line about a line that was rated by itself keeps what was paid of the sale; other lines that take back do not. */
function isOwnReversal(line: StoredLine): boolean {
  return line.kind === 'reversal' && line.metricBefore !== null
}

function componentOf(line: StoredLine, versions: ReadonlyMap<Uuid, PlanVersionTerms>): Component | undefined {
  const version = line.planVersionId === null ? undefined : versions.get(line.planVersionId)
  return version?.components.find(({ key }) => key === line.component)
}

function isCustomers(line: StoredLine, component: Component | undefined): boolean {
  if (line.kind === 'zero' || line.kind === 'supplied' || isOwnReversal(line) || component === undefined || line.customerId === null) return false
  if (component.type === 'cpa') return true
  return component.type !== 'revenue_share' && !isUnlimited(component)
}

interface Sources {
  readonly customers: ReadonlyMap<string, { readonly history: readonly HistoryRecord[]; readonly lines: readonly EarlierLine[] }>
  readonly forgotten: ReadonlyMap<Uuid, bigint>
  readonly originals: ReadonlyMap<Uuid, StoredLine>
}

function basisOf(line: StoredLine, component: Component | undefined, sources: Sources): Basis {
  if (line.kind === 'zero') return { by: 'zero' }
  if (line.kind === 'supplied') return { by: 'supplied' }
  if (isOwnReversal(line)) {
    const original = line.reversesId === null ? undefined : sources.originals.get(line.reversesId)
    return original === undefined ? { by: 'nothing', missing: 'the line it reverses' } : { by: 'reversal', original }
  }
  if (component === undefined) return { by: 'nothing', missing: 'its plan version' }
  if (component.type === 'revenue_share') return { by: 'share', component, forgotten: sources.forgotten.get(line.id) ?? 0n }
  if (!isCustomers(line, component)) return component.type === 'cpa' ? { by: 'nothing', missing: 'its customer' } : { by: 'sale', component }
  const customer = sources.customers.get(customerKey(line))
  if (customer === undefined) return { by: 'nothing', missing: "its customer's transactions" }
  const removed = new Map(customer.history.map(({ id, removedSequence }) => [id, removedSequence]))
  return {
    by: 'customer',
    component,
    history: customer.history.filter((record) => isInEffect(record, line.sequence)),
    earlier: customer.lines.filter(
      (other) =>
        other.component === line.component && isBefore(other, line) &&
        !isRejectedBy({ sequence: other.sequence, removedSequence: removed.get(other.transactionId) ?? null }, line.sequence),
    ),
  }
}

function isInEffect(record: HistoryRecord, sequence: bigint): boolean {
  const { appliedSequence, removedSequence } = record
  return appliedSequence !== null && appliedSequence <= sequence && (removedSequence === null || removedSequence > sequence)
}

function isBefore(other: EarlierLine, line: StoredLine): boolean {
  return other.sequence < line.sequence || (other.sequence === line.sequence && other.id < line.id)
}

function customerKey({ customerId, planId }: Pick<StoredLine, 'customerId' | 'planId'>): string {
  return `${customerId}:${planId}`
}

const HISTORY_COLUMNS = `t.id, t.customer_id as "customerId", t.plan_id as "planId", t.type, t.occurred_at as "occurredAt", t.brand_id as "brandId",
  t.external_id as "externalId", t.related_transaction_id as "relatedTransactionId", t.deposit, t.withdrawal, t.wager, t.net, t.sale,
  t.unpaid_reason as "unpaidReason", t.cpa_excluded as "cpaExcluded", t.rev_share_excluded as "revShareExcluded",
  coalesce(t.supplied_rev_share_minor, 0) as "suppliedRevShareMinor", coalesce(t.supplied_cpa_minor, 0) as "suppliedCpaMinor",
  coalesce(t.supplied_fixed_minor, 0) as "suppliedFixedMinor", t.plan_version_id as "planVersionId",
  t.applied_sequence as "appliedSequence", t.removed_sequence as "removedSequence"`

/** Transactions and lines of the lines' customers under the lines' plans, by customerKey. */
async function readCustomers(tx: Tx, programId: Uuid, lines: readonly StoredLine[]): Promise<Sources['customers']> {
  const found = new Map<string, { history: HistoryRecord[]; lines: EarlierLine[] }>()
  if (lines.length === 0) return found
  // What came after a customer's last line in question is of no interest.
  const last = new Map<string, StoredLine>()
  for (const line of lines) {
    const known = last.get(customerKey(line))
    if (known === undefined || known.sequence < line.sequence) last.set(customerKey(line), line)
  }
  const rows = new BulkRows(columns('customer_id uuid, plan_id uuid, sequence bigint'))
  for (const [key, line] of last) {
    found.set(key, { history: [], lines: [] })
    rows.add(line.customerId, line.planId, line.sequence)
  }
  const records = await tx.sql<HistoryRecord & { customerId: Uuid; planId: Uuid }>({
    name: 'evidence-history',
    text: `select ${HISTORY_COLUMNS} from ${rows.unnest('k', 2)}
             join transaction t on t.program_id = $1 and t.customer_id = k.customer_id and t.plan_id = k.plan_id
            where t.applied_sequence <= k.sequence and t.unpaid_reason is null`,
    values: [programId, ...rows.parameters()],
  })
  const owners = new Map<Uuid, { history: HistoryRecord[]; lines: EarlierLine[] }>()
  for (const record of records) {
    const owner = found.get(customerKey(record))
    if (owner === undefined) continue
    owner.history.push(record)
    owners.set(record.id, owner)
  }
  for (const line of await readCustomerLines(tx, programId, records.map(({ id }) => id))) owners.get(line.transactionId)?.lines.push(line)
  return found
}

async function readCustomerLines(tx: Tx, programId: Uuid, transactionIds: readonly Uuid[]): Promise<EarlierLine[]> {
  return tx.sql<EarlierLine>({
    name: 'evidence-lines',
    text: `select c.id, c.transaction_id as "transactionId", c.component, c.level, c.sequence, c.amount_minor as "amountMinor"
             from commission c
            where c.program_id = $1 and c.transaction_id = any($2::uuid[]) and c.kind not in ('zero', 'supplied') and c.window_key is null
            order by c.id`,
    values: [programId, arrayLiteral(transactionIds)],
  })
}

/** Whether what had been posted before the line is the share of the totals before it, as it is except right after a rejection. */
function startsFromShare(line: StoredLine, component: RevenueShareComponent, currency: string): boolean {
  return line.totalBefore === shareOf(component.tiers, line.baseBefore ?? 0n, line.metricBefore ?? 0n, currency)
}

/** What the step of each line had rejected of the same total, by line. */
async function readForgotten(tx: Tx, programId: Uuid, lines: readonly StoredLine[]): Promise<Map<Uuid, bigint>> {
  if (lines.length === 0) return new Map()
  const rows = await tx.sql<{ id: Uuid; forgotten: bigint }>({
    name: 'evidence-forgotten',
    text: `select l.id, sum(c.amount_minor) as forgotten
             from commission l
             join transaction t on t.program_id = $1 and t.removed_sequence = l.sequence and t.affiliate_id = l.affiliate_id
             join commission c on c.program_id = $1 and c.transaction_id = t.id and c.sequence < l.sequence and c.plan_version_id = l.plan_version_id
              and c.component = l.component and c.scope_id = l.scope_id and c.window_key = l.window_key
            where l.program_id = $1 and l.id = any($2::uuid[])
            group by l.id`,
    values: [programId, arrayLiteral(lines.map(({ id }) => id))],
  })
  return new Map(rows.map(({ id, forgotten }) => [id, forgotten]))
}

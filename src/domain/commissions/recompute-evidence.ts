import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { periodEndExclusive, periodStart } from '../time/periods.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import { readPlanVersions } from './commission-terms.ts'
import { TRANSACTIONS_REJECTED } from './correct-shares.ts'
import type { QualifyingRecord } from './customer-events.ts'
import type { InFlightComponent, PlanVersionTerms, RevenueShareComponent } from './rules/plan-terms.ts'
import { shareOf } from './rules/revenue-share.ts'
import { isUnlimited } from './rules/sale-commission.ts'
import { BASE_OF_TRANSACTION, ENTERS_SHARES, METRIC_OF_TRANSACTION, scopeOfTransaction, shareTerms } from './share-terms.ts'
import { isRejectedBy, readStoredLines, type StoredLine } from './stored-line.ts'
import { REJECTED_AFTER_PAYMENT } from './take-back-paid-lines.ts'

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

/** What a line's step had rejected of its total before it rated it anew. */
export interface RejectedShare {
  /** Minor units that had been posted. */
  readonly posted: bigint
  /** What the rejected transactions had brought to the version's base and to the metric of all versions. */
  readonly base: bigint
  readonly metric: bigint
  readonly transactions: number
}

/** What a line is recomputed from beyond its own leaves, by how it was rated. */
export type Basis =
  | { readonly by: 'zero' }
  | { readonly by: 'supplied' }
  | { readonly by: 'share'; readonly component: RevenueShareComponent; readonly rejected: RejectedShare }
  | { readonly by: 'sale'; readonly component: Extract<InFlightComponent, { type: 'percent_of_sale' | 'fixed_per_sale' }> }
  | { readonly by: 'customer'; readonly component: Exclude<InFlightComponent, RevenueShareComponent>; readonly history: readonly HistoryRecord[]; readonly earlier: readonly EarlierLine[] }
  /** `of`: the refund that takes back, or the rejection of a sale whose line was paid. */
  | { readonly by: 'reversal'; readonly of: 'refund' | 'paid'; readonly original: StoredLine }
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
export async function readEvidence(tx: Tx, program: Pick<Program, 'id' | 'currency' | 'time_zone'>, lines: readonly StoredLine[]): Promise<LineEvidence[]> {
  const versions = new Map<Uuid, PlanVersionTerms>()
  const planIds = new Set(lines.flatMap(({ planId }) => planId ?? []))
  for (const list of (await readPlanVersions(tx, program, [...planIds])).values()) for (const version of list) versions.set(version.versionId, version)
  const kinds = lines.map((line) => ({ line, component: componentOf(line, versions) }))

  const customers = await readCustomers(tx, program.id, kinds.filter(({ line, component }) => isCustomers(line, component)).map(({ line }) => line))
  const shares = kinds.flatMap(({ line, component }) => (component?.type === 'revenue_share' && !isPaidBack(line) && isAfterRejection(line, component, program.currency) ? [line] : []))
  const rejected = await readRejected(tx, program, shares, versions)
  const originalIds = kinds.flatMap(({ line }) => (isOwnReversal(line) || isPaidBack(line) ? (line.reversesId ?? []) : []))
  const originals = new Map((originalIds.length === 0 ? [] : await readStoredLines(tx, program.id, originalIds)).map((line) => [line.id, line]))

  return kinds.map(({ line, component }) => ({
    line,
    version: line.planVersionId === null ? null : (versions.get(line.planVersionId) ?? null),
    versions,
    basis: basisOf(line, component, { customers, rejected, originals }),
  }))
}

/** A refund's line about a line that was rated by itself keeps what was paid of the sale; other lines that take back do not. */
function isOwnReversal(line: StoredLine): boolean {
  return line.kind === 'reversal' && line.metricBefore !== null
}

/** The other side of a line that was paid before its transaction was rejected. */
function isPaidBack(line: StoredLine): boolean {
  return line.kind === 'reversal' && line.reason === REJECTED_AFTER_PAYMENT
}

function componentOf(line: StoredLine, versions: ReadonlyMap<Uuid, PlanVersionTerms>): InFlightComponent | undefined {
  const version = line.planVersionId === null ? undefined : versions.get(line.planVersionId)
  return version?.inFlight.find(({ key }) => key === line.component)
}

function isCustomers(line: StoredLine, component: InFlightComponent | undefined): boolean {
  if (line.kind === 'zero' || line.kind === 'supplied' || isOwnReversal(line) || isPaidBack(line) || component === undefined || line.customerId === null) return false
  if (component.type === 'cpa') return true
  return component.type !== 'revenue_share' && !isUnlimited(component)
}

interface Sources {
  readonly customers: ReadonlyMap<string, { readonly history: readonly HistoryRecord[]; readonly lines: readonly EarlierLine[] }>
  readonly rejected: ReadonlyMap<Uuid, RejectedShare>
  readonly originals: ReadonlyMap<Uuid, StoredLine>
}

function basisOf(line: StoredLine, component: InFlightComponent | undefined, sources: Sources): Basis {
  if (line.kind === 'zero') return { by: 'zero' }
  if (line.kind === 'supplied') return { by: 'supplied' }
  if (isOwnReversal(line) || isPaidBack(line)) {
    const original = line.reversesId === null ? undefined : sources.originals.get(line.reversesId)
    return original === undefined ? { by: 'nothing', missing: 'the line it reverses' } : { by: 'reversal', of: isPaidBack(line) ? 'paid' : 'refund', original }
  }
  if (component === undefined) return { by: 'nothing', missing: 'its plan version' }
  if (component.type === 'revenue_share') return { by: 'share', component, rejected: sources.rejected.get(line.id) ?? NOTHING_REJECTED }
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
              and c.reason is distinct from $3
            order by c.id`,
    // Of a line that was paid and taken back neither side counts once its transaction is rejected.
    values: [programId, arrayLiteral(transactionIds), REJECTED_AFTER_PAYMENT],
  })
}

const NOTHING_REJECTED: RejectedShare = { posted: 0n, base: 0n, metric: 0n, transactions: 0 }

/** Whether the line may follow a rejection: it says so, or what had been posted before is not the share of the totals before. */
function isAfterRejection(line: StoredLine, component: RevenueShareComponent, currency: string): boolean {
  return line.reason === TRANSACTIONS_REJECTED || line.totalBefore !== shareOf(component.tiers, line.baseBefore ?? 0n, line.metricBefore ?? 0n, currency)
}

/** What the step of each line had rejected of the same total, by line. */
async function readRejected(
  tx: Tx, program: Pick<Program, 'id' | 'time_zone'>, lines: readonly StoredLine[], versions: ReadonlyMap<Uuid, PlanVersionTerms>,
): Promise<Map<Uuid, RejectedShare>> {
  if (lines.length === 0) return new Map()
  const keys = new BulkRows(columns('id uuid, opens timestamptz, ends timestamptz'))
  for (const { id, windowKey } of lines) {
    const isPeriod = windowKey !== null && windowKey !== 'lifetime'
    keys.add(id, isPeriod ? periodStart(windowKey, program.time_zone) : null, isPeriod ? periodEndExclusive(windowKey, program.time_zone) : null)
  }
  const terms = shareTerms(versions.values())
  const rows = await tx.sql<RejectedShare & { readonly id: Uuid }>({
    name: 'evidence-rejected',
    text: `select l.id, coalesce(c.posted, 0) as posted, coalesce(b.base, 0) as base, coalesce(b.metric, 0) as metric, coalesce(b.transactions, 0)::int as transactions
             from ${keys.unnest('k', 2)}
             join commission l on l.program_id = $1 and l.id = k.id
             left join lateral (
               select sum(c.amount_minor) as posted
                 from transaction t join commission c on c.program_id = $1 and c.transaction_id = t.id
                where t.program_id = $1 and t.removed_sequence = l.sequence and c.sequence < l.sequence and c.affiliate_id = l.affiliate_id
                  and c.plan_version_id = l.plan_version_id and c.component = l.component and c.scope_id = l.scope_id and c.window_key = l.window_key) c on true
             left join lateral (
               select sum(case when t.plan_version_id = l.plan_version_id then ${BASE_OF_TRANSACTION} else 0 end) as base, sum(${METRIC_OF_TRANSACTION}) filter (where s.metric = own.metric) as metric,
                      count(*) as transactions
                 from transaction t join ${terms.unnest('s', 5)} on s.version_id = t.plan_version_id and s.component = l.component
                 join ${terms.unnest('own', 5)} on own.version_id = l.plan_version_id and own.component = l.component
                where t.program_id = $1 and t.removed_sequence = l.sequence and t.affiliate_id = l.affiliate_id and t.plan_id = l.plan_id and ${ENTERS_SHARES}
                  and ${scopeOfTransaction(NIL_UUID)} = l.scope_id and s.is_lifetime = (l.window_key = 'lifetime')
                  and (k.opens is null or (t.effective_at >= k.opens and t.effective_at < k.ends))) b on true`,
    values: [program.id, ...keys.parameters(), ...terms.parameters()],
  })
  return new Map(rows.map(({ id, ...rejected }) => [id, rejected]))
}

import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import type { Book } from '../ledger/book.ts'
import type { CarryoverColumns } from '../programs/program-carryover.ts'
import type { Program } from '../programs/read-program.ts'
import type { OriginalSale } from '../transactions/original-sale.ts'
import { brandKey, type CustomerTerms } from '../transactions/read-surroundings.ts'
import type { TransactionRecord } from '../transactions/transaction-record.ts'
import type { CommissionLine } from './commission-line.ts'
import type { PlanVersionTerms } from './rules/plan-terms.ts'
import { loadStandings, type Standing } from './standings.ts'

/** A transaction that takes effect in this step. */
export interface RatedTransaction {
  readonly record: TransactionRecord
  readonly customer: CustomerTerms | null
  readonly original: OriginalSale | null
}

/** One step of a program's book, as the rating sees it. */
export interface RatingStep {
  readonly tx: Tx
  readonly program: Pick<Program, 'id' | 'currency' | 'time_zone' | 'default_plan_id' | keyof CarryoverColumns>
  readonly book: Book
  readonly now: Date
}

/** What one version's customers add up to within a group of a revenue share. Millionths, except posted (minor units). */
export interface ShareTotal {
  base: bigint
  metric: bigint
  posted: bigint
}

/** The totals that a revenue share is a function of: one affiliate, plan, component, scope and window. */
export interface ShareGroup {
  readonly affiliateId: Uuid
  readonly planId: Uuid
  readonly component: string
  readonly scopeId: Uuid
  readonly windowKey: string
  readonly totals: Map<Uuid, ShareTotal>
  readonly changed: Set<Uuid>
  /** Whether one of its totals was below zero before the step: a period that has ended had it brought to zero. */
  wasNegative: boolean
}

export type ShareGroupKey = Pick<ShareGroup, 'affiliateId' | 'planId' | 'component' | 'scopeId' | 'windowKey'>

export interface CustomerTotals {
  deposits: bigint
  depositCount: number
  revenue: bigint
  firstDeposit: { at: Date; externalId: string; transactionId: Uuid; amount: bigint } | null
  firstRevenue: { at: Date; externalId: string; amount: bigint } | null
  cpaQualifiedAt: Date | null
  revShare: bigint
  cpa: bigint
  fixed: bigint
}

/** Everything a step's rating reads and changes, loaded once and written once. */
export interface RatingState {
  readonly step: RatingStep
  readonly versions: Map<Uuid, PlanVersionTerms>
  readonly groups: Map<string, ShareGroup>
  readonly customers: Map<Uuid, CustomerTotals>
  /** Of the customers, under every CPA they have met. */
  readonly standings: ReadonlyMap<string, Standing>
  readonly lines: CommissionLine[]
}

/** The version that rates a transaction; undefined when it earns nothing whatever the plan says. */
export function versionOf(state: RatingState, record: Pick<TransactionRecord, 'unpaidReason' | 'planVersionId'>): PlanVersionTerms | undefined {
  if (record.unpaidReason !== null || record.planVersionId === null) return undefined
  return state.versions.get(record.planVersionId)
}

export function groupKeyText(key: ShareGroupKey): string {
  return `${key.affiliateId}:${key.planId}:${key.component}:${key.scopeId}:${key.windowKey}`
}

/** Loads the share groups of the keys that are not loaded yet; a group nothing was posted to is empty. */
export async function loadGroups(state: Pick<RatingState, 'step' | 'groups'>, keys: Iterable<ShareGroupKey>): Promise<void> {
  const rows = new BulkRows(columns('affiliate_id uuid, plan_id uuid, component text, scope_id uuid, window_key text'))
  for (const key of keys) {
    const text = groupKeyText(key)
    if (state.groups.has(text)) continue
    state.groups.set(text, { ...key, totals: new Map(), changed: new Set(), wasNegative: false })
    rows.add(key.affiliateId, key.planId, key.component, key.scopeId, key.windowKey)
  }
  if (rows.size === 0) return
  const stored = await state.step.tx.sql<{
    affiliateId: Uuid; planId: Uuid; component: string; scopeId: Uuid; windowKey: string; versionId: Uuid; base: bigint; metric: bigint; posted: bigint
  }>({
    name: 'load-commission-totals',
    text: `select t.affiliate_id as "affiliateId", t.plan_id as "planId", t.component, t.scope_id as "scopeId", t.window_key as "windowKey",
                  t.plan_version_id as "versionId", t.base, t.metric, t.posted_minor as posted
             from ${rows.unnest('k', 2)}
             join commission_total t on t.program_id = $1 and t.affiliate_id = k.affiliate_id and t.plan_id = k.plan_id
              and t.component = k.component and t.scope_id = k.scope_id and t.window_key = k.window_key`,
    values: [state.step.program.id, ...rows.parameters()],
  })
  for (const row of stored) {
    const group = state.groups.get(groupKeyText(row))
    if (group === undefined) continue
    group.totals.set(row.versionId, { base: row.base, metric: row.metric, posted: row.posted })
    group.wasNegative ||= isNegative(row)
  }
}

/** Whether a period that ends with the total is brought to zero. */
export function isNegative({ base, posted }: Pick<ShareTotal, 'base' | 'posted'>): boolean {
  return posted < 0n || base < 0n
}

const TOTAL_COLUMNS = columns(
  'program_id uuid, affiliate_id uuid, plan_id uuid, component text, scope_id uuid, window_key text, plan_version_id uuid, base numeric, metric numeric, posted_minor bigint',
)

/** Writes the totals that changed. */
export async function saveGroups({ step, groups }: RatingState): Promise<void> {
  const rows = new BulkRows(TOTAL_COLUMNS)
  for (const group of groups.values()) {
    for (const versionId of group.changed) {
      const total = group.totals.get(versionId)
      if (total === undefined) continue
      rows.add(step.program.id, group.affiliateId, group.planId, group.component, group.scopeId, group.windowKey, versionId, total.base, total.metric, total.posted)
    }
  }
  await rows.insertInto(
    step.tx,
    'commission_total',
    `on conflict (program_id, affiliate_id, plan_id, component, scope_id, window_key, plan_version_id)
     do update set base = excluded.base, metric = excluded.metric, posted_minor = excluded.posted_minor`,
  )
}

/** What customers have come to, on its way from the database. */
export interface CustomerReads {
  readonly ids: ReadonlySet<Uuid>
  readonly totals: Promise<Map<Uuid, CustomerTotals>>
  readonly standings: Promise<Map<string, Standing>>
}

/** Starts to read what customers have come to: the caller goes on computing meanwhile. */
export function readCustomerStates(step: RatingStep, ids: ReadonlySet<Uuid>): CustomerReads {
  const reads = { ids, totals: loadCustomers(step, ids), standings: loadStandings(step, ids) }
  step.tx.defer(reads.totals)
  step.tx.defer(reads.standings)
  return reads
}

/** Loads the running totals of the customers. */
async function loadCustomers(step: RatingStep, ids: ReadonlySet<Uuid>): Promise<Map<Uuid, CustomerTotals>> {
  const totals = new Map<Uuid, CustomerTotals>()
  if (ids.size === 0) return totals
  const rows = new BulkRows(columns('id uuid'))
  for (const id of ids) rows.add(id)
  const stored = await step.tx.sql<{
    customer_id: Uuid; deposits: bigint; deposit_count: number; revenue: bigint; first_deposit_at: Date | null; first_deposit_external_id: string | null
    first_deposit_transaction_id: Uuid | null; first_deposit_amount: bigint | null; first_revenue_at: Date | null; first_revenue_external_id: string | null
    first_revenue_amount: bigint | null; cpa_qualified_at: Date | null; rev_share_minor: bigint; cpa_minor: bigint; fixed_minor: bigint
  }>({
    name: 'load-customer-totals',
    text: `select t.* from ${rows.unnest('k', 2)} join customer_total t on t.program_id = $1 and t.customer_id = k.id`,
    values: [step.program.id, ...rows.parameters()],
  })
  for (const row of stored) {
    totals.set(row.customer_id, {
      deposits: row.deposits,
      depositCount: row.deposit_count,
      revenue: row.revenue,
      firstDeposit: row.first_deposit_at === null ? null : {
        at: row.first_deposit_at, externalId: row.first_deposit_external_id ?? '', transactionId: row.first_deposit_transaction_id ?? '', amount: row.first_deposit_amount ?? 0n,
      },
      firstRevenue: row.first_revenue_at === null ? null : { at: row.first_revenue_at, externalId: row.first_revenue_external_id ?? '', amount: row.first_revenue_amount ?? 0n },
      cpaQualifiedAt: row.cpa_qualified_at,
      revShare: row.rev_share_minor,
      cpa: row.cpa_minor,
      fixed: row.fixed_minor,
    })
  }
  return totals
}

/** Of a customer that nothing was counted for yet. */
export function noTotals(): CustomerTotals {
  return { deposits: 0n, depositCount: 0, revenue: 0n, firstDeposit: null, firstRevenue: null, cpaQualifiedAt: null, revShare: 0n, cpa: 0n, fixed: 0n }
}

const CUSTOMER_COLUMNS = columns(
  `program_id uuid, customer_id uuid, deposits numeric, deposit_count int, revenue numeric, first_deposit_at timestamptz,
   first_deposit_external_id text, first_deposit_transaction_id uuid, first_deposit_amount numeric, first_revenue_at timestamptz,
   first_revenue_external_id text, first_revenue_amount numeric, cpa_qualified_at timestamptz, rev_share_minor bigint,
   cpa_minor bigint, fixed_minor bigint, updated_at timestamptz`,
)

/** Writes the running totals of the customers, each as a whole. */
export async function saveCustomers({ step, customers }: RatingState): Promise<void> {
  const rows = new BulkRows(CUSTOMER_COLUMNS)
  for (const [id, total] of customers) {
    rows.add(
      step.program.id, id, total.deposits, total.depositCount, total.revenue, total.firstDeposit?.at,
      total.firstDeposit?.externalId, total.firstDeposit?.transactionId, total.firstDeposit?.amount, total.firstRevenue?.at,
      total.firstRevenue?.externalId, total.firstRevenue?.amount, total.cpaQualifiedAt, total.revShare,
      total.cpa, total.fixed, step.now,
    )
  }
  const assignments = CUSTOMER_COLUMNS.slice(2).map(({ name }) => `${name} = excluded.${name}`).join(', ')
  await rows.insertInto(step.tx, 'customer_total', `on conflict (program_id, customer_id) do update set ${assignments}`)
}

type PlacedRecord = Pick<TransactionRecord, 'id' | 'brandId' | 'externalId' | 'occurredAt'>

/** The canonical order of events: (occurredAt, brand, externalId); a transaction without an externalId stands under its id. */
export function compareRecords(a: PlacedRecord, b: PlacedRecord): number {
  const byTime = a.occurredAt.getTime() - b.occurredAt.getTime()
  if (byTime !== 0) return byTime
  const nameA = brandKey(a.brandId, a.externalId ?? a.id)
  const nameB = brandKey(b.brandId, b.externalId ?? b.id)
  return nameA < nameB ? -1 : nameA > nameB ? 1 : 0
}

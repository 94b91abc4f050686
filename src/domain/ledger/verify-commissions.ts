import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { readPlanVersions } from '../commissions/commission-terms.ts'
import { levelTargets } from '../commissions/components/cpa/qualified.ts'
import { recomputeLines } from '../commissions/recompute-commission.ts'
import type { PlanVersionTerms, SaleComponent } from '../commissions/rules/plan-terms.ts'
import { shareOf } from '../commissions/rules/revenue-share.ts'
import { isUnlimited, saleAmount } from '../commissions/rules/sale-commission.ts'
import { BASE_OF_TRANSACTION, ENTERS_SHARES, METRIC_OF_TRANSACTION, scopeOfTransaction, sharesOf, shareTerms } from '../commissions/share-terms.ts'
import { readStoredLines, STORED_LINE_COLUMNS, type StoredLine, storedLine, type StoredLineRow } from '../commissions/stored-line.ts'
import { NIL_UUID, type Uuid } from '../ids.ts'
import type { Program } from '../programs/read-program.ts'
import { periodOf, periodStart } from '../time/periods.ts'
import type { Finding, Law } from './verify-law.ts'
import { pages } from './verify-pages.ts'

/** Laws of what was computed: totals, levels and every single line, worked out again from the transactions. */
export const COMMISSION_LAWS: readonly Law[] = [
  { law: 'commission_totals', claim: 'the totals of every revenue share are those of its transactions, and its lines add up to their share', check: checkShareTotals },
  { law: 'cpa_levels', claim: 'each customer’s CPA lines add up to the levels it has reached, less what was supplied', check: checkLevels },
  { law: 'explanations', claim: 'every commission line recomputes from the leaves of its explanation', check: checkLines },
]

type Versions = ReadonlyMap<Uuid, PlanVersionTerms>

interface ShareRow {
  readonly affiliate_id: Uuid
  readonly component: string
  readonly window_key: string
  readonly plan_version_id: Uuid
  readonly base: bigint
  readonly posted: bigint
  /** Over all versions of the plan. */
  readonly metric: bigint
  readonly is_broken: boolean
}

async function checkShareTotals(tx: Tx, program: Program): Promise<Finding> {
  const versions = await readAllVersions(tx, program)
  const terms = shareTerms(versions.values())
  const periods = await readPeriods(tx, program)
  const starts = `{${periods.map((period) => periodStart(period, program.time_zone).toISOString()).join(',')}}`
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<ShareRow>(tx, shareTotalsText(terms), [program.id, `{${periods.join(',')}}`, starts, ...terms.parameters()])) {
    for (const row of rows) {
      finding.checked += 1n
      if (row.is_broken || !isShare(row, versions, program.currency)) finding.offender ??= nameOf(row)
    }
  }
  return finding
}

function isShare(row: ShareRow, versions: Versions, currency: string): boolean {
  const component = sharesOf(versions.get(row.plan_version_id)).find(({ key }) => key === row.component)
  return component !== undefined && row.posted === shareOf(component.tiers, row.base, row.metric, currency)
}

function nameOf(row: ShareRow): string {
  return `commission_total of affiliate ${row.affiliate_id}, ${row.component}, ${row.window_key}, plan version ${row.plan_version_id}`
}

/** The periods that transactions count in, oldest first. Months are told apart by our own calendar: PostgreSQL's disagrees about repeated hours. */
async function readPeriods(tx: Tx, program: Program): Promise<string[]> {
  const [row] = await tx.sql<{ first: Date | null; last: Date | null }>({
    text: 'select min(effective_at) as first, max(effective_at) as last from transaction where program_id = $1',
    values: [program.id],
  })
  if (row === undefined || row.first === null || row.last === null) return []
  const last = periodOf(row.last, program.time_zone)
  const periods = [periodOf(row.first, program.time_zone)]
  for (let latest = periods[0] ?? last; latest !== last; periods.push(latest)) latest = monthAfter(latest)
  return periods
}

function monthAfter(period: string): string {
  const [year = 0, month = 0] = period.split('-').map(Number)
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`
}

function shareTotalsText(terms: BulkRows): string {
  return `with firsts as materialized (
      select customer_id, min(occurred_at) as deposit_at
        from transaction where program_id = $1 and customer_id is not null and applied_sequence is not null and removed_sequence is null
         and deposit > 0 and type not in ('refund', 'chargeback') and exists (select from ${terms.unnest('m', 4)} where m.metric = 'ftd_count')
       group by customer_id),
    deposits as materialized (
      select distinct on (t.customer_id) t.id
        from firsts f join transaction t on t.program_id = $1 and t.customer_id = f.customer_id and t.occurred_at = f.deposit_at
       where t.applied_sequence is not null and t.removed_sequence is null and t.deposit > 0 and t.type not in ('refund', 'chargeback')
       order by t.customer_id, coalesce(t.external_id, t.id::text) collate "C"),
    sums as (
      select t.affiliate_id, t.plan_id, s.component,
             ${scopeOfTransaction(NIL_UUID)} as scope_id,
             case when s.is_lifetime then 'lifetime' else ($2::text[])[width_bucket(t.effective_at, $3::timestamptz[])] end as window_key,
             t.plan_version_id,
             sum(${BASE_OF_TRANSACTION}) as base,
             sum(case s.metric when 'ftd_count' then (d.id is not null)::int else ${METRIC_OF_TRANSACTION} end) as metric
        from ${terms.unnest('s', 4)}
        join transaction t on t.program_id = $1 and t.plan_version_id = s.version_id
        left join deposits d on d.id = t.id
       where t.applied_sequence is not null and t.removed_sequence is null and ${ENTERS_SHARES}
       group by 1, 2, 3, 4, 5, 6),
    posted as (
      select c.affiliate_id, c.plan_id, c.component, c.scope_id, c.window_key, c.plan_version_id, sum(c.amount_minor) as posted
        from commission c left join commission_event e on e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'
       where c.program_id = $1 and c.window_key is not null and e.id is null
       group by 1, 2, 3, 4, 5, 6),
    totals as (select * from commission_total where program_id = $1)
    select affiliate_id, component, window_key, plan_version_id, coalesce(s.base, 0) as base, coalesce(p.posted, 0) as posted,
           sum(coalesce(s.metric, 0)) over (partition by affiliate_id, plan_id, component, scope_id, window_key) as metric,
           coalesce(t.base, 0) <> coalesce(s.base, 0) or coalesce(t.metric, 0) <> coalesce(s.metric, 0)
             or coalesce(t.posted_minor, 0) <> coalesce(p.posted, 0) as is_broken
      from totals t
      full join sums s using (affiliate_id, plan_id, component, scope_id, window_key, plan_version_id)
      full join posted p using (affiliate_id, plan_id, component, scope_id, window_key, plan_version_id)`
}

interface LevelRow {
  readonly customer_id: Uuid
  readonly component: string
  readonly reached: bigint[]
  readonly paid: bigint[]
  readonly supplied: bigint
  /** Per level with lines: `{level, sum}`, from what was posted. */
  readonly posted_levels: number[]
  readonly posted_amounts: bigint[]
  readonly was_supplied: bigint
}

async function checkLevels(tx: Tx, program: Program): Promise<Finding> {
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<LevelRow>(tx, LEVELS_TEXT, [program.id])) {
    for (const row of rows) {
      finding.checked += 1n
      if (!isPaidAsReached(row)) finding.offender ??= `customer ${row.customer_id} (${row.component})`
    }
  }
  return finding
}

function isPaidAsReached(row: LevelRow): boolean {
  if (row.supplied !== row.was_supplied) return false
  const targets = levelTargets(row.reached, row.supplied)
  const posted = new Map(row.posted_levels.map((level, index) => [level, row.posted_amounts[index] ?? 0n]))
  const levels = Math.max(targets.length, row.paid.length, ...posted.keys())
  for (let level = 1; level <= levels; level += 1) {
    const target = targets[level - 1] ?? 0n
    if ((row.paid[level - 1] ?? 0n) !== target || (posted.get(level) ?? 0n) !== target) return false
  }
  return true
}

const LEVELS_TEXT = `with levels as (
    select c.customer_id, c.plan_id, c.component, c.level, sum(c.amount_minor)::bigint as amount
      from commission c left join commission_event e on e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected'
     where c.program_id = $1 and c.level is not null and e.id is null
     group by 1, 2, 3, 4),
  lines as (select customer_id, plan_id, component, array_agg(level) as levels, array_agg(amount) as amounts from levels group by 1, 2, 3),
  supplied as (
    select customer_id, plan_id, sum(supplied_cpa_minor) as amount from transaction
     where program_id = $1 and supplied_cpa_minor is not null and customer_id is not null and not cpa_excluded and unpaid_reason is null
       and applied_sequence is not null and removed_sequence is null
     group by 1, 2),
  standings as (select * from qualification where program_id = $1)
  select coalesce(q.customer_id, l.customer_id) as customer_id, coalesce(q.component, l.component) as component,
         coalesce(q.reached_minor, '{}') as reached, coalesce(q.paid_minor, '{}') as paid, coalesce(q.supplied_minor, 0) as supplied,
         coalesce(l.levels, '{}') as posted_levels, coalesce(l.amounts, '{}') as posted_amounts, coalesce(s.amount, 0) as was_supplied
    from standings q
    full join lines l on l.customer_id = q.customer_id and l.plan_id = q.plan_id and l.component = q.component
    left join supplied s on s.customer_id = q.customer_id and s.plan_id = q.plan_id`

async function checkLines(tx: Tx, program: Program): Promise<Finding> {
  const versions = await readAllVersions(tx, program)
  const shares = await checkShareLines(tx, program, versions)
  const sales = await checkSaleLines(tx, program, versions)
  const others = await checkOtherLines(tx, program, versions)
  return { checked: shares.checked + sales.checked + others.checked, offender: shares.offender ?? sales.offender ?? others.offender }
}

interface ShareLineRow {
  readonly id: Uuid
  readonly versionId: Uuid
  readonly component: string
  readonly baseBefore: bigint
  readonly baseAfter: bigint
  readonly metricBefore: bigint
  readonly metricAfter: bigint
  readonly totalBefore: bigint
  readonly amount: bigint
  /** The totals moved by what the transaction brings. */
  readonly isContribution: boolean | null
}

/**
 * Lines of revenue shares are most of a history, and nearly all are plain: the share after less the share before. Those are
 * settled from ten columns; what is not plain (corrections, rejections, anything wrong) is recomputed like every other line.
 */
async function checkShareLines(tx: Tx, program: Program, versions: Versions): Promise<Finding> {
  const terms = shareTerms(versions.values())
  const finding = { checked: 0n, offender: null as string | null }
  for await (const rows of pages<ShareLineRow>(tx, shareLinesText(terms), [program.id, ...terms.parameters()])) {
    finding.checked += BigInt(rows.length)
    const rest = rows.filter((row) => !isPlainShare(row, versions, program.currency))
    if (rest.length > 0) finding.offender ??= await firstWrong(tx, program, await readStoredLines(tx, program.id, rest.map(({ id }) => id)))
  }
  return finding
}

function isPlainShare(row: ShareLineRow, versions: Versions, currency: string): boolean {
  const component = row.isContribution === true ? sharesOf(versions.get(row.versionId)).find(({ key }) => key === row.component) : undefined
  if (component === undefined || row.totalBefore !== shareOf(component.tiers, row.baseBefore, row.metricBefore, currency)) return false
  return row.amount === shareOf(component.tiers, row.baseAfter, row.metricAfter, currency) - row.totalBefore
}

function shareLinesText(terms: BulkRows): string {
  return `select c.id, c.plan_version_id as "versionId", c.component, c.base_before as "baseBefore", c.base_after as "baseAfter",
      c.metric_before as "metricBefore", c.metric_after as "metricAfter", c.total_before as "totalBefore", c.amount_minor as "amount",
      c.kind = 'computed' and c.base_after - c.base_before = ${BASE_OF_TRANSACTION}
        and (s.metric = 'ftd_count' or c.metric_after - c.metric_before = ${METRIC_OF_TRANSACTION}) as "isContribution"
    from commission c
    join transaction t on t.program_id = $1 and t.id = c.transaction_id
    left join ${terms.unnest('s', 2)} on s.version_id = c.plan_version_id and s.component = c.component
   where c.program_id = $1 and c.window_key is not null`
}

interface SaleLineRow {
  readonly id: Uuid
  /** Which of the terms rated it, of the whole sale; null where it says something else. */
  readonly term: number | null
  readonly amount: bigint
  readonly sale: bigint
}

/** Lines of sales that are rated by themselves are settled from four columns, like plain shares. */
async function checkSaleLines(tx: Tx, program: Program, versions: Versions): Promise<Finding> {
  const terms = saleTerms(versions.values())
  const finding = { checked: 0n, offender: null as string | null }
  const text = `select c.id, case when c.plan_id = s.plan_id and c.base_after = t.sale then s.term end as term, c.amount_minor as "amount", t.sale
      from commission c
      join transaction t on t.program_id = $1 and t.id = c.transaction_id
      join ${terms.rows.unnest('s', 2)} on s.version_id = c.plan_version_id and s.component = c.component
     where c.program_id = $1 and c.window_key is null and c.kind = 'computed'`
  for await (const rows of pages<SaleLineRow>(tx, text, [program.id, ...terms.rows.parameters()])) {
    finding.checked += BigInt(rows.length)
    const rest = rows.filter((row) => !isPlainSale(row, terms.components, program.currency))
    if (rest.length > 0) finding.offender ??= await firstWrong(tx, program, await readStoredLines(tx, program.id, rest.map(({ id }) => id)))
  }
  return finding
}

function isPlainSale({ term, amount, sale }: SaleLineRow, components: readonly SaleComponent[], currency: string): boolean {
  const component = term === null ? undefined : components[term]
  return component !== undefined && amount === saleAmount(component, sale, 1, currency)
}

/** Components that rate a sale by itself, whatever its customer bought before, and where each of them stands in the list. */
function saleTerms(versions: Iterable<PlanVersionTerms>): { readonly components: readonly SaleComponent[]; readonly rows: BulkRows } {
  const components: SaleComponent[] = []
  const rows = new BulkRows(columns('plan_id uuid, version_id uuid, component text, term int'))
  for (const { planId, versionId, inFlight } of versions) {
    for (const component of inFlight) {
      if ((component.type === 'percent_of_sale' || component.type === 'fixed_per_sale') && isUnlimited(component)) rows.add(planId, versionId, component.key, components.push(component) - 1)
    }
  }
  return { components, rows }
}

async function checkOtherLines(tx: Tx, program: Program, versions: Versions): Promise<Finding> {
  const { rows: terms } = saleTerms(versions.values())
  const finding = { checked: 0n, offender: null as string | null }
  const text = `select ${STORED_LINE_COLUMNS} from commission c join transaction t on t.program_id = $1 and t.id = c.transaction_id
                  left join ${terms.unnest('s', 2)} on s.version_id = c.plan_version_id and s.component = c.component
                 where c.program_id = $1 and c.window_key is null and (s.component is null or c.kind <> 'computed')`
  for await (const rows of pages<StoredLineRow>(tx, text, [program.id, ...terms.parameters()])) {
    finding.checked += BigInt(rows.length)
    finding.offender ??= await firstWrong(tx, program, rows.map(storedLine))
  }
  return finding
}

/** The first of the lines that does not recompute. */
async function firstWrong(tx: Tx, program: Program, lines: readonly StoredLine[]): Promise<string | null> {
  const recomputed = await recomputeLines(tx, program, lines)
  const wrong = lines.find((line) => recomputed.get(line.id) !== line.amountMinor)
  return wrong === undefined ? null : `commission ${wrong.id}`
}

async function readAllVersions(tx: Tx, program: Program): Promise<Map<Uuid, PlanVersionTerms>> {
  const plans = await tx.sql<{ id: Uuid }>({ text: 'select id from commission_plan where program_id = $1', values: [program.id] })
  const byPlan = await readPlanVersions(tx, program, plans.map(({ id }) => id))
  return new Map([...byPlan.values()].flat().map((version) => [version.versionId, version]))
}

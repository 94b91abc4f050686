import { BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import { readPlanVersions } from '../commissions/commission-terms.ts'
import { levelTargets } from '../commissions/rate-qualification.ts'
import { recomputeLines } from '../commissions/recompute-commission.ts'
import type { PlanVersionTerms, RevenueShareComponent } from '../commissions/rules/plan-terms.ts'
import { shareOf } from '../commissions/rules/revenue-share.ts'
import { STORED_LINE_COLUMNS, storedLine, type StoredLineRow } from '../commissions/stored-line.ts'
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
  const terms = new BulkRows(columns('version_id uuid, component text, base text, metric text, scope text, is_lifetime boolean'))
  for (const version of versions.values()) {
    for (const component of sharesOf(version)) {
      const { metric, scope, window } = component.tiers
      terms.add(version.versionId, component.key, component.base, metric, scope, window === 'lifetime')
    }
  }
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

function isShare(row: ShareRow, versions: ReadonlyMap<Uuid, PlanVersionTerms>, currency: string): boolean {
  const version = versions.get(row.plan_version_id)
  const component = version === undefined ? undefined : sharesOf(version).find(({ key }) => key === row.component)
  return component !== undefined && row.posted === shareOf(component.tiers, row.base, row.metric, currency)
}

function nameOf(row: ShareRow): string {
  return `commission_total of affiliate ${row.affiliate_id}, ${row.component}, ${row.window_key}, plan version ${row.plan_version_id}`
}

function sharesOf(version: PlanVersionTerms): RevenueShareComponent[] {
  return version.components.flatMap((component) => (component.type === 'revenue_share' ? [component] : []))
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
  return `with deposits as materialized (
      select distinct on (customer_id) id
        from transaction where program_id = $1 and customer_id is not null and applied_sequence is not null and removed_sequence is null
         and deposit > 0 and type not in ('refund', 'chargeback') and exists (select from ${terms.unnest('m', 4)} where m.metric = 'ftd_count')
       order by customer_id, occurred_at, coalesce(external_id, id::text) collate "C"),
    sums as (
      select t.affiliate_id, t.plan_id, s.component,
             case s.scope when 'brand' then t.brand_id when 'customer' then coalesce(t.customer_id, t.id) else '${NIL_UUID}' end as scope_id,
             case when s.is_lifetime then 'lifetime' else ($2::text[])[width_bucket(t.effective_at, $3::timestamptz[])] end as window_key,
             t.plan_version_id,
             sum(case s.base when 'net_revenue' then t.net when 'gross_revenue' then t.gross when 'net_deposit' then t.deposit - t.withdrawal
                             when 'wager' then t.wager else t.sale end) as base,
             sum(case s.metric when 'net_revenue' then t.net when 'gross_revenue' then t.gross when 'deposits' then t.deposit
                               else (d.id is not null)::int end) as metric
        from ${terms.unnest('s', 4)}
        join transaction t on t.program_id = $1 and t.plan_version_id = s.version_id
        left join deposits d on d.id = t.id
       where t.applied_sequence is not null and t.removed_sequence is null and t.unpaid_reason is null and not t.rev_share_excluded
         and coalesce(t.supplied_rev_share_minor, 0) = 0
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
  const finding = { checked: 0n, offender: null as string | null }
  const text = `select ${STORED_LINE_COLUMNS} from commission c join transaction t on t.program_id = $1 and t.id = c.transaction_id where c.program_id = $1`
  for await (const rows of pages<StoredLineRow>(tx, text, [program.id])) {
    const lines = rows.map(storedLine)
    const recomputed = await recomputeLines(tx, program, lines)
    for (const line of lines) {
      finding.checked += 1n
      if (recomputed.get(line.id) !== line.amountMinor) finding.offender ??= `commission ${line.id}`
    }
  }
  return finding
}

async function readAllVersions(tx: Tx, program: Program): Promise<Map<Uuid, PlanVersionTerms>> {
  const plans = await tx.sql<{ id: Uuid }>({ text: 'select id from commission_plan where program_id = $1', values: [program.id] })
  const byPlan = await readPlanVersions(tx, program, plans.map(({ id }) => id))
  return new Map([...byPlan.values()].flat().map((version) => [version.versionId, version]))
}

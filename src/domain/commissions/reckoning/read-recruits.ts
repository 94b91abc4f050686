import { arrayLiteral, BulkRows, columns } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import { type RecruitStay, readRecruitTree } from '../../affiliates/read-recruit-tree.ts'
import type { Uuid } from '../../ids.ts'
import type { Program } from '../../programs/read-program.ts'
import { addMonths, type Period, periodEndExclusive, periodOf, periodStart } from '../../time/periods.ts'
import type { Coverage, Recruit, RecruitPeriod } from '../components/component.ts'
import { MAX_LEVELS } from '../components/sub-affiliate/read-sub-affiliate.ts'
import { reachOf } from '../rules/plan-selection.ts'
import type { PlanVersionTerms, RecruitBase, SubAffiliateComponent } from '../rules/plan-terms.ts'
import { REJECTED_AFTER_PAYMENT } from '../take-back-paid-lines.ts'
import { TRANSACTION_OF_LINE } from '../transaction-of-line.ts'

type RecruitingProgram = Pick<Program, 'id' | 'currency' | 'time_zone'>

export interface RecruitScope {
  /** Of one plan, oldest first. */
  readonly versions: readonly PlanVersionTerms[]
  readonly affiliateIds: readonly Uuid[]
  /** When the plan was in force for each of them; nothing else is read. */
  readonly coverage: ReadonlyMap<Uuid, readonly Coverage[]>
  /** What happened after it is not read. */
  readonly until: Date
}

/**
 * Reads what the recruits of affiliates earned while they were below them, as far down as the plan's versions reach, cut at every moment at
 * which other terms may apply. A commission line counts at the moment and in the period that it is about, what is taken back at those of
 * what it takes back (docs/commission-rules.md, "Sub-affiliates"). Whoever earned nothing is left out. Answers them by recruiter.
 */
export async function readRecruits(tx: Tx, program: RecruitingProgram, scope: RecruitScope): Promise<Map<Uuid, Recruit[]>> {
  const terms = scope.versions.flatMap(({ components }) => components.filter((component) => component.type === 'sub_affiliate'))
  const levels = Math.max(0, ...terms.map((component) => component.levels.length))
  if (levels === 0 || scope.affiliateIds.length === 0) return new Map()
  // As deep as any plan can reach: when somebody joined does not depend on this plan's levels.
  const stays = await readRecruitTree(tx, program.id, scope.affiliateIds, MAX_LEVELS)
  const joinedAt = firstMoments(stays)
  const slices = stays.filter(({ level }) => level <= levels).flatMap((stay) => slicesOf(stay, joinedAt(stay), scope, terms))
  if (slices.length === 0) return new Map()
  const sums = await readSums(tx, program, slices, new Set(terms.map(({ base }) => base)))
  return recruitsOf(sums, joinedAt)
}

/** A part of a stay that is at the same terms: half-open. */
interface Slice extends Pick<RecruitStay, 'recruiterId' | 'affiliateId' | 'level'> {
  readonly from: Date
  readonly until: Date
}

interface SliceSum {
  readonly slice: Slice
  readonly earned: RecruitPeriod
}

type Joined = (stay: Pick<RecruitStay, 'recruiterId' | 'affiliateId'>) => Date

/** When affiliates first came below their recruiters. */
function firstMoments(stays: readonly RecruitStay[]): Joined {
  const first = new Map<string, Date>()
  for (const stay of stays) {
    const known = first.get(pairOf(stay))
    if (known === undefined || stay.from < known) first.set(pairOf(stay), stay.from)
  }
  return (stay) => first.get(pairOf(stay)) ?? new Date(0)
}

function pairOf({ recruiterId, affiliateId }: Pick<RecruitStay, 'recruiterId' | 'affiliateId'>): string {
  return `${recruiterId} ${affiliateId}`
}

/** A stay, cut at every moment at which a version begins, or months end, within the time in which the plan was in force. */
function slicesOf(stay: RecruitStay, joinedAt: Date, { versions, coverage, until }: RecruitScope, terms: readonly SubAffiliateComponent[]): Slice[] {
  const ends = terms.flatMap(({ months }) => (months === null ? [] : [addMonths(joinedAt, months)]))
  const cuts = [...versions.flatMap((version) => [version.effectiveFrom, reachOf(version)]), ...ends].map((cut) => cut.getTime()).sort((a, b) => a - b)
  const planFromMs = versions[0]?.effectiveFrom.getTime() ?? Number.POSITIVE_INFINITY
  // Instants are whole milliseconds: up to and including `until`.
  const endMs = Math.min(until.getTime() + 1, stay.until?.getTime() ?? Number.POSITIVE_INFINITY)
  return (coverage.get(stay.recruiterId) ?? []).flatMap((covered) => {
    const fromMs = Math.max(stay.from.getTime(), covered.from.getTime(), planFromMs)
    const untilMs = Math.min(endMs, covered.until?.getTime() ?? Number.POSITIVE_INFINITY)
    const bounds = [fromMs, ...cuts.filter((cut, index) => cut > fromMs && cut < untilMs && cut !== cuts[index - 1]), untilMs]
    return bounds.slice(1).flatMap((bound, index) => sliceOf(stay, bounds[index] ?? bound, bound))
  })
}

function sliceOf({ recruiterId, affiliateId, level }: RecruitStay, fromMs: number, untilMs: number): Slice[] {
  return fromMs < untilMs ? [{ recruiterId, affiliateId, level, from: new Date(fromMs), until: new Date(untilMs) }] : []
}

/** One statement looks at so many slices. */
const SLICES_AT_ONCE = 10_000

async function readSums(tx: Tx, program: RecruitingProgram, slices: readonly Slice[], bases: ReadonlySet<RecruitBase>): Promise<SliceSum[]> {
  const sums: SliceSum[] = []
  for (let start = 0; start < slices.length; start += SLICES_AT_ONCE) {
    const some = slices.slice(start, start + SLICES_AT_ONCE)
    const rows = (await Promise.all(statementsOf(program, some, bases).map((statement) => tx.sql<SumRow>(statement)))).flat()
    for (const own of Map.groupBy(rows, ({ n, period }) => `${n} ${period}`).values()) sums.push(...sumOf(own, some))
  }
  return sums
}

/** What a statement says of a slice and a period; the others say the rest. */
interface SumRow extends Partial<Omit<RecruitPeriod, 'period' | 'from' | 'lastAt'>> {
  readonly n: number
  readonly period: Period
  readonly lastAt: Date
}

function sumOf(rows: readonly SumRow[], slices: readonly Slice[]): SliceSum[] {
  const [first] = rows
  const slice = first === undefined ? undefined : slices[first.n]
  if (first === undefined || slice === undefined) return []
  let earned: RecruitPeriod = { ...NOTHING, period: first.period, from: slice.from, lastAt: first.lastAt }
  for (const { n: _n, ...row } of rows) earned = { ...earned, ...row, lastAt: row.lastAt > earned.lastAt ? row.lastAt : earned.lastAt }
  return [{ slice, earned }]
}

const NOTHING = { commission: 0n, clawbacks: 0n, revenueShare: 0n, revenueShareClawbacks: 0n, netRevenue: 0n, qualified: 0 }

interface NamedSql {
  readonly name: string
  readonly text: string
  readonly values: readonly unknown[]
}

function statementsOf(program: RecruitingProgram, slices: readonly Slice[], bases: ReadonlySet<RecruitBase>): NamedSql[] {
  const rows = new BulkRows(columns('n int, affiliate_id uuid, from_at timestamptz, until_at timestamptz'))
  for (const [n, slice] of slices.entries()) rows.add(n, slice.affiliateId, slice.from, slice.until)
  const periods = periodsOf(slices, program.time_zone)
  const starts = arrayLiteral(periods.map((period) => periodStart(period, program.time_zone)))
  const affiliateIds = arrayLiteral([...new Set(slices.map(({ affiliateId }) => affiliateId))])
  const values = [program.id, affiliateIds, starts, arrayLiteral(periods), ...rows.parameters()]
  const text = (query: string) => `with slice as materialized (select * from ${rows.unnest('s', FIRST_OF_SLICES)}), ${query}`
  const isOfCommission = bases.has('commission') || bases.has('revenue_share')
  return [
    ...(isOfCommission ? [{ name: 'recruits-commission', text: text(COMMISSION), values: [...values, program.currency] }] : []),
    ...(bases.has('net_revenue') ? [{ name: 'recruits-net-revenue', text: text(NET_REVENUE), values }] : []),
    ...(bases.has('qualified_customer') ? [{ name: 'recruits-qualified', text: text(QUALIFIED), values }] : []),
  ]
}

/** Every period that a slice reaches into, in order. */
function periodsOf(slices: readonly Slice[], timeZone: string): Period[] {
  const firstMs = slices.reduce((first, { from }) => Math.min(first, from.getTime()), Number.POSITIVE_INFINITY)
  const lastMs = slices.reduce((last, { until }) => Math.max(last, until.getTime()), 0)
  const periods: Period[] = []
  for (let at = new Date(firstMs); at.getTime() < lastMs; ) {
    const period = periodOf(at, timeZone)
    periods.push(period)
    at = periodEndExclusive(period, timeZone)
  }
  return periods
}

// $1 program, $2 recruits, $3 first moments of periods, $4 their names, $5 … $8 slices, $9 currency.
const FIRST_OF_SLICES = 5
const PERIOD_OF_MOMENT = '($4::text[])[width_bucket(moment, $3::timestamptz[])]'
const IN_SLICE = 's.affiliate_id = l.affiliate_id and l.moment >= s.from_at and l.moment < s.until_at'
const has = (kind: string) => `exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = '${kind}')`

// `o` is what a line takes back, `oo` what that took back itself, `t` the refund that a line is about; a refund's effective_at is its sale's.
// Giving back a paid reversal is no clawback: it undoes one.
const COMMISSION = `line as (
    select c.affiliate_id, c.amount_minor, split_part(c.component, '.', 1) = 'revenue_share' as is_share,
           t.id is not null or case when c.reason = '${REJECTED_AFTER_PAYMENT}' then o.kind else c.kind end is not distinct from 'reversal' as is_clawback,
           o.id is not null or t.id is not null as is_back, coalesce(c.relates_to_period, c.period)::text as own_period,
           coalesce(oo.occurred_at, o.occurred_at, t.effective_at, c.occurred_at) as moment
      from commission c
      left join commission o on o.program_id = $1 and o.id = c.reverses_id
      left join commission oo on oo.program_id = $1 and oo.id = o.reverses_id
      left join transaction t on t.program_id = $1 and t.id = ${TRANSACTION_OF_LINE} and t.related_transaction_id is not null
     where c.program_id = $1 and c.affiliate_id = any($2::uuid[]) and c.kind <> 'zero' and c.currency = $9 and split_part(c.component, '.', 1) <> 'sub_affiliate'
       and (c.initial_status = 'approved' or ${has('approved')}) and not ${has('rejected')}),
  placed as (select l.*, case when is_back then ${PERIOD_OF_MOMENT} else own_period end as period from line l)
  select s.n, l.period, max(l.moment) as "lastAt",
         coalesce(sum(amount_minor) filter (where not is_clawback), 0)::bigint as commission,
         coalesce(sum(amount_minor) filter (where is_clawback), 0)::bigint as clawbacks,
         coalesce(sum(amount_minor) filter (where is_share and not is_clawback), 0)::bigint as "revenueShare",
         coalesce(sum(amount_minor) filter (where is_share and is_clawback), 0)::bigint as "revenueShareClawbacks"
    from placed l join slice s on ${IN_SLICE} group by s.n, l.period`

const NET_REVENUE = `line as (
    select affiliate_id, net, effective_at as moment from transaction
     where program_id = $1 and affiliate_id = any($2::uuid[]) and status = 'approved' and applied_sequence is not null and removed_sequence is null
       and unpaid_reason is null and not rev_share_excluded)
  select s.n, ${PERIOD_OF_MOMENT} as period, max(l.moment) as "lastAt", sum(net) as "netRevenue"
    from line l join slice s on ${IN_SLICE} group by 1, 2`

// Whose a customer is: as src/domain/customers/customer-place.ts says.
const QUALIFIED = `owned as (
    select customer_id from attribution where program_id = $1 and affiliate_id = any($2::uuid[])
    union
    select customer_id from customer_reattribution where program_id = $1 and affiliate_id = any($2::uuid[])),
  line as (
    select coalesce(m.affiliate_id, a.affiliate_id) as affiliate_id, q.cpa_qualified_at as moment
      from owned join customer_total q on q.program_id = $1 and q.customer_id = owned.customer_id and q.cpa_qualified_at is not null
      join attribution a on a.program_id = $1 and a.customer_id = owned.customer_id
      left join lateral (
        select affiliate_id from customer_reattribution m
         where m.program_id = $1 and m.customer_id = owned.customer_id and (m.effective_from is null or m.effective_from <= q.cpa_qualified_at)
         order by m.id desc limit 1) m on true)
  select s.n, ${PERIOD_OF_MOMENT} as period, max(l.moment) as "lastAt", count(*)::int as qualified
    from line l join slice s on ${IN_SLICE} group by 1, 2`

/** One for each level at which a recruit earned, its periods in order. */
function recruitsOf(sums: readonly SliceSum[], joinedAt: Joined): Map<Uuid, Recruit[]> {
  const recruits = new Map<Uuid, Recruit[]>()
  for (const own of Map.groupBy(sums, ({ slice }) => `${pairOf(slice)} ${slice.level}`).values()) {
    const slice = own[0]?.slice
    if (slice === undefined) continue
    const periods = own.map(({ earned }) => earned).sort((a, b) => (a.period === b.period ? a.from.getTime() - b.from.getTime() : a.period < b.period ? -1 : 1))
    const recruit = { affiliateId: slice.affiliateId, level: slice.level, joinedAt: joinedAt(slice), periods }
    const known = recruits.get(slice.recruiterId)
    if (known === undefined) recruits.set(slice.recruiterId, [recruit])
    else known.push(recruit)
  }
  return recruits
}

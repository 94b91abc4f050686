import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { PAID_LINES } from '../payouts/paid-line.ts'

/** The one state that a line is in: the last that an event or its payout brought it to, else the one it was born with. */
export type CommissionStatus = 'pending' | 'approved' | 'rejected' | 'reversed' | 'paid'

/** A line as it is shown. */
export interface ListedCommission {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly affiliateName: string
  readonly customerId: Uuid | null
  /** Of an award: the transaction that it is for, if it is for one. */
  readonly transactionId: Uuid | null
  /** The award that the line is a part of; null for a line of a transaction. */
  readonly award: string | null
  readonly planId: Uuid | null
  readonly planVersion: number | null
  readonly component: string
  readonly amountMinor: bigint
  readonly currency: string
  readonly status: CommissionStatus
  /** Why it earned nothing or corrects something; of a rejected line: why it was rejected. */
  readonly reason: string | null
  readonly occurredAt: Date
  readonly recordedAt: Date
  /** The period on whose statement it stands. */
  readonly period: string
  /** The closed period that it is about. */
  readonly relatesToPeriod: string | null
  readonly payableFrom: Date
  readonly reversesId: Uuid | null
  /** Of a sealed period. */
  readonly statementId: Uuid | null
}

export interface CommissionFilter {
  readonly affiliateId?: Uuid | undefined
  readonly customerId?: Uuid | undefined
  readonly transactionId?: Uuid | undefined
  readonly brandId?: Uuid | undefined
  /** The type of component: `cpa`, also of the second of a plan. */
  readonly component?: string | undefined
  /** True: lines of zero, which say why an event earned nothing. */
  readonly paysNothing?: boolean | undefined
  readonly status?: CommissionStatus | undefined
  readonly period?: string | undefined
  /** On the time of the event. */
  readonly from?: Date | undefined
  /** Exclusive. */
  readonly to?: Date | undefined
}

/** Lines, newest first, after a given id. */
export function listCommissions(tx: Tx, programId: Uuid, filter: CommissionFilter, afterId: Uuid | null, limit: number): Promise<ListedCommission[]> {
  const values: unknown[] = [programId, limit]
  const conditions = conditionsOf(filter, values)
  if (afterId !== null) conditions.push(`c.id < $${values.push(afterId)}`)
  return tx.sql<ListedCommission>({
    text: `${LISTED} where c.program_id = $1 ${conditions.map((condition) => `and ${condition}`).join(' ')} order by c.id desc limit $2`,
    values,
  })
}

/** One line. Throws `not_found`. */
export async function readCommission(tx: Tx, programId: Uuid, id: Uuid): Promise<ListedCommission> {
  const [line] = await tx.sql<ListedCommission>({ name: 'read-commission', text: `${LISTED} where c.program_id = $1 and c.id = $2`, values: [programId, id] })
  if (line === undefined) throw new DomainError('not_found')
  return line
}

// Scalar: as exists PostgreSQL would read all that was ever paid for one page.
const IS_PAID = `coalesce((select o.status = 'settled' from payout_line v join payout o on o.program_id = $1 and o.id = v.payout_id
    where v.program_id = $1 and v.commission_id = c.id and not v.is_released), false)`

// Scalar, so that PostgreSQL looks line by line. As exists it would read all of a program's events for one page.
const EVENTS = `left join lateral (
    select coalesce(bool_or(kind = 'rejected'), false) as rejected, coalesce(bool_or(kind = 'approved'), false) as approved,
           ${IS_PAID} as paid,
           max(reason) filter (where kind = 'rejected') as reason
      from commission_event where program_id = $1 and commission_id = c.id) e on true`

// Taken back in full by one that is not rejected itself. What is left after it is in its total, or it takes metric_after in all.
const IS_REVERSED = `coalesce((select bool_or(not exists (select from commission_event x where x.program_id = $1 and x.commission_id = r.id and x.kind = 'rejected'))
  from commission r where r.program_id = $1 and r.reverses_id = c.id and r.kind = 'reversal'
   and r.total_after = case when r.metric_before is null then 0 else r.metric_after end), false)`

// Each state ends the ones after it: what was paid stays paid, and what was taken back in full before is not approved any more. A
// line of zero has no states of its own, it follows its transaction.
const STATUS = `case when c.kind = 'zero' and c.award_key is null then (select case t.status when 'moved' then 'rejected' else t.status end from transaction t where t.program_id = $1 and t.id = c.transaction_id)
  when e.rejected then 'rejected' when e.paid then 'paid' when ${IS_REVERSED} then 'reversed'
  when c.initial_status = 'approved' or e.approved then 'approved' else 'pending' end`

// Lines from before there were statements stand in the month of their rules.
const STANDS_IN = 'coalesce(c.statement_period, c.period::text)'

const STATEMENT_ID = `(select s.id from statement s join period p on p.program_id = $1 and p.name = s.period_name and p.status = 'sealed'
    where s.program_id = $1 and s.affiliate_id = c.affiliate_id and s.period_name = ${STANDS_IN} and c.kind <> 'zero')`

const LISTED = `select c.id, c.affiliate_id as "affiliateId", (select name from affiliate where program_id = $1 and id = c.affiliate_id) as "affiliateName", c.customer_id as "customerId", coalesce(c.transaction_id, c.award_transaction_id) as "transactionId", c.award_key as award, c.plan_id as "planId",
    v.version as "planVersion", c.component, c.amount_minor as "amountMinor", c.currency, ${STATUS} as status,
    case when e.rejected then coalesce(e.reason, c.reason) else c.reason end as reason,
    c.occurred_at as "occurredAt", c.recorded_at as "recordedAt", ${STANDS_IN} as period, coalesce(c.missed_period, c.relates_to_period) as "relatesToPeriod",
    c.payable_from as "payableFrom", c.reverses_id as "reversesId", ${STATEMENT_ID} as "statementId"
  from commission c
  ${EVENTS}
  left join commission_plan_version v on v.program_id = $1 and v.id = c.plan_version_id`

// Where the lines of a state are found, when they are few among many. Lines wait, and are rejected, with their transactions.
const PLACES: Readonly<Partial<Record<CommissionStatus, string>>> = {
  pending: `c.transaction_id in (select t.id from transaction t where t.program_id = $1 and t.status = 'pending')`,
  rejected: `c.transaction_id in (select t.id from transaction t where t.program_id = $1 and t.status in ('rejected', 'moved'))`,
  reversed: `c.id in (select r.reverses_id from commission r where r.program_id = $1 and r.reverses_id is not null)`,
  paid: `c.id in (${PAID_LINES})`,
}

const COMPARISONS = {
  affiliateId: 'c.affiliate_id =', component: `split_part(c.component, '.', 1) =`, brandId: 'c.brand_id =', from: 'c.occurred_at >=',
  to: 'c.occurred_at <', status: `${STATUS} =`,
} as const satisfies Record<Exclude<keyof CommissionFilter, 'customerId' | 'transactionId' | 'paysNothing' | 'period'>, string>

function conditionsOf(filter: CommissionFilter, values: unknown[]): string[] {
  const conditions: string[] = []
  // Lines are found by their transactions, and those by their customer; awards name both themselves. As arrays, which are gathered once:
  // where PostgreSQL took these tables for empty, it joined every line with every line.
  if (filter.customerId !== undefined) {
    const id = `$${values.push(filter.customerId)}`
    conditions.push(`c.id = any(array(
      select id from commission where program_id = $1 and transaction_id = any(array(select id from transaction where program_id = $1 and customer_id = ${id}))
      union all select id from commission where program_id = $1 and customer_id = ${id} and award_key is not null))`)
  }
  if (filter.transactionId !== undefined) {
    const id = `$${values.push(filter.transactionId)}`
    conditions.push(`c.id = any(array(select id from commission where program_id = $1 and transaction_id = ${id}
      union all select id from commission where program_id = $1 and award_transaction_id = ${id}))`)
  }
  // As STANDS_IN says; but of that PostgreSQL knows no frequencies, and it takes twice as long to work out for every line.
  if (filter.period !== undefined) {
    const period = `$${values.push(filter.period)}`
    conditions.push(`(c.statement_period = ${period} or (c.statement_period is null and c.period::text = ${period}))`)
  }
  // Without a parameter, so that the index of those lines can be used.
  if (filter.paysNothing !== undefined) conditions.push(filter.paysNothing ? `c.kind = 'zero'` : `c.kind <> 'zero'`)
  const place = filter.status === undefined ? undefined : PLACES[filter.status]
  if (place !== undefined) conditions.push(place)
  for (const [name, comparison] of Object.entries(COMPARISONS)) {
    const value = filter[name as keyof typeof COMPARISONS]
    if (value !== undefined) conditions.push(`${comparison} $${values.push(value)}`)
  }
  return conditions
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** What an affiliate has brought, earned and been paid. Amounts in minor units of the program's currency. */
export interface AffiliateTotals {
  /** Sales, whatever became of them, unless they moved to another affiliate. */
  readonly conversions: number
  /** Lines that are approved or paid, less what was taken back of them. */
  readonly commissionsMinor: bigint
  /** Payouts that were settled. */
  readonly paidMinor: bigint
}

const NOTHING: AffiliateTotals = { conversions: 0, commissionsMinor: 0n, paidMinor: 0n }

/** The totals of affiliates, by id, in one statement for all of them. */
export async function readAffiliateTotals(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[], currency: string): Promise<(affiliateId: Uuid) => AffiliateTotals> {
  if (affiliateIds.length === 0) return () => NOTHING
  const rows = await tx.sql<{ id: Uuid; conversions: number; commissions: bigint; paid: bigint }>({
    text: `with ${CONVERSIONS}, ${COMMISSIONS}, ${PAYOUTS}
      select w.id, coalesce(s.total, 0)::int as conversions, coalesce(c.total, 0) as commissions, coalesce(p.total, 0) as paid
        from unnest($2::uuid[]) as w (id)
        left join conversions s on s.affiliate_id = w.id left join commissions c on c.affiliate_id = w.id left join payouts p on p.affiliate_id = w.id`,
    values: [programId, arrayLiteral(affiliateIds), currency],
  })
  const totals = new Map(rows.map((row) => [row.id, { conversions: row.conversions, commissionsMinor: row.commissions, paidMinor: row.paid }]))
  return (affiliateId) => totals.get(affiliateId) ?? NOTHING
}

const CONVERSIONS = `conversions as (
    select affiliate_id, count(*) as total from transaction where program_id = $1 and affiliate_id = any($2::uuid[]) and type = 'sale' and status <> 'moved' group by affiliate_id)`

// What is taken back of a line that does not count yet takes nothing from what counts.
const COMMISSIONS = `commissions as (
    select c.affiliate_id, sum(c.amount_minor) as total
      from commission c ${decided('c')} left join commission o on o.program_id = $1 and o.id = c.reverses_id ${decided('o')}
     where c.program_id = $1 and c.affiliate_id = any($2::uuid[]) and c.currency = $3 and c.kind <> 'zero' and ${counts('c')}
       and (c.reverses_id is null or ${counts('o')})
     group by c.affiliate_id)`

// One that came back is not paid any more.
const PAYOUTS = `payouts as (
    select affiliate_id, sum(amount_minor) as total from payout
     where program_id = $1 and affiliate_id = any($2::uuid[]) and currency = $3 and status = 'settled' group by affiliate_id)`

/**
 * What was decided about a line: at most one event of a kind. Joined: asked by `exists` beside an `or`, PostgreSQL looks for an affiliate of 100,000
 * lines through all lines of the program, which takes twice as long.
 */
function decided(line: string): string {
  const event = (kind: string) =>
    `left join commission_event ${line}_${kind} on ${line}_${kind}.program_id = $1 and ${line}_${kind}.commission_id = ${line}.id and ${line}_${kind}.kind = '${kind}'`
  return `${event('approved')} ${event('rejected')}`
}

/** Whether a line is approved and not rejected. */
function counts(line: string): string {
  return `(${line}.initial_status = 'approved' or ${line}_approved.kind is not null) and ${line}_rejected.kind is null`
}

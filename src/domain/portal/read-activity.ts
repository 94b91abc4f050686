import type { Tx } from '../../db/database.ts'
import type { StartedDay } from '../time/days.ts'
import type { PortalScope } from './require-owner.ts'

/** What an affiliate brought in some time, and what its commission lines of that time come to. */
export interface Activity {
  /** Valid ones: those of robots and the like are not counted. */
  readonly clicks: number
  readonly uniqueClicks: number
  readonly registrations: number
  readonly firstDeposits: number
  /** Sales that were not rejected. */
  readonly conversions: number
  /** Minor units of the program's currency; lines that were rejected are not in it. */
  readonly commissionMinor: bigint
}

export const NO_ACTIVITY: Activity = { clicks: 0, uniqueClicks: 0, registrations: 0, firstDeposits: 0, conversions: 0, commissionMinor: 0n }

export interface ActivityRange {
  /** Ascending, without gaps. */
  readonly days: readonly StartedDay[]
  /** Inclusive. */
  readonly until: Date
  readonly timeZone: string
}

/** An affiliate's activity by day of the program, by the time of the events; days without any are left out. */
export async function readActivity(tx: Tx, { programId, affiliateId }: PortalScope, { days, until, timeZone }: ActivityRange): Promise<Map<string, Activity>> {
  const [first] = days
  if (first === undefined) return new Map()
  const values = [programId, affiliateId, timeZone, new Date(first.startMs), until]
  const activity = new Map<string, Activity>()
  for (const [name, text] of Object.entries(PARTS)) {
    for (const { day, ...counted } of await tx.sql<Partial<Activity> & { readonly day: string }>({ name: `portal-activity-${name}`, text, values })) {
      activity.set(day, { ...(activity.get(day) ?? NO_ACTIVITY), ...counted })
    }
  }
  return activity
}

/** The sum over some days. */
export function sumOf(days: readonly Activity[]): Activity {
  return days.reduce((sum, day) => ({
    clicks: sum.clicks + day.clicks,
    uniqueClicks: sum.uniqueClicks + day.uniqueClicks,
    registrations: sum.registrations + day.registrations,
    firstDeposits: sum.firstDeposits + day.firstDeposits,
    conversions: sum.conversions + day.conversions,
    commissionMinor: sum.commissionMinor + day.commissionMinor,
  }), NO_ACTIVITY)
}

function dayOf(column: string): string {
  return `(${column} at time zone $3)::date::text as day`
}

function isWithin(column: string): string {
  return `${column} >= $4 and ${column} <= $5`
}

// Each reads one affiliate's rows by an index of its own.
const PARTS = {
  clicks: `select ${dayOf('occurred_at')}, count(*)::int as clicks, (count(*) filter (where 'unique_24h' = any(flags)))::int as "uniqueClicks"
    from click where program_id = $1 and affiliate_id = $2 and is_valid and ${isWithin('occurred_at')} group by 1`,
  registrations: `select ${dayOf('c.registered_at')}, count(*)::int as registrations
    from attribution a join customer c on c.program_id = $1 and c.id = a.customer_id
   where a.program_id = $1 and a.affiliate_id = $2 and ${isWithin('c.registered_at')} group by 1`,
  firstDeposits: `select ${dayOf('t.first_deposit_at')}, count(*)::int as "firstDeposits"
    from attribution a join customer_total t on t.program_id = $1 and t.customer_id = a.customer_id
   where a.program_id = $1 and a.affiliate_id = $2 and ${isWithin('t.first_deposit_at')} group by 1`,
  conversions: `select ${dayOf('occurred_at')}, count(*)::int as conversions
    from transaction where program_id = $1 and affiliate_id = $2 and type = 'sale' and status in ('pending', 'approved') and ${isWithin('occurred_at')} group by 1`,
  commission: `select ${dayOf('c.occurred_at')}, sum(c.amount_minor)::bigint as "commissionMinor"
    from commission c
   where c.program_id = $1 and c.affiliate_id = $2 and c.kind <> 'zero' and ${isWithin('c.occurred_at')}
     and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected') group by 1`,
} as const

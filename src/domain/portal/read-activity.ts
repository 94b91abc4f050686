import type { Tx } from '../../db/database.ts'
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

/** Days of the program, inclusive: `2026-11-21`. */
export interface ActivityRange {
  readonly first: string
  readonly last: string
}

/**
 * An affiliate's activity by day, as it was counted last (src/domain/reports): some hundred rows, however much there was. Days without any
 * are left out.
 */
export async function readActivity(tx: Tx, { programId, affiliateId }: PortalScope, { first, last }: ActivityRange): Promise<Map<string, Activity>> {
  const rows = await tx.sql<Activity & { readonly day: string }>({
    name: 'portal-activity',
    text: `select day, sum(clicks)::int as clicks, sum(unique_clicks)::int as "uniqueClicks", sum(registrations)::int as registrations,
                  sum(first_deposits)::int as "firstDeposits", sum(conversions)::int as conversions, sum(commission)::bigint as "commissionMinor"
             from (
               select day, valid_clicks as clicks, unique_clicks, 0 as registrations, 0 as first_deposits, 0 as conversions, 0 as commission from click_daily where ${OWN}
               union all select day, 0, 0, registrations, first_deposits, 0, 0 from customer_daily where ${OWN}
               union all select day, 0, 0, 0, 0, transactions, 0 from transaction_daily where ${OWN} and type = 'sale'
               union all select day, 0, 0, 0, 0, 0, pending_minor + payable_minor from commission_daily where ${OWN}
             ) counted group by day`,
    values: [programId, affiliateId, first, last],
  })
  return new Map(rows.map(({ day, ...activity }) => [day, activity]))
}

const OWN = 'program_id = $1 and affiliate_id = $2 and day >= $3 and day <= $4'

/** When the days were counted last; null: not yet. */
export async function readCountedAt(tx: Tx, programId: PortalScope['programId']): Promise<Date | null> {
  const [row] = await tx.sql<{ at: Date }>({ name: 'portal-counted-at', text: 'select as_of as at from report_state where program_id = $1', values: [programId] })
  return row?.at ?? null
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

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { type AffiliateBalance, readAffiliateBalance } from '../ledger/read-affiliate-balance.ts'
import { nextPayoutDate } from '../payouts/payout-schedule.ts'
import { readPayoutRhythm } from '../payouts/next-payout-date-of.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { daysBetween } from '../time/days.ts'
import { type Activity, NO_ACTIVITY, readActivity, readCountedAt, sumOf } from './read-activity.ts'
import type { PortalScope } from './require-owner.ts'

export const OVERVIEW_DAYS = [7, 30, 90] as const
export type OverviewDays = (typeof OVERVIEW_DAYS)[number]

/** What an affiliate has brought lately, by day of the program, beside as many days before; and what it is owed now. */
export interface Overview {
  readonly currency: string
  readonly timeZone: string
  /** When the days were counted last; null: not yet. Balances are of now. */
  readonly countedAt: Date | null
  /** Today included, ascending. */
  readonly days: readonly (Activity & { readonly day: string; readonly before: Activity })[]
  readonly total: Activity
  /** Of the days before. */
  readonly before: Activity
  readonly balances: readonly AffiliateBalance[]
  /** When the program pays next, whether the affiliate is among those or not. */
  readonly nextPayoutDate: Date
}

const DAY_MS = 86_400_000

/** An affiliate's dashboard over the latest days. Throws `not_found`. */
export async function readOverview(tx: Tx, clock: Clock, scope: PortalScope, length: OverviewDays): Promise<Overview> {
  const program = await ownProgram(tx, scope.programId)
  const now = programNow(program, clock)
  // Two days more than needed: days that a zone has left out are not among them.
  const known = daysBetween(new Date(now.getTime() - (2 * length + 2) * DAY_MS), now, program.time_zone)
  const shown = known.slice(-2 * length)
  const activity = await readActivity(tx, scope, { first: shown[0]?.day ?? '', last: shown.at(-1)?.day ?? '' })
  const of = (index: number): Activity => activity.get(shown[index]?.day ?? '') ?? NO_ACTIVITY
  const rhythm = await readPayoutRhythm(tx, clock, scope.programId)
  const days = shown.slice(length).map(({ day }, index) => ({ ...of(length + index), day, before: of(index) }))
  return {
    currency: program.currency,
    timeZone: program.time_zone,
    countedAt: await readCountedAt(tx, scope.programId),
    days,
    total: sumOf(days),
    before: sumOf(days.map(({ before }) => before)),
    balances: await readAffiliateBalance(tx, scope.programId, scope.affiliateId),
    nextPayoutDate: nextPayoutDate(rhythm.frequency, rhythm.now, rhythm.timeZone),
  }
}

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import { type AffiliateBalance, readAffiliateBalance } from '../ledger/read-affiliate-balance.ts'
import { previewPayoutRun } from '../payouts/preview-payout-run.ts'
import { nextPayoutDate } from '../payouts/payout-schedule.ts'
import { nextPayoutDateOf, readPayoutRhythm } from '../payouts/next-payout-date-of.ts'
import type { LeftOutReason, Minimum } from '../payouts/judge-payee.ts'
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
  readonly nextPayout: NextPayout
}

/** When there will be payouts next, and whether the affiliate would be among them as things are now. */
export interface NextPayout {
  /** Null: not before somebody has done something. */
  readonly at: Date | null
  readonly amountMinor: bigint
  /** Null: it would be paid. */
  readonly reason: LeftOutReason | null
  readonly missing: Minimum | null
  readonly heldUntil: Date | null
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
  const days = shown.slice(length).map(({ day }, index) => ({ ...of(length + index), day, before: of(index) }))
  return {
    currency: program.currency,
    timeZone: program.time_zone,
    countedAt: await readCountedAt(tx, scope.programId),
    days,
    total: sumOf(days),
    before: sumOf(days.map(({ before }) => before)),
    balances: await readAffiliateBalance(tx, scope.programId, scope.affiliateId),
    nextPayout: await readNextPayout(tx, clock, scope),
  }
}

async function readNextPayout(tx: Tx, clock: Clock, { programId, affiliateId }: PortalScope): Promise<NextPayout> {
  const rhythm = await readPayoutRhythm(tx, clock, programId)
  const { judgements: [judged] } = await previewPayoutRun(tx, clock, programId, { affiliateIds: [affiliateId], throughPeriod: null, paidCurrency: null }, null, 1)
  const ordinary = nextPayoutDate(rhythm.frequency, rhythm.now, rhythm.timeZone)
  if (judged === undefined) return { at: ordinary, amountMinor: 0n, reason: 'nothing_payable', missing: null, heldUntil: null }
  if (judged.reason === null) return { at: ordinary, amountMinor: judged.amountMinor, reason: null, missing: null, heldUntil: null }
  const at = judged.reason === 'nothing_payable' ? ordinary : nextPayoutDateOf(judged, rhythm)
  return { at, amountMinor: judged.amountMinor, reason: judged.reason, missing: judged.missing, heldUntil: judged.heldUntil }
}

import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { LeftOutReason, Minimum } from '../payouts/judge-payee.ts'
import { nextPayoutDateOf, readPayoutRhythm } from '../payouts/next-payout-date-of.ts'
import { nextPayoutDate } from '../payouts/payout-schedule.ts'
import { previewPayoutRun } from '../payouts/preview-payout-run.ts'
import type { PortalScope } from './require-owner.ts'

/** When there will be payouts next, and whether the affiliate would be among them as things are now. */
export interface NextPayout {
  /** Null: not before somebody has done something. */
  readonly at: Date | null
  readonly amountMinor: bigint
  /** Of the program. */
  readonly currency: string
  /** Null: it would be paid. */
  readonly reason: LeftOutReason | null
  readonly missing: Minimum | null
  readonly heldUntil: Date | null
}

/** What a run would decide about an affiliate now. It looks at every line that waits, so it is asked for by itself. */
export async function readNextPayout(tx: Tx, clock: Clock, { programId, affiliateId }: PortalScope): Promise<NextPayout> {
  const rhythm = await readPayoutRhythm(tx, clock, programId)
  const { judgements: [judged], currency } = await previewPayoutRun(tx, clock, programId, { affiliateIds: [affiliateId], throughPeriod: null, paidCurrency: null }, null, 1)
  const ordinary = nextPayoutDate(rhythm.frequency, rhythm.now, rhythm.timeZone)
  if (judged === undefined) return { at: ordinary, amountMinor: 0n, currency, reason: 'nothing_payable', missing: null, heldUntil: null }
  if (judged.reason === null) return { at: ordinary, amountMinor: judged.amountMinor, currency, reason: null, missing: null, heldUntil: null }
  const at = judged.reason === 'nothing_payable' ? ordinary : nextPayoutDateOf(judged, rhythm)
  return { at, amountMinor: judged.amountMinor, currency, reason: judged.reason, missing: judged.missing, heldUntil: judged.heldUntil }
}

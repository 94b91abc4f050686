import type { Clock } from '../../app/clock.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { LeftOut } from './judge-payee.ts'
import { nextPayoutDate } from './payout-schedule.ts'
import { type PayoutSettings, readPayoutSettings } from './payout-settings.ts'

/** A program's rhythm of payouts, and its present. */
export interface PayoutRhythm {
  readonly frequency: PayoutSettings['frequency']
  readonly now: Date
  readonly timeZone: string
}

/** The program's, by its own clock. */
export async function readPayoutRhythm(tx: Tx, clock: Clock, programId: Uuid): Promise<PayoutRhythm> {
  const program = await ownProgram(tx, programId)
  const { frequency } = await readPayoutSettings(tx, programId)
  return { frequency, now: programNow(program, clock), timeZone: program.time_zone }
}

/**
 * The first date of a program's payouts on which somebody who was left out can be paid: the next one, once what is missing has become
 * payable, or the first after the method's hold. Null: somebody has to do something before.
 */
export function nextPayoutDateOf({ reason, heldUntil }: Pick<LeftOut, 'reason' | 'heldUntil'>, { frequency, now, timeZone }: PayoutRhythm): Date | null {
  if (reason === 'below_minimum' || reason === 'in_flight') return nextPayoutDate(frequency, now, timeZone)
  if (reason !== 'method_held' || heldUntil === null) return null
  return nextPayoutDate(frequency, heldUntil > now ? heldUntil : now, timeZone)
}

import type { Clock } from '../../app/clock.ts'
import type { Database, Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { programNow } from '../programs/program-clock.ts'
import { readProgram } from '../programs/read-program.ts'
import { lastPayoutDate } from './payout-schedule.ts'
import { type PayoutSettings, readPayoutSettings } from './payout-settings.ts'
import { openPayoutStep } from './payout-step.ts'
import { startPayoutRun } from './prepare-payout-run.ts'

/**
 * Prepares the run of the program's latest payout date, once, where the program asks for it; a person approves it like any other. Nothing
 * while payouts are frozen: the run of the latest date comes once they are not. Answers whether it prepared one.
 */
export async function prepareScheduledRun({ db, clock }: { readonly db: Database; readonly clock: Clock }, programId: Uuid): Promise<boolean> {
  const isDue = await db.inProgram(programId, async (tx) => (await findDueDate(tx, clock, programId, await readPayoutSettings(tx, programId))) !== undefined)
  if (!isDue) return false
  return db.inProgram(programId, async (tx) => {
    const step = await openPayoutStep(tx, clock, { programId, actor: 'system' })
    // Read again with the book held: another worker may have prepared it.
    const day = await findDueDate(tx, clock, programId, step.settings)
    if (day === undefined) return false
    await startPayoutRun(step, {}, day)
    return true
  })
}

async function findDueDate(tx: Tx, clock: Clock, programId: Uuid, { automaticSince, frequency, frozenAt }: PayoutSettings): Promise<string | undefined> {
  if (automaticSince === null || frozenAt !== null) return undefined
  const program = await readProgram(tx, programId)
  if (program === undefined) return undefined
  const { day, at } = lastPayoutDate(frequency, programNow(program, clock), program.time_zone)
  // What ended before somebody asked for it is not made up for.
  if (at < automaticSince) return undefined
  const made = await tx.count({ name: 'scheduled-run', text: 'select from payout_run where program_id = $1 and scheduled_for = $2', values: [programId, day] })
  return made === 0 ? day : undefined
}

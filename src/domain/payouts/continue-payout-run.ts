import type { Clock } from '../../app/clock.ts'
import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { findUnpreparedRun } from './payout-run.ts'
import { openPayoutStep } from './payout-step.ts'
import { PAYEES_PER_STEP, preparePayouts } from './prepare-payouts.ts'

/**
 * Takes one more step of the program's oldest run in preparation. Answers whether there was one: another step may find work. Cut off, a
 * step leaves nothing, and the next one begins where the last whole one ended.
 */
export async function continuePayoutRun({ db, clock }: { readonly db: Database; readonly clock: Clock }, programId: Uuid, limit = PAYEES_PER_STEP): Promise<boolean> {
  const waits = await db.inProgram(programId, (tx) => findUnpreparedRun(tx, programId))
  if (waits === undefined) return false
  return db.inProgram(programId, async (tx) => {
    const step = await openPayoutStep(tx, clock, { programId, actor: waits.preparedBy })
    // Read again with the book held: another worker may have taken this step.
    const run = await findUnpreparedRun(tx, programId)
    if (run === undefined || step.settings.frozenAt !== null) return false
    await preparePayouts(step, run, limit)
    return true
  })
}

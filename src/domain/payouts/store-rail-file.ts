import { createHash } from 'node:crypto'
import { build } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { newId, type Uuid } from '../ids.ts'
import { windowKeys } from '../time/calendar-windows.ts'
import type { Payout } from './payout.ts'
import type { PayoutRun } from './payout-run.ts'
import { findRailPayer } from './paying-accounts/find-rail-payer.ts'
import type { PayoutStep } from './payout-step.ts'
import { readRailPayouts } from './read-rail-payouts.ts'
import { buildRailFile, refusedByRail } from './rails/build-rail-file.ts'
import type { Rail } from './rails/rail-file.ts'
import { messageIdOf } from './rails/rail-ids.ts'

/**
 * Makes the file that payouts are sent to a bank in and keeps its bytes, sealed: whoever fetches it, and however often, gets these. Answers
 * what the rail cannot carry, with the reason; that is not in the file. Throws `paying_account_missing` and `payout_details_unreadable`.
 */
export async function storeRailFile(
  step: PayoutStep, secretBox: SecretBox, run: PayoutRun, rail: Rail, payouts: readonly Payout[], executionDate: string | undefined,
): Promise<ReadonlyMap<Uuid, string>> {
  if (payouts.length === 0) return new Map()
  const { tx, program, now, actor } = step
  const opened = await readRailPayouts(step, secretBox, run.throughPeriod, payouts)
  const refused = new Map(refusedByRail(rail, opened).map(({ payoutId, reason }) => [payoutId, `rail_${reason}`]))
  // A file has a number, and its account's numbers have no gaps: none for no file.
  if (refused.size === payouts.length) return refused
  const id: Uuid = newId()
  // A run can have several files, and a bank refuses a message that it has seen: each has an id of its own.
  const messageId = messageIdOf(id)
  const from = await findRailPayer(tx, secretBox, rail, { programId: program.id, messageId, now })
  const file = buildRailFile({
    rail, messageId, createdAt: now, executionDate: executionDate ?? windowKeys('day', program.time_zone)(now.getTime()), ...from,
    payouts: opened,
  })
  await tx.all(
    build.insertInto('payout_file').values({
      program_id: program.id, id, run_id: run.id, rail, message_id: messageId, file_name: file.fileName, content_type: file.contentType,
      sealed_content: secretBox.seal(file.bytes.toString('base64'), placeOfFile(program.id, id)), sha256: createHash('sha256').update(file.bytes).digest(),
      payouts: payouts.length - refused.size, created_by: actor, created_at: now,
    }),
  )
  return refused
}

/** What is sealed as one file cannot be opened as another. */
export function placeOfFile(programId: Uuid, fileId: Uuid): string {
  return `payout file ${programId} ${fileId}`
}

import type { Tx } from '../../db/database.ts'
import { lockAffiliates } from '../affiliates/lock-affiliates.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import { countMethods } from './default-method.ts'
import { readPayoutMethod } from './payout-method.ts'
import type { PayoutMethodAuthor } from './payout-method-author.ts'
import { recordMethodEvent } from './payout-method-event.ts'

/**
 * Ends a method for good; nothing is paid to it any more, and it stays on record. The default can go only as the last one: whoever has others
 * says first which of them takes its place. Throws `not_found` and `state_conflict`.
 */
export async function archivePayoutMethod(tx: Tx, author: PayoutMethodAuthor, id: Uuid): Promise<void> {
  const { programId, clock } = author
  const wallNow = clock.now()
  const now = programNow(await ownProgram(tx, programId), clock)
  await lockAffiliates(tx, programId)
  const method = await readPayoutMethod(tx, programId, id)
  if (method.archivedAt !== null) return
  if (method.isDefault && (await countMethods(tx, programId, method.affiliateId)) > 1) {
    throw new DomainError('state_conflict', { message: 'This is the default: make another method the default first.' })
  }
  await tx.count({ text: 'update payout_method set is_default = false, archived_at = $3, updated_at = $3 where program_id = $1 and id = $2', values: [programId, id, now] })
  await recordMethodEvent(tx, author, method, { kind: 'archived', proof: null, formerId: null, now, wallNow })
}

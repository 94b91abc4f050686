import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { programNow } from '../programs/program-clock.ts'
import type { PayoutDetails } from './payout-details.ts'
import { readPayoutMethod } from './payout-method.ts'
import type { PayoutMethodAuthor } from './payout-method-author.ts'
import { recordMethodEvent } from './payout-method-event.ts'
import { requireProof } from './proof.ts'
import { openDetails } from './sealed-details.ts'

/**
 * The details in the clear, for a payment by hand, and a record of who looked and why. Also of an archived method, which a payout may have been
 * instructed with. Throws `not_found`, `invalid_request` (reason) and `payout_details_unreadable`.
 */
export async function revealPayoutMethod(tx: Tx, author: PayoutMethodAuthor, id: Uuid, reason: string): Promise<PayoutDetails> {
  const { programId, clock, secretBox } = author
  const wallNow = clock.now()
  const proof = requireProof({ kind: 'operator', reason }, wallNow)
  const method = await readPayoutMethod(tx, programId, id)
  const details = openDetails(secretBox, method)
  await recordMethodEvent(tx, author, method, { kind: 'revealed', proof, formerId: null, now: programNow(await ownProgram(tx, programId), clock), wallNow })
  return details
}

import type { Tx } from '../../db/database.ts'
import type { SecretBox } from '../access/secret-box.ts'
import type { Uuid } from '../ids.ts'
import { messageOf, type PayerMessage } from './payer/call-payer.ts'
import type { Payout } from './payout.ts'
import type { PayoutRun } from './payout-run.ts'
import type { PayoutStep } from './payout-step.ts'
import { readRailPayouts } from './read-rail-payouts.ts'

/**
 * What the operator's payer is to be told of payouts, by payout, sealed: made once, because names that it has may change between two tries.
 * Throws `payout_details_unreadable`.
 */
export async function sealMessages(step: PayoutStep, secretBox: SecretBox, { throughPeriod }: PayoutRun, payouts: readonly Payout[]): Promise<Map<Uuid, Buffer>> {
  const { program } = step
  const sent = await readRailPayouts(step, secretBox, throughPeriod, payouts)
  return new Map(sent.map((payout) => {
    const { body } = messageOf({ ...payout, idempotencyKey: payout.endToEndId, programId: program.id, isTest: program.is_test })
    return [payout.payoutId, secretBox.seal(body, placeOf(program.id, payout.payoutId))]
  }))
}

/** Null: it was sealed with a key that is gone, or its affiliate was erased. */
export async function openMessage(tx: Tx, secretBox: SecretBox, programId: Uuid, { id, endToEndId }: Payout): Promise<PayerMessage | null> {
  const [row] = await tx.sql<{ sealedBody: Buffer | null }>({
    name: 'payer-message', text: 'select sealed_body as "sealedBody" from payout_instruction where program_id = $1 and payout_id = $2', values: [programId, id],
  })
  const sealed = row?.sealedBody ?? null
  const body = sealed === null ? null : secretBox.open(sealed, placeOf(programId, id))
  return body === null ? null : { idempotencyKey: endToEndId, body }
}

/** What was to be told of an affiliate that is erased, for good. Call it with `lockAffiliates`. */
export async function eraseMessages(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await tx.count({
    text: `update payout_instruction i set sealed_body = null from payout p
            where i.program_id = $1 and p.program_id = $1 and p.id = i.payout_id and p.affiliate_id = $2 and i.sealed_body is not null`,
    values: [programId, affiliateId],
  })
}

/** What is sealed for one payout cannot be sent for another. */
function placeOf(programId: Uuid, payoutId: Uuid): string {
  return `payout message ${programId} ${payoutId}`
}

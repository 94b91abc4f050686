import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/**
 * Empties the methods of an affiliate that is erased: details, hint, label, the fingerprint by which they could be recognised, and what was written
 * about them. Ids and kinds stay, payouts name them. Nothing can be paid to them any more. Call it with `lockAffiliates`.
 */
export async function erasePayoutMethods(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<void> {
  await tx.count({
    text: `update payout_method set label = null, hint = '', sealed_details = null, fingerprint = null, is_default = false, archived_at = coalesce(archived_at, $3), updated_at = $3
            where program_id = $1 and affiliate_id = $2`,
    values: [programId, affiliateId, now],
  })
  await tx.count({
    text: `update payout_method_event e set reason = null from payout_method m
            where e.program_id = $1 and m.program_id = $1 and m.id = e.payout_method_id and m.affiliate_id = $2 and e.reason is not null`,
    values: [programId, affiliateId],
  })
}

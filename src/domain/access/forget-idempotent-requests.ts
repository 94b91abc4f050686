import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** How long the first answer to an Idempotency-Key is repeated (docs/operator-api.md). */
export const IDEMPOTENCY_DAYS = 7

const DAY_MS = 24 * 60 * 60_000

/** Deletes answers that need not be repeated any more, at most `limit` of them. Answers how many it deleted. */
export async function forgetIdempotentRequests(
  tx: Tx,
  { programId, now, limit }: { readonly programId: Uuid; readonly now: Date; readonly limit: number },
): Promise<number> {
  return tx.count({
    text: `delete from idempotent_request r
            using (select credential_id, idempotency_key from idempotent_request
                    where program_id = $1 and created_at < $2 order by created_at limit $3 for update skip locked) old
            where r.program_id = $1 and r.credential_id = old.credential_id and r.idempotency_key = old.idempotency_key`,
    values: [programId, new Date(now.getTime() - IDEMPOTENCY_DAYS * DAY_MS), limit],
  })
}

import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

const DAY_MS = 86_400_000
/** How long a session that is over can still be looked into. */
const SESSIONS_KEPT_DAYS = 30

/**
 * Deletes what nobody can use any more in a program: links, applications that nobody confirmed, invitations, and sessions that are over for a month. At most `limit` of
 * each; answers whether there may be more.
 */
export async function forgetPortalLeftovers(tx: Tx, { programId, now, limit }: { readonly programId: Uuid; readonly now: Date; readonly limit: number }): Promise<boolean> {
  const over = now
  const longOver = new Date(now.getTime() - SESSIONS_KEPT_DAYS * DAY_MS)
  const counts = [
    await forget(tx, 'affiliate_token', 'token_hash', programId, over, limit),
    await forget(tx, 'affiliate_sign_up', 'id', programId, over, limit),
    await forget(tx, 'affiliate_invitation', 'id', programId, over, limit),
    await forget(tx, 'affiliate_session', 'id', programId, longOver, limit),
  ]
  return counts.includes(limit)
}

type Leftover = 'affiliate_token' | 'affiliate_sign_up' | 'affiliate_invitation' | 'affiliate_session'

function forget(tx: Tx, table: Leftover, key: 'id' | 'token_hash', programId: Uuid, before: Date, limit: number): Promise<number> {
  return tx.count({
    name: `forget-${table}`,
    text: `delete from ${table} f using (select ${key} from ${table} where program_id = $1 and expires_at < $2 order by expires_at limit $3) old where f.program_id = $1 and f.${key} = old.${key}`,
    values: [programId, before, limit],
  })
}

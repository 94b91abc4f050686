import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { newToken, sessionSecret } from './portal-token.ts'

/** Gives a session another identifier after its user has proven who they are; the one before is dead. Answers what the cookie holds from now on. */
export async function renewSession(
  tx: Tx, { programId, sessionId, withSecondFactor, now }: { readonly programId: Uuid; readonly sessionId: Uuid; readonly withSecondFactor: boolean; readonly now: Date },
): Promise<{ readonly secret: string; readonly expiresAt: Date }> {
  const { token, hash } = newToken()
  const [row] = await tx.sql<{ expiresAt: Date }>({
    text: `update affiliate_session set token_hash = $3, fresh_at = $4, second_factor_at = case when $5 then $4 else second_factor_at end
            where program_id = $1 and id = $2 returning expires_at as "expiresAt"`,
    values: [programId, sessionId, hash, now, withSecondFactor],
  })
  if (row === undefined) throw new Error('a session that is gone')
  return { secret: sessionSecret(programId, token), expiresAt: row.expiresAt }
}

import { randomBytes } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { hashSecret } from './api-key-secret.ts'

/** How long a session lasts. */
export const SESSION_DAYS = 14
const DAY_MS = 86_400_000
const TOKEN_BYTES = 32

export interface StartedSession {
  /** Opaque, 256 bits; only its hash is stored. */
  readonly token: string
  readonly programId: Uuid
  readonly expiresAt: Date
}

/**
 * Uses up a sign-in token and starts a session on one of the user's programs. Null: the token is unknown, used or expired, the user
 * disabled, or the program another operator's; which of them is nobody's business.
 */
export async function signIn(tx: Tx, input: { readonly token: string; readonly programId: Uuid; readonly now: Date }): Promise<StartedSession | null> {
  const { now, programId } = input
  const [user] = await tx.sql<{ operator_user_id: Uuid }>({
    text: `update sign_in_token t set used_at = $2 from operator_user u join program p on p.operator_id = u.operator_id
      where t.token_hash = $1 and t.used_at is null and t.expires_at > $2 and u.id = t.operator_user_id and u.disabled_at is null and p.id = $3
      returning t.operator_user_id`,
    values: [hashSecret(input.token), now, programId],
  })
  if (user === undefined) return null
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS)
  const session = { token_hash: hashSecret(token), operator_user_id: user.operator_user_id, program_id: programId, created_at: now, expires_at: expiresAt }
  await tx.all(build.insertInto('session').values(session))
  return { token, programId, expiresAt }
}

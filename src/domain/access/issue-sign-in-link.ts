import { randomBytes } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { hashSecret } from './api-key-secret.ts'

/** How long a sign-in link can be followed. */
export const SIGN_IN_LINK_HOURS = 24
const HOUR_MS = 3_600_000
const TOKEN_BYTES = 32

/** A link that signs an operator user in once. Only the hash of its token is stored. */
export async function issueSignInLink(
  tx: Tx,
  input: { readonly operatorUserId: Uuid; readonly programId: Uuid; readonly publicUrl: string; readonly now: Date },
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const expiresAt = new Date(input.now.getTime() + SIGN_IN_LINK_HOURS * HOUR_MS)
  await tx.all(build.insertInto('sign_in_token').values({ token_hash: hashSecret(token), operator_user_id: input.operatorUserId, expires_at: expiresAt }))
  return `${input.publicUrl}/sign-in?token=${token}&program=${input.programId}`
}

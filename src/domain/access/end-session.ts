import type { Tx } from '../../db/database.ts'
import { hashSecret } from './api-key-secret.ts'

/** Ends a session on the server. Its token is refused within a second on every instance. */
export async function endSession(tx: Tx, token: string, now: Date): Promise<void> {
  await tx.count({ text: 'update session set ended_at = $2 where token_hash = $1 and ended_at is null', values: [hashSecret(token), now] })
}

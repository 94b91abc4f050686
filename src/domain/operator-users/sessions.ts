import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** A session as its user sees it. */
export interface UserSession {
  readonly id: Uuid
  readonly network: string | null
  readonly agent: string | null
  readonly createdAt: Date
  readonly lastSeenAt: Date | null
  readonly expiresAt: Date
}

/** Those that are open, newest first. */
export function listSessions(tx: Tx, userId: Uuid, now: Date): Promise<UserSession[]> {
  return tx.sql<UserSession>({
    text: `select id, network, agent, created_at as "createdAt", last_seen_at as "lastSeenAt", expires_at as "expiresAt" from session
      where operator_user_id = $1 and ended_at is null and expires_at > $2 and challenge_until is null order by created_at desc, id desc limit 100`,
    values: [userId, now],
  })
}

/** Ends one of a user's sessions, within a second everywhere. Throws `not_found`. */
export async function endOneSession(tx: Tx, userId: Uuid, id: Uuid, now: Date): Promise<void> {
  const ended = await tx.count({ text: 'update session set ended_at = $3 where operator_user_id = $1 and id = $2 and ended_at is null', values: [userId, id, now] })
  if (ended === 0) throw new DomainError('not_found')
}

/** Ends a user's sessions but for one, or all of them. */
export async function endSessionsOf(tx: Tx, userId: Uuid, now: Date, exceptId: Uuid | null = null): Promise<void> {
  await tx.count({ text: 'update session set ended_at = $2 where operator_user_id = $1 and ended_at is null and ($3::uuid is null or id <> $3)', values: [userId, now, exceptId] })
}

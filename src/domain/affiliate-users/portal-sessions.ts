import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** A session as its user sees it. */
export interface ListedSession {
  readonly id: Uuid
  readonly network: string
  readonly agent: string | null
  readonly createdAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
}

const SESSIONS_SHOWN = 100

/** The sessions of a user that are open, newest first. */
export function listPortalSessions(tx: Tx, programId: Uuid, userId: Uuid, now: Date): Promise<ListedSession[]> {
  return tx.sql<ListedSession>({
    name: 'portal-sessions',
    text: `select id, network, agent, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt" from affiliate_session
            where program_id = $1 and affiliate_user_id = $2 and ended_at is null and challenge_until is null and expires_at > $3 order by id desc limit $4`,
    values: [programId, userId, now, SESSIONS_SHOWN],
  })
}

/** Ends one of a user's sessions, from the next request on. Throws `not_found`. */
export async function endPortalSession(tx: Tx, programId: Uuid, userId: Uuid, id: Uuid, now: Date): Promise<void> {
  const ended = await tx.count({
    text: 'update affiliate_session set ended_at = coalesce(ended_at, $4) where program_id = $1 and affiliate_user_id = $2 and id = $3', values: [programId, userId, id, now],
  })
  if (ended === 0) throw new DomainError('not_found')
}

/** Ends a session of anybody, by its id: its own sign-out. */
export async function signOut(tx: Tx, programId: Uuid, id: Uuid, now: Date): Promise<void> {
  await tx.count({ text: 'update affiliate_session set ended_at = $3 where program_id = $1 and id = $2 and ended_at is null', values: [programId, id, now] })
}

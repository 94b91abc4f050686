import type { Database } from '../../db/database.ts'
import { hashSecret } from './api-key-secret.ts'
import { type Permissions, parsePermissions } from './permissions.ts'
import { type OperatorRole, ROLE_PERMISSIONS } from './roles.ts'

/** Who speaks, for which program, and what they may do. The program of a request comes from here and from nowhere else. */
export interface Credential {
  readonly kind: 'api_key' | 'session'
  /** The key's or the user's id. */
  readonly id: string
  readonly programId: string
  readonly operatorId: string
  readonly permissions: Permissions
  /** How the credential is named in `created_by` and in the audit: `key:<id>` or `user:<id>`. */
  readonly actor: string
  readonly lastUsedAt: Date | null
  /** Of an operator user's session. */
  readonly session?: SessionFacts
}

/** What is known of the session that a request came with. */
export interface SessionFacts {
  readonly id: string
  readonly role: OperatorRole
  /** When its user last proved who they are, and when with a second factor. */
  readonly freshAt: Date | null
  readonly secondFactorAt: Date | null
}

/** A credential, `inactive` for one that was revoked or has expired, or null for an unknown one. */
export type Found = Credential | 'inactive' | null

/** The credential of an API key. */
export async function findApiKey(db: Database, secret: string, now: Date): Promise<Found> {
  const owner = await db.shared((tx) =>
    tx.sql<{ program_id: string; api_key_id: string; operator_id: string }>({
      name: 'api_key_lookup',
      text: `select l.program_id, l.api_key_id, p.operator_id from api_key_lookup l join program p on p.id = l.program_id where l.key_hash = $1`,
      values: [hashSecret(secret)],
    }),
  )
  const found = owner[0]
  if (found === undefined) return null
  const rows = await db.inProgram(found.program_id, (tx) =>
    tx.sql<{ permissions: unknown; last_used_at: Date | null }>({
      name: 'api_key_by_id',
      text: `select permissions, last_used_at from api_key
        where program_id = $1 and id = $2 and revoked_at is null and (expires_at is null or expires_at > $3)`,
      values: [found.program_id, found.api_key_id, now],
    }),
  )
  const key = rows[0]
  if (key === undefined) return 'inactive'
  return {
    kind: 'api_key',
    id: found.api_key_id,
    programId: found.program_id,
    operatorId: found.operator_id,
    permissions: parsePermissions(key.permissions),
    actor: `key:${found.api_key_id}`,
    lastUsedAt: key.last_used_at,
  }
}

interface SessionRow {
  readonly id: string
  readonly program_id: string
  readonly operator_user_id: string
  readonly operator_id: string
  readonly role: OperatorRole
  readonly fresh_at: Date | null
  readonly second_factor_at: Date | null
  readonly last_seen_at: Date | null
}

/**
 * The credential of a session token, or null if it is unknown, ended, expired or waits for its second factor, or if its user is disabled or
 * may not see its program (any more).
 */
export async function findSession(db: Database, token: string, now: Date): Promise<Credential | null> {
  const rows = await db.shared((tx) =>
    tx.sql<SessionRow>({
      name: 'session_lookup',
      text: `select s.id, s.program_id, s.operator_user_id, u.operator_id, u.role, s.fresh_at, s.second_factor_at, s.last_seen_at
        from session s join operator_user u on u.id = s.operator_user_id
        where s.token_hash = $1 and s.ended_at is null and s.expires_at > $2 and s.challenge_until is null and u.disabled_at is null
          and (u.all_programs or exists (select from operator_user_program p where p.operator_user_id = u.id and p.program_id = s.program_id))`,
      values: [hashSecret(token), now],
    }),
  )
  const [session] = rows
  if (session === undefined) return null
  const { id, role, fresh_at: freshAt, second_factor_at: secondFactorAt } = session
  return {
    kind: 'session',
    id: session.operator_user_id,
    programId: session.program_id,
    operatorId: session.operator_id,
    permissions: ROLE_PERMISSIONS[role],
    actor: `user:${session.operator_user_id}`,
    lastUsedAt: session.last_seen_at,
    session: { id, role, freshAt, secondFactorAt },
  }
}

const LAST_USED_STEP_MS = 60_000

/** Keeps `last_used_at` of a key, or `last_seen_at` of a session, true to the minute; more often would be a write per request. */
export async function noteUse(db: Database, credential: Credential, now: Date): Promise<void> {
  if (credential.lastUsedAt !== null && now.getTime() - credential.lastUsedAt.getTime() < LAST_USED_STEP_MS) return
  const { session } = credential
  if (session !== undefined) {
    await db.shared((tx) => tx.count({ name: 'session_seen', text: 'update session set last_seen_at = $2 where id = $1', values: [session.id, now] }))
    return
  }
  await db.inProgram(credential.programId, (tx) =>
    tx.count({
      name: 'api_key_used',
      text: `update api_key set last_used_at = $3 where program_id = $1 and id = $2 and (last_used_at is null or last_used_at < $3)`,
      values: [credential.programId, credential.id, now],
    }),
  )
}

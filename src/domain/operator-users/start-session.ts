import { randomBytes } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { newId, type Uuid } from '../ids.ts'

/** How long a session lasts. */
export const SESSION_DAYS = 14
const DAY_MS = 86_400_000
/** How long the second factor is waited for. */
const CHALLENGE_MS = 10 * 60_000
const TOKEN_BYTES = 32

/** Where somebody signs in from. */
export interface SignInPlace {
  readonly network: string
  readonly agent: string | null
  /** What the browser kept from an earlier sign-in. */
  readonly deviceToken?: string | undefined
  /** Of the session that the browser has now: a sign-in takes its place. */
  readonly sessionToken?: string | undefined
}

export interface NewSession {
  readonly userId: Uuid
  readonly programId: Uuid
  readonly place: Pick<SignInPlace, 'network' | 'agent'>
  /** The password was right and a second factor is still asked for: until then the session opens nothing. */
  readonly awaitsSecondFactor?: boolean
  readonly secondFactorAt?: Date | null
  readonly now: Date
}

export interface StartedSession {
  readonly id: Uuid
  /** Opaque, 256 bits; only its hash is stored. */
  readonly token: string
  readonly programId: Uuid
  readonly expiresAt: Date
}

/** Starts a session under an identifier that nobody had before. */
export async function startSession(tx: Tx, { userId, programId, place, awaitsSecondFactor = false, secondFactorAt = null, now }: NewSession): Promise<StartedSession> {
  const id: Uuid = newId()
  const token = newSessionToken()
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS)
  await tx.all(
    build.insertInto('session').values({
      token_hash: hashSecret(token), id, operator_user_id: userId, program_id: programId, network: place.network, agent: place.agent,
      challenge_until: awaitsSecondFactor ? new Date(now.getTime() + CHALLENGE_MS) : null,
      fresh_at: awaitsSecondFactor ? null : now, second_factor_at: secondFactorAt, created_at: now, last_seen_at: now, expires_at: expiresAt,
    }),
  )
  return { id, token, programId, expiresAt }
}

/** Gives a session a new identifier, because its user has just proven who they are, or may do something else from now on. The old one is dead. */
export async function renewSession(tx: Tx, id: Uuid, change: { readonly freshAt?: Date; readonly secondFactorAt?: Date; readonly programId?: Uuid }): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const token = newSessionToken()
  const values = { token_hash: hashSecret(token), fresh_at: change.freshAt, second_factor_at: change.secondFactorAt, program_id: change.programId }
  const [renewed] = await tx.all(build.updateTable('session').set(values).where('id', '=', id).where('ended_at', 'is', null).returning('expires_at as expiresAt'))
  if (renewed === undefined) throw new Error('a session that ended while it was used')
  return { token, expiresAt: renewed.expiresAt }
}

function newSessionToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

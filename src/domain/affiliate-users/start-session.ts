import { build, type Tx } from '../../db/database.ts'
import { newId, type Uuid } from '../ids.ts'
import { newToken, sessionSecret } from './portal-token.ts'

const DAY_MS = 86_400_000
/** How long a session lasts. */
export const PORTAL_SESSION_DAYS = 14
/** How long an operator may look at the portal as an affiliate. */
const LOOK_MS = 60 * 60_000
/** How long the second factor is waited for. */
const CHALLENGE_MS = 10 * 60_000

export interface NewSession {
  readonly programId: Uuid
  readonly affiliateId: Uuid
  /** Either a user, or the operator who looks on. */
  readonly who: { readonly userId: Uuid } | { readonly actedBy: string }
  readonly network: string
  readonly agent: string | null
  /** The password was right and a second factor is still asked for: until then the session opens nothing. */
  readonly awaitsSecondFactor?: boolean
  readonly secondFactorAt?: Date | null
  /** The wall clock's. */
  readonly now: Date
}

export interface StartedSession {
  readonly id: Uuid
  /** What the cookie holds; only a hash of it is stored. */
  readonly secret: string
  readonly expiresAt: Date
}

/** Starts a session in the portal, under an identifier that nobody had before. */
export async function startPortalSession(tx: Tx, input: NewSession): Promise<StartedSession> {
  const { programId, affiliateId, who, network, agent, now } = input
  const { token, hash } = newToken()
  const id: Uuid = newId()
  const isUser = 'userId' in who
  const expiresAt = new Date(now.getTime() + (isUser ? PORTAL_SESSION_DAYS * DAY_MS : LOOK_MS))
  await tx.all(
    build.insertInto('affiliate_session').values({
      program_id: programId, id, affiliate_id: affiliateId, affiliate_user_id: isUser ? who.userId : null, acted_by: isUser ? null : who.actedBy, token_hash: hash, network, agent,
      challenge_until: input.awaitsSecondFactor === true ? new Date(now.getTime() + CHALLENGE_MS) : null,
      fresh_at: isUser ? now : null, second_factor_at: input.secondFactorAt ?? null, created_at: now, last_used_at: now, expires_at: expiresAt,
    }),
  )
  return { id, secret: sessionSecret(programId, token), expiresAt }
}

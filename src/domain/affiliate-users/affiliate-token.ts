import { build, type Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { linkUsedUp } from './link-used-up.ts'
import { hashToken, newToken } from './portal-token.ts'

export type TokenKind = 'reset' | 'email' | 'portal'

export interface TokenFor {
  readonly programId: Uuid
  readonly kind: TokenKind
  readonly affiliateId: Uuid
  /** Null: of an operator who looks on. */
  readonly userId: Uuid | null
  readonly email?: string
  readonly actedBy?: string
  readonly minutes: number
  readonly now: Date
}

export interface TakenToken {
  readonly affiliateId: Uuid
  readonly userId: Uuid | null
  readonly email: string | null
  readonly actedBy: string | null
}

const MINUTE_MS = 60_000

/** A token for a link that works once. One of its kind that the same user had before does not work any more. */
export async function issueToken(tx: Tx, { programId, kind, affiliateId, userId, email, actedBy, minutes, now }: TokenFor): Promise<string> {
  if (userId !== null) await dropTokens(tx, programId, userId, kind)
  const { token, hash } = newToken()
  await tx.all(
    build.insertInto('affiliate_token').values({
      program_id: programId, token_hash: hash, kind, affiliate_id: affiliateId, affiliate_user_id: userId, email: email ?? null, acted_by: actedBy ?? null,
      created_at: now, expires_at: new Date(now.getTime() + minutes * MINUTE_MS),
    }),
  )
  return token
}

/** Uses a token up. Throws `not_found`. */
export async function takeToken(tx: Tx, programId: Uuid, kind: TokenKind, token: string, now: Date): Promise<TakenToken> {
  const [taken] = await tx.sql<TakenToken>({
    text: `delete from affiliate_token where program_id = $1 and token_hash = $2 and kind = $3 and expires_at > $4
           returning affiliate_id as "affiliateId", affiliate_user_id as "userId", email, acted_by as "actedBy"`,
    values: [programId, hashToken(token), kind, now],
  })
  if (taken === undefined) throw linkUsedUp()
  return taken
}

/** Ends the tokens of a user: all, or those of a kind. */
export async function dropTokens(tx: Tx, programId: Uuid, userId: Uuid, kind?: TokenKind): Promise<void> {
  await tx.count({
    text: 'delete from affiliate_token where program_id = $1 and affiliate_user_id = $2 and ($3::text is null or kind = $3)', values: [programId, userId, kind],
  })
}

/** Whether a user was given a token of a kind after a moment. */
export async function hasTokenSince(tx: Tx, programId: Uuid, userId: Uuid, kind: TokenKind, since: Date): Promise<boolean> {
  const found = await tx.sql({
    text: 'select from affiliate_token where program_id = $1 and affiliate_user_id = $2 and kind = $3 and created_at > $4', values: [programId, userId, kind, since],
  })
  return found.length > 0
}

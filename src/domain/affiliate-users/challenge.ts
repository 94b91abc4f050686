import type { Database } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { readSessionSecret } from './portal-token.ts'

/** A sign-in whose password was right. */
export interface Challenge {
  readonly programId: Uuid
  readonly operatorId: Uuid
  readonly sessionId: Uuid
  readonly affiliateId: Uuid
  readonly userId: Uuid
  readonly emailFolded: string
}

const MOST_TRIES = 5

/**
 * The challenge that a half session waits with, each look at it counted: after five codes, or ten minutes, one has to begin again. Such a session opens nothing
 * else. Throws `authentication_required`.
 */
export async function tryChallenge(db: Database, secret: string | undefined, now: Date): Promise<Challenge> {
  const read = secret === undefined ? null : readSessionSecret(secret)
  if (read === null) throw over()
  const { programId, hash } = read
  const [challenge] = await db.inProgram(programId, (tx) =>
    tx.sql<Challenge>({
      text: `update affiliate_session s set challenge_tries = challenge_tries + 1
               from program p, affiliate a, affiliate_user u
              where s.program_id = $1 and s.token_hash = $2 and s.ended_at is null and s.challenge_until > $3 and s.challenge_tries < $4 and p.id = $1
                and a.program_id = $1 and a.id = s.affiliate_id and a.status not in ('suspended', 'archived')
                and u.program_id = $1 and u.id = s.affiliate_user_id and u.disabled_at is null
          returning s.program_id as "programId", p.operator_id as "operatorId", s.id as "sessionId", s.affiliate_id as "affiliateId", u.id as "userId", u.email_folded as "emailFolded"`,
      values: [programId, hash, now, MOST_TRIES],
    }),
  )
  if (challenge === undefined) throw over()
  return challenge
}

function over(): DomainError {
  return new DomainError('authentication_required', { message: 'There is no sign-in that waits for a code: begin again.' })
}

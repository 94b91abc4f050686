import type { UserAuthor } from '../../../domain/operator-users/user-author.ts'
import type { RequestFacts } from '../../plumbing/route.ts'

/** On whose behalf people are given access: the user of the session, or the API key. */
export function userAuthor({ programId, operatorId, actor, permissions, credential, now }: RequestFacts<unknown, unknown, unknown>): UserAuthor {
  const session = credential?.session
  return { programId, operatorId, actor, permissions, now, role: session?.role ?? null, userId: session === undefined ? null : (credential?.id ?? null) }
}

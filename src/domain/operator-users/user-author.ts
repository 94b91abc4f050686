import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { mayGiveRole, type OperatorRole, type RoleGiver } from '../access/roles.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

/** Who changes who has access: a user, or an API key. */
export interface UserAuthor extends Author, RoleGiver {
  readonly operatorId: Uuid
  /** Null: an API key. */
  readonly userId: Uuid | null
}

/**
 * Nobody gives or takes more than they have: the role stays within their own, the programs are among theirs (an API key has one; null: every
 * program of the operator). Throws `permission_denied`.
 */
export async function requireReach(tx: Tx, author: UserAuthor, role: OperatorRole, programIds: readonly Uuid[] | null): Promise<void> {
  if (!mayGiveRole(author, role)) throw new DomainError('permission_denied', { message: 'This role goes beyond your own.' })
  const own = await reachOf(tx, author)
  if (own === null || programIds?.every((id) => own.has(id)) === true) return
  throw new DomainError('permission_denied', { message: 'This gives access to programs that you have no access to.' })
}

/** The programs that somebody may let others into; null: all of the operator's, those to come as well. */
async function reachOf(tx: Tx, { userId, programId }: UserAuthor): Promise<ReadonlySet<Uuid> | null> {
  if (userId === null) return new Set([programId])
  const [user] = await tx.sql<{ all_programs: boolean; ids: Uuid[] }>({
    text: 'select all_programs, array(select program_id from operator_user_program where operator_user_id = u.id) as ids from operator_user u where id = $1',
    values: [userId],
  })
  return user?.all_programs === true ? null : new Set(user?.ids)
}

/** Programs of the operator, as they were named. Throws `invalid_request`. */
export async function requireOwnPrograms(tx: Tx, operatorId: Uuid, programIds: readonly Uuid[] | null): Promise<void> {
  if (programIds === null) return
  const [found] = await tx.sql<{ count: number }>({ text: 'select count(*)::int as count from program where operator_id = $1 and id = any($2)', values: [operatorId, programIds] })
  if (found?.count === new Set(programIds).size && programIds.length > 0) return
  throw new DomainError('invalid_request', { errors: [{ path: 'programIds', code: 'unknown', message: 'Expected programs of yours, at least one.' }] })
}

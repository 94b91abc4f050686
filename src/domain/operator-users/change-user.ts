import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { OperatorRole } from '../access/roles.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type OperatorUser, readOperatorUser } from './operator-user.ts'
import { endSessionsOf } from './sessions.ts'
import { requireOwnPrograms, requireReach, type UserAuthor } from './user-author.ts'

/** What can be changed of somebody else, those given. */
export interface UserChange {
  readonly role?: OperatorRole | undefined
  /** Null: every program of the operator. */
  readonly programIds?: readonly Uuid[] | null | undefined
  readonly isDisabled?: boolean | undefined
}

/**
 * Changes what somebody may do; it works within a second everywhere, and invitations that they made are withdrawn. Nobody changes themselves or
 * somebody who may do more, and an operator keeps an owner. Throws `not_found`, `permission_denied`, `state_conflict` and `invalid_request`.
 */
export async function changeOperatorUser(tx: Tx, author: UserAuthor, id: Uuid, change: UserChange): Promise<OperatorUser> {
  const { programId, now } = author
  const user = await readOperatorUser(tx, programId, id)
  if (author.userId === id) throw new DomainError('permission_denied', { message: 'Nobody changes their own access.' })
  const role = change.role ?? user.role
  const programIds = role === 'owner' ? null : change.programIds === undefined ? user.programIds : change.programIds
  await requireReach(tx, author, user.role, user.programIds)
  await requireOwnPrograms(tx, user.operatorId, programIds)
  await requireReach(tx, author, role, programIds)
  const isDisabled = change.isDisabled ?? user.disabledAt !== null
  if (user.role === 'owner' && (role !== 'owner' || isDisabled)) await requireAnotherOwner(tx, user)
  await tx.count({
    text: `update operator_user set role = $2, all_programs = $3, disabled_at = case when $4 then coalesce(disabled_at, $5) end, updated_at = $5 where id = $1`,
    values: [id, role, programIds === null, isDisabled, now],
  })
  await tx.count({ text: 'delete from operator_user_program where operator_user_id = $1 and program_id <> all($2)', values: [id, programIds ?? []] })
  await tx.count({ text: 'insert into operator_user_program (operator_user_id, program_id) select $1, unnest($2::uuid[]) on conflict do nothing', values: [id, programIds ?? []] })
  if (isDisabled) await endSessionsOf(tx, id, now)
  await tx.count({ text: 'update invitation set withdrawn_at = $2 where invited_by = $1 and accepted_at is null and withdrawn_at is null', values: [`user:${id}`, now] })
  await recordAudit(tx, { ...author, action: 'user.changed', subjectType: 'user', subjectId: id, details: change })
  return { ...(await readAnyUser(tx, user, programIds)), role }
}

/** The programs may have been taken away in which the one who asks would see the user. */
async function readAnyUser(tx: Tx, user: OperatorUser, programIds: readonly Uuid[] | null): Promise<OperatorUser> {
  const [program] = await tx.sql<{ id: Uuid }>({ text: 'select id from program where operator_id = $1 and ($2::uuid[] is null or id = any($2)) limit 1', values: [user.operatorId, programIds] })
  return readOperatorUser(tx, program?.id ?? '', user.id)
}

/** The owners' rows are locked: of two who are taken away at once, the second finds the first gone. Throws `state_conflict`. */
async function requireAnotherOwner(tx: Tx, user: OperatorUser): Promise<void> {
  const owners = await tx.sql<{ id: Uuid }>({
    text: "select id from operator_user where operator_id = $1 and role = 'owner' and disabled_at is null order by id for update",
    values: [user.operatorId],
  })
  if (owners.some(({ id }) => id !== user.id)) return
  throw new DomainError('state_conflict', { message: 'An operator keeps at least one owner.' })
}

/** Ends all of somebody's sessions. Throws `not_found` and `permission_denied`. */
export async function signOutUser(tx: Tx, author: UserAuthor, id: Uuid): Promise<void> {
  const user = await readOperatorUser(tx, author.programId, id)
  await requireReach(tx, author, user.role, user.programIds)
  await endSessionsOf(tx, id, author.now)
  await recordAudit(tx, { ...author, action: 'user.signed_out', subjectType: 'user', subjectId: id })
}

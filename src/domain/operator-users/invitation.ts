import { randomBytes } from 'node:crypto'
import { build, type Tx } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import { foldEmail } from '../access/fold-email.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { OperatorRole } from '../access/roles.ts'
import type { SecretBox } from '../access/secret-box.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import type { MailLocale } from '../mail/mail-template.ts'
import { queueMail } from '../mail/queue-mail.ts'
import { readOperator } from '../operators/operator.ts'
import { requireOwnPrograms, requireReach, type UserAuthor } from './user-author.ts'

/** Somebody who was asked to join, and has not or has. */
export interface Invitation {
  readonly id: Uuid
  readonly email: string
  readonly role: OperatorRole
  /** Null: every program of the operator. */
  readonly programIds: readonly Uuid[] | null
  readonly invitedBy: string
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
  readonly withdrawnAt: Date | null
}

export interface NewInvitation {
  readonly email: string
  readonly role: OperatorRole
  /** Null: every program of the operator. */
  readonly programIds: readonly Uuid[] | null
  readonly locale: MailLocale
}

const VALID_DAYS = 7
const DAY_MS = 86_400_000
const TOKEN_BYTES = 32

/**
 * Invites an address, by mail. The role and the programs stay within those of whoever invites; a newer invitation to the address ends the
 * older ones. Throws `invalid_request`, `permission_denied` and `already_exists` (a user of this operator).
 */
export async function createInvitation(tx: Tx, author: UserAuthor & { readonly secretBox: SecretBox; readonly publicUrl: string }, input: NewInvitation): Promise<Invitation> {
  const { programId, operatorId, actor, now, secretBox, publicUrl } = author
  const emailFolded = foldEmail(input.email)
  if (emailFolded === null) throw new DomainError('invalid_request', { errors: [{ path: 'email', code: 'invalid_value', message: 'Expected an e-mail address.' }] })
  const programIds = input.role === 'owner' ? null : input.programIds
  await requireOwnPrograms(tx, operatorId, programIds)
  await requireReach(tx, author, input.role, programIds)
  await requireNew(tx, operatorId, emailFolded)
  await tx.count({ text: 'update invitation set withdrawn_at = $3 where operator_id = $1 and email_folded = $2 and accepted_at is null and withdrawn_at is null', values: [operatorId, emailFolded, now] })
  const id: Uuid = newId()
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  await tx.all(
    build.insertInto('invitation').values({
      id, operator_id: operatorId, program_id: programId, email: input.email, email_folded: emailFolded, role: input.role, program_ids: programIds === null ? null : [...programIds],
      token_hash: hashSecret(token), invited_by: actor, created_at: now, expires_at: new Date(now.getTime() + VALID_DAYS * DAY_MS),
    }),
  )
  const operator = await readOperator(tx, operatorId)
  // Behind the sign: no server on the way sees or logs it.
  const words = { inviter: await nameOf(tx, author, operator.name), operator: operator.name, link: `${publicUrl}/admin/invitation#${token}`, days: String(VALID_DAYS) }
  await queueMail(tx, secretBox, { programId: null, operatorId, to: input.email, template: 'operator-invitation', words, locale: input.locale, now })
  await recordAudit(tx, { programId, actor, now, action: 'invitation.created', subjectType: 'invitation', subjectId: id, details: { role: input.role, programIds } })
  return readInvitation(tx, { operatorId, programId }, id)
}

interface InvitationOwner {
  readonly operatorId: Uuid
  readonly programId: Uuid
}

/** Those that lead into a program, newest first. */
export async function listInvitations(tx: Tx, filter: InvitationOwner & { readonly afterId: Uuid | null; readonly limit: number }): Promise<Invitation[]> {
  const query = invitations(filter).orderBy('id', 'desc').limit(filter.limit)
  return tx.all(filter.afterId === null ? query : query.where('id', '<', filter.afterId))
}

/** Throws `not_found`. */
export async function readInvitation(tx: Tx, owner: InvitationOwner, id: Uuid): Promise<Invitation> {
  const invitation = await tx.first(invitations(owner).where('id', '=', id))
  if (invitation === undefined) throw new DomainError('not_found')
  return invitation
}

/** Ends an invitation that nobody has accepted. Throws `not_found`, `permission_denied` and `state_conflict`. */
export async function withdrawInvitation(tx: Tx, author: UserAuthor, id: Uuid): Promise<void> {
  const { role, programIds } = await readInvitation(tx, author, id)
  await requireReach(tx, author, role, programIds)
  const withdrawn = await tx.count({ text: 'update invitation set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1 and accepted_at is null', values: [id, author.now] })
  if (withdrawn === 0) throw new DomainError('state_conflict', { message: 'The invitation was accepted.' })
  await recordAudit(tx, { ...author, action: 'invitation.withdrawn', subjectType: 'invitation', subjectId: id })
}

/** Whether another operator's user has the address is nobody's business: the mailbox finds out. */
async function requireNew(tx: Tx, operatorId: Uuid, emailFolded: string): Promise<void> {
  const [user] = await tx.sql({ text: 'select from operator_user where operator_id = $1 and email_folded = $2', values: [operatorId, emailFolded] })
  if (user === undefined) return
  const message = 'This address has a user already.'
  throw new DomainError('already_exists', { message, errors: [{ path: 'email', code: 'already_exists', message }] })
}

async function nameOf(tx: Tx, { userId }: UserAuthor, otherwise: string): Promise<string> {
  if (userId === null) return otherwise
  const user = await tx.first(build.selectFrom('operator_user').select(['name', 'email']).where('id', '=', userId))
  return user?.name || user?.email || otherwise
}

function invitations({ operatorId, programId }: InvitationOwner) {
  return build
    .selectFrom('invitation')
    .where('operator_id', '=', operatorId)
    .where(({ or, eb, val }) => or([eb('program_ids', 'is', null), eb(val(programId), '=', eb.fn.any('program_ids'))]))
    .select([
      'id', 'email', 'role', 'program_ids as programIds', 'invited_by as invitedBy', 'created_at as createdAt', 'expires_at as expiresAt', 'accepted_at as acceptedAt', 'withdrawn_at as withdrawnAt',
    ])
}

import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { foldEmail } from '../access/fold-email.ts'
import { recordAudit } from '../access/record-audit.ts'
import { readAffiliate } from '../affiliates/affiliate.ts'
import { DomainError } from '../errors.ts'
import { newId, type Uuid } from '../ids.ts'
import { USERS_PER_AFFILIATE } from './affiliate-user.ts'
import { linkUsedUp } from './link-used-up.ts'
import { type MailDesk, mailFromPortal } from './portal-mail.ts'
import type { PortalRole } from './portal-role.ts'
import { hashToken, newToken } from './portal-token.ts'

const INVITATION_DAYS = 7
const DAY_MS = 86_400_000

/** That somebody was asked to work on an affiliate's account, and has not answered yet. */
export interface UserInvitation {
  readonly id: Uuid
  readonly email: string
  readonly role: PortalRole
  readonly mayChangePayouts: boolean
  readonly createdAt: Date
  readonly expiresAt: Date
}

export interface NewInvitation {
  readonly email: string
  readonly role: PortalRole
  readonly mayChangePayouts: boolean
  /** Who is named in the mail. */
  readonly inviter: string
}

const COLUMNS = 'id, email, role, may_change_payouts as "mayChangePayouts", created_at as "createdAt", expires_at as "expiresAt"'

/** The invitations that can still be accepted. */
export function listInvitations(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<UserInvitation[]> {
  return tx.sql<UserInvitation>({
    text: `select ${COLUMNS} from affiliate_invitation where program_id = $1 and affiliate_id = $2 and expires_at > $3 order by id limit $4`,
    values: [programId, affiliateId, now, USERS_PER_AFFILIATE],
  })
}

/**
 * Invites somebody to work on an affiliate's account, by a mail that only its address can follow. A newer invitation of the same address takes the place of the
 * one before. Throws `invalid_request` (email) and `too_many`. Whether the address has an account with another affiliate is not told.
 */
export async function inviteUser(tx: Tx, desk: MailDesk, author: Author, affiliateId: Uuid, { email, role, mayChangePayouts, inviter }: NewInvitation): Promise<UserInvitation> {
  const { programId, actor, now } = author
  const folded = foldEmail(email)
  if (folded === null) throw new DomainError('invalid_request', { errors: [{ path: 'email', code: 'invalid_email', message: 'Expected an e-mail address.' }] })
  const affiliate = await readAffiliate(tx, programId, affiliateId)
  await requireRoom(tx, programId, affiliateId)
  const { token, hash } = newToken()
  const [invitation] = await tx.sql<UserInvitation>({
    text: `insert into affiliate_invitation (program_id, id, affiliate_id, token_hash, email, email_folded, role, may_change_payouts, invited_by, created_at, expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
           on conflict (program_id, affiliate_id, email_folded) do update set token_hash = excluded.token_hash, role = excluded.role, may_change_payouts = excluded.may_change_payouts,
             invited_by = excluded.invited_by, created_at = excluded.created_at, expires_at = excluded.expires_at
           returning ${COLUMNS}`,
    values: [programId, newId(), affiliateId, hash, email, folded, role, mayChangePayouts, actor, now, new Date(now.getTime() + INVITATION_DAYS * DAY_MS)],
  })
  if (invitation === undefined) throw new Error('an invitation neither made nor renewed')
  await recordAudit(tx, { ...author, action: 'affiliate_user.invited', subjectType: 'affiliate', subjectId: affiliateId, details: { role, mayChangePayouts } })
  await mailFromPortal(tx, desk, {
    programId, to: email, language: null, template: 'affiliate-invitation', now,
    words: ({ title, address }) => ({ inviter, affiliate: affiliate.name, program: title, link: `${address}/invitation#token=${token}`, days: String(INVITATION_DAYS) }),
  })
  return invitation
}

async function requireRoom(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  const [row] = await tx.sql<{ count: number }>({
    text: `select (select count(*) from affiliate_user where program_id = $1 and affiliate_id = $2)::integer
                + (select count(*) from affiliate_invitation where program_id = $1 and affiliate_id = $2)::integer as count`,
    values: [programId, affiliateId],
  })
  if ((row?.count ?? 0) >= USERS_PER_AFFILIATE) throw new DomainError('too_many')
}

/** Takes an invitation back. Throws `not_found`. */
export async function withdrawInvitation(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid): Promise<void> {
  const { programId } = author
  const gone = await tx.count({ text: 'delete from affiliate_invitation where program_id = $1 and affiliate_id = $2 and id = $3', values: [programId, affiliateId, id] })
  if (gone === 0) throw new DomainError('not_found')
  await recordAudit(tx, { ...author, action: 'affiliate_user.invitation_withdrawn', subjectType: 'affiliate', subjectId: affiliateId, details: { invitationId: id } })
}

/**
 * Makes a user of who followed the link of an invitation: with its address and role, whatever the caller says. Throws `not_found` (also if the address has got
 * an account meanwhile: it is its owner's, who signs in there).
 */
export async function acceptInvitation(
  tx: Tx, { programId, now }: { readonly programId: Uuid; readonly now: Date }, { token, name, passwordHash }: { readonly token: string; readonly name: string; readonly passwordHash: string },
): Promise<{ readonly affiliateId: Uuid; readonly userId: Uuid }> {
  const userId: Uuid = newId()
  const [made] = await tx.sql<{ affiliateId: Uuid }>({
    text: `with taken as (
             delete from affiliate_invitation where program_id = $1 and token_hash = $2 and expires_at > $3 returning affiliate_id, email, email_folded, role, may_change_payouts)
           insert into affiliate_user (program_id, id, affiliate_id, name, email, email_folded, role, may_change_payouts, password_hash, password_changed_at, email_verified_at, last_signed_in_at, created_at, updated_at)
           select $1, $4, t.affiliate_id, $5, t.email, t.email_folded, t.role, t.may_change_payouts, $6, $3, $3, $3, $3, $3
             from taken t join affiliate a on a.program_id = $1 and a.id = t.affiliate_id and a.erased_at is null and a.status not in ('suspended', 'archived')
           on conflict (program_id, email_folded) do nothing
           returning affiliate_id as "affiliateId"`,
    values: [programId, hashToken(token), now, userId, name, passwordHash],
  })
  if (made === undefined) throw linkUsedUp()
  const { affiliateId } = made
  await recordAudit(tx, { programId, actor: `affiliate-user:${userId}`, now, action: 'affiliate_user.created', subjectType: 'affiliate_user', subjectId: userId, details: { affiliateId } })
  return { affiliateId, userId }
}

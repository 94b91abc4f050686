import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { foldEmail } from '../access/fold-email.ts'
import { recordAudit } from '../access/record-audit.ts'
import type { Language } from '../commissions/explanation.ts'
import { changeAffiliate } from '../affiliates/change-affiliate.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type AffiliateUser, readAffiliateUser } from './affiliate-user.ts'
import { hasTokenSince, issueToken, takeToken } from './affiliate-token.ts'
import { linkUsedUp } from './link-used-up.ts'
import { type MailDesk, mailFromPortal } from './portal-mail.ts'

export interface OwnChange {
  readonly name?: string | undefined
  readonly language?: Language | null | undefined
}

/** Changes what a user says about themselves. */
export async function changeOwnAccount(tx: Tx, author: Author, affiliateId: Uuid, userId: Uuid, { name, language }: OwnChange): Promise<AffiliateUser> {
  const { programId, now } = author
  await tx.count({
    text: `update affiliate_user set name = coalesce($3, name), language = case when $4 then $5 else language end, updated_at = $6 where program_id = $1 and id = $2`,
    values: [programId, userId, name, language !== undefined, language, now],
  })
  return readAffiliateUser(tx, programId, affiliateId, userId)
}

const EMAIL_MINUTES = 60
const AGAIN_MS = 60_000

/**
 * Sends a link to the address that a user wants to have: it takes the place of the old one when it is followed. Whether somebody has it already is told nowhere.
 * Throws `invalid_request` (email).
 */
export async function requestNewEmail(tx: Tx, desk: MailDesk, { programId, now }: Author, user: AffiliateUser, email: string): Promise<void> {
  const folded = foldEmail(email)
  if (folded === null) throw new DomainError('invalid_request', { errors: [{ path: 'email', code: 'invalid_email', message: 'Expected an e-mail address.' }] })
  if (await hasTokenSince(tx, programId, user.id, 'email', new Date(now.getTime() - AGAIN_MS))) return
  const token = await issueToken(tx, { programId, kind: 'email', affiliateId: user.affiliateId, userId: user.id, email, minutes: EMAIL_MINUTES, now })
  await mailFromPortal(tx, desk, {
    programId, to: email, language: user.language, template: 'affiliate-new-address', now,
    words: ({ title, address }) => ({ program: title, link: `${address}/new-address#token=${token}`, minutes: String(EMAIL_MINUTES) }),
  })
}

/** Takes the new address of a user whose mailbox proved it. Throws `not_found` (also if somebody else has it by now). */
export async function confirmNewEmail(tx: Tx, { programId, now }: { readonly programId: Uuid; readonly now: Date }, token: string): Promise<void> {
  const { affiliateId, userId, email } = await takeToken(tx, programId, 'email', token, now)
  if (userId === null || email === null) throw linkUsedUp()
  const author = { programId, actor: `affiliate-user:${userId}`, now }
  try {
    // The contact of the affiliate goes along where it is this very user's, and the one before hears for some days where money goes.
    if (await isContactOf(tx, programId, affiliateId, userId)) await changeAffiliate(tx, author, affiliateId, { email })
    await namingConflicts({ affiliate_user_program_id_email_folded_key: 'email' }, () =>
      tx.count({
        text: 'update affiliate_user set email = $3, email_folded = $4, email_verified_at = $5, updated_at = $5 where program_id = $1 and id = $2',
        values: [programId, userId, email, foldEmail(email), now],
      }),
    )
  } catch (error) {
    throw error instanceof DomainError ? linkUsedUp() : error
  }
  await recordAudit(tx, { ...author, action: 'affiliate_user.address_changed', subjectType: 'affiliate_user', subjectId: userId })
}

async function isContactOf(tx: Tx, programId: Uuid, affiliateId: Uuid, userId: Uuid): Promise<boolean> {
  const found = await tx.sql({
    text: 'select from affiliate a join affiliate_user u on u.program_id = $1 and u.id = $3 and u.email_folded = a.email_folded where a.program_id = $1 and a.id = $2',
    values: [programId, affiliateId, userId],
  })
  return found.length > 0
}

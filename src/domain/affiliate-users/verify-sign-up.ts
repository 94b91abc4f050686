import type { Tx } from '../../db/database.ts'
import { recordAudit } from '../access/record-audit.ts'
import { addAffiliateNote } from '../affiliates/affiliate-note.ts'
import { createAffiliate } from '../affiliates/create-affiliate.ts'
import { foldReferralCode } from '../affiliates/referral-code.ts'
import { recordEvent } from '../outbox/record-event.ts'
import { newId, type Uuid } from '../ids.ts'
import { linkUsedUp } from './link-used-up.ts'
import { hashToken } from './portal-token.ts'

interface SignUp {
  readonly email: string
  readonly emailFolded: string
  readonly name: string
  readonly company: string | null
  readonly country: string | null
  readonly website: string | null
  readonly language: string
  readonly passwordHash: string
  readonly parentCode: string | null
  readonly termsSha256: string | null
  readonly createdAt: Date
}

const ACTOR = 'portal'

export interface VerifiedSignUp {
  readonly affiliateId: Uuid
  readonly userId: Uuid
  readonly email: string
  readonly status: 'active' | 'pending'
}

/**
 * Makes an affiliate of an application whose address is proven now: active, or waiting for an operator, as the program is set. Its applicant
 * is its first user, an owner. Throws `not_found` (the link is unknown, used, too old or replaced), `already_exists` (an affiliate got the address meanwhile) and
 * `affiliate_limit_reached`.
 */
export async function verifySignUp(tx: Tx, { programId, now }: { readonly programId: Uuid; readonly now: Date }, token: string): Promise<VerifiedSignUp> {
  const signUp = await takeSignUp(tx, programId, token, now)
  const author = { programId, actor: ACTOR, now }
  const { email, name, company, country, passwordHash } = signUp
  const status = (await isApproved(tx, programId)) ? 'active' : 'pending'
  const affiliate = await createAffiliate(tx, author, {
    name: company ?? name, displayName: company === null ? null : name, email, country, needsReferralCode: true, status,
    parentAffiliateId: await findParent(tx, programId, signUp.parentCode),
  })
  const userId: Uuid = newId()
  await tx.count({
    text: `insert into affiliate_user (program_id, id, affiliate_id, name, email, email_folded, role, language, password_hash, password_changed_at, email_verified_at, terms_sha256, terms_accepted_at, last_signed_in_at, created_at, updated_at)
           values ($1, $2, $3, $4, $5, $6, 'owner', $7, $8, $9, $10, $11, $12, $10, $10, $10)`,
    values: [programId, userId, affiliate.id, name, email, signUp.emailFolded, signUp.language, passwordHash, signUp.createdAt, now, signUp.termsSha256, signUp.termsSha256 === null ? null : signUp.createdAt],
  })
  await recordAudit(tx, { ...author, actor: `affiliate-user:${userId}`, action: 'affiliate_user.created', subjectType: 'affiliate_user', subjectId: userId, details: { affiliateId: affiliate.id, role: 'owner', termsSha256: signUp.termsSha256 } })
  if (signUp.website !== null) await addAffiliateNote(tx, author, affiliate.id, signUp.website)
  await recordEvent(tx, { programId, kind: 'affiliate.applied', subjectType: 'affiliate', subjectId: affiliate.id, affiliateId: affiliate.id, payload: { status }, now })
  return { affiliateId: affiliate.id, userId, email, status }
}

async function takeSignUp(tx: Tx, programId: Uuid, token: string, now: Date): Promise<SignUp> {
  const [signUp] = await tx.sql<SignUp>({
    text: `delete from affiliate_sign_up where program_id = $1 and token_hash = $2 and expires_at > $3
           returning email, email_folded as "emailFolded", name, company, country, website, language, password_hash as "passwordHash", parent_code as "parentCode",
             terms_sha256 as "termsSha256", created_at as "createdAt"`,
    values: [programId, hashToken(token), now],
  })
  if (signUp === undefined) throw linkUsedUp()
  return signUp
}

async function isApproved(tx: Tx, programId: Uuid): Promise<boolean> {
  const [row] = await tx.sql<{ isApproved: boolean }>({ text: 'select auto_approve as "isApproved" from program_portal where program_id = $1', values: [programId] })
  return row?.isApproved ?? false
}

/** Only somebody of the same program recruits; an unknown code is no reason to turn an applicant away. */
async function findParent(tx: Tx, programId: Uuid, code: string | null): Promise<Uuid | null> {
  if (code === null) return null
  const [parent] = await tx.sql<{ id: Uuid }>({
    text: `select a.id from referral_code r join affiliate a on a.program_id = $1 and a.id = r.affiliate_id
            where r.code = $2 and r.program_id = $1 and a.status = 'active' and not a.is_organic`,
    values: [programId, foldReferralCode(code)],
  })
  return parent?.id ?? null
}

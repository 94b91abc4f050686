import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { foldEmail } from '../access/fold-email.ts'
import { withoutPersonalValues } from '../access/personal-values.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'
import { checkParent, type ParentFields } from './keep-parent.ts'

/** What is given of an affiliate when it is made or changed. */
export interface AffiliateFields extends ParentFields {
  /** Null: it has none and is called by its referral code; one is made up if need be. */
  readonly name?: string | null | undefined
  readonly displayName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  /** See hash-password.ts. */
  readonly passwordHash?: string | undefined
  readonly externalId?: string | null | undefined
  readonly referralCode?: string | null | undefined
  readonly groupId?: Uuid | null | undefined
  readonly country?: string | null | undefined
  readonly currency?: string | undefined
}

/** Which unique constraint speaks about which field. */
export const AFFILIATE_CONFLICTS = {
  affiliate_program_id_external_id_key: 'externalId',
  affiliate_program_id_email_folded_key: 'email',
}

const PERSONAL_FIELDS = new Set(['name', 'displayName', 'email', 'phone', 'passwordHash', 'externalId', 'referralCode', 'country'])

/** What the audit keeps of the fields. */
export function auditedFields(fields: AffiliateFields): object {
  return withoutPersonalValues(fields, PERSONAL_FIELDS)
}

/** The columns of the given fields, but for name and referral code. Throws `invalid_request` (email). */
export function affiliateColumns(fields: AffiliateFields) {
  return {
    display_name: fields.displayName,
    email: fields.email,
    email_folded: fields.email === undefined || fields.email === null ? fields.email : requireEmail(fields.email),
    phone: fields.phone,
    password_hash: fields.passwordHash,
    external_id: fields.externalId,
    parent_affiliate_id: fields.parentAffiliateId,
    group_id: fields.groupId,
    country: fields.country,
    currency: fields.currency,
  }
}

function requireEmail(email: string): string {
  const folded = foldEmail(email)
  if (folded === null) throw new DomainError('invalid_request', { errors: [{ path: 'email', code: 'invalid_email', message: 'Expected an e-mail address.' }] })
  return folded
}

/** Makes sure that the group is the program's own and that the parent can be kept. Call it with `lockAffiliates`. */
export async function checkAffiliatePlace(tx: Tx, author: Author, affiliateId: Uuid, fields: AffiliateFields): Promise<void> {
  await requireOwn(tx, author.programId, 'affiliate_group', fields.groupId, 'group_unknown', 'groupId')
  await checkParent(tx, author, affiliateId, fields)
}

/**
 * Makes sure that no other affiliate of the program has an address, before a referral code is looked for: of two conflicts the one within
 * the program is told. Call it with `lockAffiliates`. Throws `already_exists` and `invalid_request` (email).
 */
export async function requireFreeEmail(tx: Tx, programId: Uuid, affiliateId: Uuid, { email }: AffiliateFields): Promise<void> {
  if (email === undefined || email === null) return
  const holder = await tx.first(build.selectFrom('affiliate').select('id').where('program_id', '=', programId).where('email_folded', '=', requireEmail(email)))
  if (holder === undefined || holder.id === affiliateId) return
  throw new DomainError('already_exists', { errors: [{ path: 'email', code: 'already_exists', message: 'An object with this value exists already.' }] })
}

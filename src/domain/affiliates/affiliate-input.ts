import type { Tx } from '../../db/database.ts'
import { foldEmail } from '../access/fold-email.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'

/** What is given of an affiliate when it is made or changed. */
export interface AffiliateFields {
  readonly name?: string | undefined
  readonly displayName?: string | null | undefined
  readonly email?: string | null | undefined
  readonly externalId?: string | null | undefined
  readonly referralCode?: string | null | undefined
  readonly parentAffiliateId?: Uuid | null | undefined
  readonly groupId?: Uuid | null | undefined
  readonly country?: string | null | undefined
  readonly currency?: string | undefined
}

/** Which unique constraint speaks about which field. */
export const AFFILIATE_CONFLICTS = {
  affiliate_program_id_external_id_key: 'externalId',
  affiliate_program_id_email_folded_key: 'email',
}

/** The columns of the given fields; the referral code is kept by `keepReferralCode`. Throws `invalid_request` (email). */
export function affiliateColumns(fields: AffiliateFields) {
  return {
    name: fields.name,
    display_name: fields.displayName,
    email: fields.email,
    email_folded: fields.email === undefined || fields.email === null ? fields.email : requireEmail(fields.email),
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

/** Makes sure that group and parent are the program's own and that nobody becomes their own ancestor. */
export async function checkAffiliatePlace(tx: Tx, programId: Uuid, affiliateId: Uuid, fields: AffiliateFields): Promise<void> {
  await requireOwn(tx, programId, 'affiliate_group', fields.groupId, 'group_unknown', 'groupId')
  await requireOwn(tx, programId, 'affiliate', fields.parentAffiliateId, 'affiliate_unknown', 'parentAffiliateId')
  if (typeof fields.parentAffiliateId !== 'string') return
  const ancestors = await tx.sql<{ id: Uuid }>({
    text: `with recursive ancestor (id, parent_affiliate_id) as (
        select id, parent_affiliate_id from affiliate where program_id = $1 and id = $2
        union
        select a.id, a.parent_affiliate_id from affiliate a join ancestor on a.program_id = $1 and a.id = ancestor.parent_affiliate_id)
      select id from ancestor where id = $3`,
    values: [programId, fields.parentAffiliateId, affiliateId],
  })
  if (ancestors.length > 0) {
    const message = 'An affiliate cannot be its own ancestor.'
    throw new DomainError('state_conflict', { message, errors: [{ path: 'parentAffiliateId', code: 'own_ancestor', message }] })
  }
}

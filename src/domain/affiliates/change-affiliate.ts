import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type Affiliate, type AffiliateStatus, readAffiliate } from './affiliate.ts'
import { AFFILIATE_CONFLICTS, affiliateColumns, type AffiliateFields, checkAffiliatePlace } from './affiliate-input.ts'
import { keepReferralCode } from './keep-referral-code.ts'
import { lockAffiliates } from './lock-affiliates.ts'

export type AffiliateChange = AffiliateFields & { readonly status?: AffiliateStatus | undefined }

/**
 * Changes what is given of an affiliate. Throws `not_found`, `state_conflict` (the organic affiliate, own ancestor), `group_unknown`,
 * `affiliate_unknown` (parent), `already_exists` (externalId, email, referralCode) and `invalid_request` (email, referralCode).
 */
export async function changeAffiliate(tx: Tx, author: Author, id: Uuid, change: AffiliateChange): Promise<Affiliate> {
  const { programId, now } = author
  await lockAffiliates(tx, programId)
  const affiliate = await readAffiliate(tx, programId, id)
  if (affiliate.isOrganic) throw new DomainError('state_conflict', { message: 'The organic affiliate belongs to the program and cannot be changed.' })
  await checkAffiliatePlace(tx, programId, id, change)
  const values = {
    ...affiliateColumns(change),
    referral_code: change.referralCode === undefined ? undefined : await keepReferralCode(tx, programId, id, change.referralCode),
    status: change.status,
    updated_at: now,
  }
  await namingConflicts(AFFILIATE_CONFLICTS, () =>
    tx.all(build.updateTable('affiliate').set(values).where('program_id', '=', programId).where('id', '=', id)),
  )
  await recordAudit(tx, { ...author, action: 'affiliate.changed', subjectType: 'affiliate', subjectId: id, details: change })
  await notifyLinkChange(tx, programId)
  return readAffiliate(tx, programId, id)
}

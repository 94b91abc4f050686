import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { eraseAffiliatePeople } from '../affiliate-users/change-user.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { eraseTaxProfiles } from '../invoices/erase-tax-profiles.ts'
import { erasePayoutMethods } from '../payout-methods/erase-payout-methods.ts'
import { eraseMessages } from '../payouts/sealed-message.ts'
import { notifyLegacyLinkChange } from '../tracking/notify-legacy-link-change.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { readAffiliate } from './affiliate.ts'
import { dismissRecruits } from './keep-parent.ts'
import { keepSearch } from './keep-search.ts'
import { lockAffiliates } from './lock-affiliates.ts'

/** What erased affiliates and their trackers are called where the books name them. */
export const ERASED_AFFILIATE_NAME = 'Erased affiliate'
export const ERASED_TRACKER_NAME = 'Erased'

/**
 * Erases an affiliate as a person, for good: name, addresses, credentials, referral code and aliases, coupons, links,
 * notes, payout details. E-mail and code are free again. What the books need (transactions, commissions, transfers) stays, under an affiliate without a
 * name whom nobody can look up. Copies elsewhere go in the background (erase-traces.ts). Throws `not_found` and `state_conflict` (the organic affiliate).
 */
export async function eraseAffiliate(tx: Tx, author: Author, id: Uuid): Promise<void> {
  const { programId, now } = author
  await lockAffiliates(tx, programId)
  const { isOrganic } = await readAffiliate(tx, programId, id)
  if (isOrganic) throw new DomainError('state_conflict', { message: 'The organic affiliate belongs to the program and cannot be erased.' })
  await eraseAffiliatePeople(tx, programId, id)
  await erasePerson(tx, programId, id, now)
  // A share of what they earn from now on could be paid to nobody.
  await dismissRecruits(tx, author, id)
  await keepSearch(tx, programId, id)
  await eraseNames(tx, programId, id)
  await eraseLinks(tx, programId, id, now)
  await erasePayoutMethods(tx, programId, id, now)
  await eraseMessages(tx, programId, id)
  await eraseTaxProfiles(tx, author, id)
  await recordAudit(tx, { ...author, action: 'affiliate.erased', subjectType: 'affiliate', subjectId: id })
  await notifyLinkChange(tx, programId)
  await notifyLegacyLinkChange(tx, programId)
}

async function erasePerson(tx: Tx, programId: Uuid, id: Uuid, now: Date): Promise<void> {
  await tx.count({
    text: `update affiliate
              set name = $3, is_named = false, display_name = null, email = null, email_folded = null, phone = null, password_hash = null,
                  external_id = null, referral_code = null, group_id = null, country = null, status = 'archived', erased_at = $4, updated_at = $4
            where program_id = $1 and id = $2`,
    values: [programId, id, ERASED_AFFILIATE_NAME, now],
  })
}

async function eraseNames(tx: Tx, programId: Uuid, id: Uuid): Promise<void> {
  await tx.count({ text: 'delete from referral_code where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: 'delete from former_email where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: 'delete from postback where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: 'delete from coupon where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: 'delete from affiliate_note where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: 'update affiliate_decision set reason = null where program_id = $1 and affiliate_id = $2', values: [programId, id] })
  await tx.count({ text: `delete from media_audience where program_id = $1 and member_id = $2 and kind = 'affiliate'`, values: [programId, id] })
}

const LINKS = 'select l.id from tracking_link l join tracker t on t.program_id = $1 and t.id = l.tracker_id where l.program_id = $1 and t.affiliate_id = $2'
// As erasedSlug does.
const ERASED_SLUG = `'~' || encode(sha256(convert_to(slug, 'UTF8')), 'hex')`

/** Trackers and links stay as what clicks and customers point at. Whoever follows a link is told that it is gone. */
export async function eraseLinks(tx: Tx, programId: Uuid, affiliateId: Uuid, now: Date): Promise<void> {
  await tx.count({ text: `delete from legacy_link where program_id = $1 and tracking_link_id in (${LINKS})`, values: [programId, affiliateId] })
  await tx.count({
    text: `update tracking_link_slug set slug = ${ERASED_SLUG} where program_id = $1 and slug not like '~%' and tracking_link_id in (${LINKS})`,
    values: [programId, affiliateId],
  })
  await tx.count({
    text: `update tracking_link set slug = ${ERASED_SLUG}, landing_page_url = null, status = 'archived', updated_at = $3
            where program_id = $1 and slug not like '~%' and id in (${LINKS})`,
    values: [programId, affiliateId, now],
  })
  await tx.count({
    text: `update tracker set name = $3, external_id = null, status = 'archived', updated_at = $4
            where program_id = $1 and affiliate_id = $2 and (name <> $3 or external_id is not null)`,
    values: [programId, affiliateId, ERASED_TRACKER_NAME, now],
  })
}

import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { followAffiliate } from '../affiliate-users/first-user.ts'
import { namingConflicts } from '../conflicts.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type Affiliate, type AffiliateStatus, readAffiliate } from './affiliate.ts'
import { AFFILIATE_CONFLICTS, affiliateColumns, type AffiliateFields, auditedFields, checkAffiliatePlace, requireFreeEmail } from './affiliate-input.ts'
import { keepFormerEmail } from './former-email.ts'
import { keepParent } from './keep-parent.ts'
import { keepReferralCode, makeReferralCode } from './keep-referral-code.ts'
import { keepSearch } from './keep-search.ts'
import { lockAffiliates } from './lock-affiliates.ts'
import { requirePlanRoom } from './require-plan-room.ts'

export type AffiliateChange = AffiliateFields & { readonly status?: AffiliateStatus | undefined }

/**
 * Changes what is given of an affiliate. Throws `not_found`, `state_conflict` (the organic affiliate, own ancestor), `group_unknown`,
 * `affiliate_unknown` (parent), `already_exists` (externalId, email, referralCode), `invalid_request` (email, referralCode,
 * parentFrom), `too_many` (parents) and `affiliate_limit_reached` (an archived one comes back).
 */
export async function changeAffiliate(tx: Tx, author: Author, id: Uuid, change: AffiliateChange): Promise<Affiliate> {
  const { programId, now } = author
  await lockAffiliates(tx, programId)
  const affiliate = await readAffiliate(tx, programId, id)
  if (affiliate.isOrganic) throw new DomainError('state_conflict', { message: 'The organic affiliate belongs to the program and cannot be changed.' })
  if (affiliate.status === 'archived' && change.status !== undefined && change.status !== 'archived') await requirePlanRoom(tx, await ownProgram(tx, programId))
  await checkAffiliatePlace(tx, author, id, change)
  await requireFreeEmail(tx, programId, id, change)
  const values = { ...affiliateColumns(change), ...(await nameAndCode(tx, programId, affiliate, change)), status: change.status, updated_at: now }
  await namingConflicts(AFFILIATE_CONFLICTS, () =>
    tx.all(build.updateTable('affiliate').set(values).where('program_id', '=', programId).where('id', '=', id)),
  )
  await keepFormerEmail(tx, author, affiliate, change.email)
  await followAffiliate(tx, author, affiliate, change)
  await keepParent(tx, author, id, change)
  await keepSearch(tx, programId, id)
  await recordAudit(tx, { ...author, action: 'affiliate.changed', subjectType: 'affiliate', subjectId: id, details: auditedFields(change) })
  await notifyLinkChange(tx, programId)
  return readAffiliate(tx, programId, id)
}

/** Who has no name is called by the referral code, also by the next one. */
async function nameAndCode(tx: Tx, programId: Uuid, affiliate: Affiliate, change: AffiliateChange) {
  const code = change.referralCode === undefined ? affiliate.referralCode : await keepReferralCode(tx, programId, affiliate.id, change.referralCode)
  if (typeof change.name === 'string') return { name: change.name, is_named: true, referral_code: code }
  if (change.name === undefined && (affiliate.isNamed || code === null)) return { referral_code: code }
  const standIn = code ?? (await makeReferralCode(tx, programId, affiliate.id))
  return { name: standIn, is_named: false, referral_code: standIn }
}

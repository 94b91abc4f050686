import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { type Affiliate, readAffiliate } from './affiliate.ts'
import { AFFILIATE_CONFLICTS, affiliateColumns, type AffiliateFields, auditedFields, checkAffiliatePlace, requireFreeEmail } from './affiliate-input.ts'
import { keepParent } from './keep-parent.ts'
import { keepReferralCode, makeReferralCode } from './keep-referral-code.ts'
import { keepSearch } from './keep-search.ts'
import { lockAffiliates } from './lock-affiliates.ts'
import { requirePlanRoom } from './require-plan-room.ts'

export interface NewAffiliate extends AffiliateFields {
  readonly status?: 'pending' | 'active' | 'inactive' | 'suspended' | undefined
  /** A referral code is made up when none is given; always so for one without a name. */
  readonly needsReferralCode?: boolean | undefined
}

/**
 * Adds an affiliate; its currency is the program's unless given. Throws `affiliate_limit_reached`, `group_unknown`, `affiliate_unknown`
 * (parent), `already_exists` (externalId, email, referralCode) and `invalid_request` (email, referralCode, parentFrom).
 */
export async function createAffiliate(tx: Tx, author: Author, { needsReferralCode, ...input }: NewAffiliate): Promise<Affiliate> {
  const { programId, now } = author
  const program = await ownProgram(tx, programId)
  const id: Uuid = newId()
  await lockAffiliates(tx, programId)
  await requirePlanRoom(tx, program)
  await checkAffiliatePlace(tx, author, id, input)
  await requireFreeEmail(tx, programId, id, input)
  const values = {
    ...affiliateColumns(input),
    ...(await nameAndCode(tx, programId, id, input, needsReferralCode ?? false)),
    program_id: programId,
    id,
    number: await nextNumber(tx, programId),
    currency: input.currency ?? program.currency,
    status: input.status ?? ('active' as const),
    created_at: now,
    updated_at: now,
  }
  await namingConflicts(AFFILIATE_CONFLICTS, () => tx.all(build.insertInto('affiliate').values(values)))
  if (typeof input.parentAffiliateId === 'string') await keepParent(tx, author, id, input)
  await keepSearch(tx, programId, id)
  await recordAudit(tx, { ...author, action: 'affiliate.created', subjectType: 'affiliate', subjectId: id, details: auditedFields(input) })
  return readAffiliate(tx, programId, id)
}

async function nameAndCode(tx: Tx, programId: Uuid, id: Uuid, { name, referralCode }: AffiliateFields, needsCode: boolean) {
  const given = await keepReferralCode(tx, programId, id, referralCode ?? null)
  if (typeof name === 'string') return { name, is_named: true, referral_code: given ?? (needsCode ? await makeReferralCode(tx, programId, id) : null) }
  const code = given ?? (await makeReferralCode(tx, programId, id))
  return { name: code, is_named: false, referral_code: code }
}

/** Numbers are counted per program, without a sequence that programs would share and could read each other's growth from. */
async function nextNumber(tx: Tx, programId: Uuid): Promise<number> {
  const [row] = await tx.sql<{ next: number }>({
    name: 'next-affiliate-number',
    text: 'select coalesce(max(number), 0) + 1 as next from affiliate where program_id = $1',
    values: [programId],
  })
  return row?.next ?? 1
}

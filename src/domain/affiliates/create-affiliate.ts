import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { type Affiliate, readAffiliate } from './affiliate.ts'
import { AFFILIATE_CONFLICTS, affiliateColumns, type AffiliateFields, checkAffiliatePlace } from './affiliate-input.ts'
import { keepReferralCode } from './keep-referral-code.ts'
import { lockAffiliates } from './lock-affiliates.ts'

export interface NewAffiliate extends AffiliateFields {
  readonly name: string
  readonly status?: 'pending' | 'active' | 'inactive' | 'suspended' | undefined
}

/**
 * Adds an affiliate; its currency is the program's unless given. Throws `group_unknown`, `affiliate_unknown` (parent),
 * `already_exists` (externalId, email, referralCode) and `invalid_request` (email, referralCode).
 */
export async function createAffiliate(tx: Tx, author: Author, input: NewAffiliate): Promise<Affiliate> {
  const { programId, now } = author
  const { currency } = await ownProgram(tx, programId)
  const id: Uuid = newId()
  await lockAffiliates(tx, programId)
  await checkAffiliatePlace(tx, programId, id, input)
  const values = {
    ...affiliateColumns(input),
    program_id: programId,
    id,
    number: await nextNumber(tx, programId),
    name: input.name,
    currency: input.currency ?? currency,
    referral_code: await keepReferralCode(tx, programId, id, input.referralCode ?? null),
    status: input.status ?? ('active' as const),
    created_at: now,
    updated_at: now,
  }
  await namingConflicts(AFFILIATE_CONFLICTS, () => tx.all(build.insertInto('affiliate').values(values)))
  await recordAudit(tx, { ...author, action: 'affiliate.created', subjectType: 'affiliate', subjectId: id, details: input })
  return readAffiliate(tx, programId, id)
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

import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'

/**
 * Makes sure that a coupon stands for an affiliate of the program that can still earn by it. Throws `affiliate_unknown`, and
 * `state_conflict` for an archived or the organic one.
 */
export async function requireCouponAffiliate(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await requireOwn(tx, programId, 'affiliate', affiliateId, 'affiliate_unknown', 'affiliateId')
  const affiliate = await tx.first(
    build.selectFrom('affiliate').select(['status', 'is_organic']).where('program_id', '=', programId).where('id', '=', affiliateId).forNoKeyUpdate(),
  )
  if (affiliate !== undefined && affiliate.status !== 'archived' && !affiliate.is_organic) return
  const message = 'A coupon cannot stand for an archived affiliate or the organic one.'
  throw new DomainError('state_conflict', { message, errors: [{ path: 'affiliateId', code: 'state_conflict', message }] })
}

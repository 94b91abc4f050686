import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type AffiliateStatus = 'pending' | 'active' | 'inactive' | 'suspended' | 'archived'

/** A marketer who sends customers and earns commission. */
export interface Affiliate {
  readonly id: Uuid
  /** Counted per program from 1; the organic one has 0. */
  readonly number: number
  readonly name: string
  /** False: nobody gave a name, `name` is the referral code. */
  readonly isNamed: boolean
  readonly displayName: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly externalId: string | null
  readonly status: AffiliateStatus
  readonly referralCode: string | null
  readonly parentAffiliateId: Uuid | null
  readonly groupId: Uuid | null
  readonly country: string | null
  readonly currency: string
  /** The program's own holder of customers whom nobody sent. */
  readonly isOrganic: boolean
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** What the column can hold. */
const LARGEST_NUMBER = 2 ** 31 - 1

/** Throws `not_found`, also for one that was erased. */
export async function readAffiliate(tx: Tx, programId: Uuid, id: Uuid): Promise<Affiliate> {
  const affiliate = await tx.first(affiliates(programId).where('id', '=', id))
  if (affiliate === undefined) throw affiliateNotFound()
  return affiliate
}

/** The affiliate with a number. Throws `not_found`: none, erased, archived or the organic one. */
export async function readAffiliateByNumber(tx: Tx, programId: Uuid, number: number): Promise<Affiliate> {
  if (number < 1 || number > LARGEST_NUMBER) throw affiliateNotFound()
  const affiliate = await tx.first(affiliates(programId).where('number', '=', number).where('status', '<>', 'archived'))
  if (affiliate === undefined) throw affiliateNotFound()
  return affiliate
}

/** Affiliates by their ids, in the order of their numbers. */
export async function readAffiliates(tx: Tx, programId: Uuid, ids: readonly Uuid[]): Promise<Affiliate[]> {
  return ids.length === 0 ? [] : tx.all(affiliates(programId).where('id', 'in', ids).orderBy('number'))
}

function affiliates(programId: Uuid) {
  return build
    .selectFrom('affiliate')
    .where('program_id', '=', programId)
    .where('erased_at', 'is', null)
    .select([
      'id',
      'number',
      'name',
      'is_named as isNamed',
      'display_name as displayName',
      'email',
      'phone',
      'external_id as externalId',
      'status',
      'referral_code as referralCode',
      'parent_affiliate_id as parentAffiliateId',
      'group_id as groupId',
      'country',
      'currency',
      'is_organic as isOrganic',
      'created_at as createdAt',
      'updated_at as updatedAt',
    ])
}

function affiliateNotFound(): DomainError {
  return new DomainError('not_found', { message: 'Affiliate not found' })
}

import type { Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import type { Language } from '../commissions/explanation.ts'
import type { PortalRole } from './portal-role.ts'

/** Somebody who can sign in to the portal for an affiliate. */
export interface AffiliateUser {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly name: string
  readonly email: string
  readonly role: PortalRole
  /** Beside the role; owners may anyway. */
  readonly mayChangePayouts: boolean
  /** Null: the portal's. */
  readonly language: Language | null
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  readonly disabledAt: Date | null
  readonly lastSignedInAt: Date | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

const COLUMNS = `u.id, u.affiliate_id as "affiliateId", u.name, u.email, u.role, u.may_change_payouts as "mayChangePayouts", u.language,
  u.password_hash is not null as "hasPassword", u.totp_confirmed_at is not null as "hasSecondFactor", u.disabled_at as "disabledAt",
  u.last_signed_in_at as "lastSignedInAt", u.created_at as "createdAt", u.updated_at as "updatedAt"`

/** One user of an affiliate. Throws `not_found`, also for another affiliate's. */
export async function readAffiliateUser(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<AffiliateUser> {
  const [user] = await tx.sql<AffiliateUser>({
    name: 'affiliate-user', text: `select ${COLUMNS} from affiliate_user u where u.program_id = $1 and u.affiliate_id = $2 and u.id = $3`, values: [programId, affiliateId, id],
  })
  if (user === undefined) throw new DomainError('not_found')
  return user
}

export const USERS_PER_AFFILIATE = 50

/** All users of an affiliate, in the order in which they came; bounded by USERS_PER_AFFILIATE. */
export function listAffiliateUsers(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<AffiliateUser[]> {
  return tx.sql<AffiliateUser>({
    name: 'affiliate-users', text: `select ${COLUMNS} from affiliate_user u where u.program_id = $1 and u.affiliate_id = $2 order by u.id limit $3`, values: [programId, affiliateId, USERS_PER_AFFILIATE],
  })
}

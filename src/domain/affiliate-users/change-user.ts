import type { Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { lockAffiliates } from '../affiliates/lock-affiliates.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { type AffiliateUser, readAffiliateUser } from './affiliate-user.ts'
import { dropTokens } from './affiliate-token.ts'
import { endSessionsOf } from './first-user.ts'
import type { PortalRole } from './portal-role.ts'

export interface UserChange {
  readonly role?: PortalRole | undefined
  readonly mayChangePayouts?: boolean | undefined
  /** Disabled users cannot sign in; their sessions end. */
  readonly isDisabled?: boolean | undefined
}

/**
 * Changes what somebody may do for an affiliate, from the next request on. The last owner who can sign in stays one. Throws `not_found` and
 * `state_conflict`.
 */
export async function changeAffiliateUser(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid, change: UserChange): Promise<AffiliateUser> {
  const { programId, now } = author
  await lockAffiliates(tx, programId)
  const user = await readAffiliateUser(tx, programId, affiliateId, id)
  const losesOwner = (change.role !== undefined && change.role !== 'owner') || change.isDisabled === true
  if (user.role === 'owner' && losesOwner) await requireAnotherOwner(tx, programId, affiliateId, id)
  await tx.count({
    text: `update affiliate_user set role = coalesce($3, role), may_change_payouts = coalesce($4, may_change_payouts),
             disabled_at = case when $5::boolean is null then disabled_at when $5 then coalesce(disabled_at, $6) end, updated_at = $6
            where program_id = $1 and id = $2`,
    values: [programId, id, change.role, change.mayChangePayouts, change.isDisabled, now],
  })
  if (change.isDisabled === true) await endEverything(tx, programId, id, now)
  await recordAudit(tx, { ...author, action: 'affiliate_user.changed', subjectType: 'affiliate_user', subjectId: id, details: change })
  return readAffiliateUser(tx, programId, affiliateId, id)
}

/** Takes somebody off an affiliate's account for good. The last owner stays. Throws `not_found` and `state_conflict`. */
export async function removeAffiliateUser(tx: Tx, author: Author, affiliateId: Uuid, id: Uuid): Promise<void> {
  const { programId } = author
  await lockAffiliates(tx, programId)
  const user = await readAffiliateUser(tx, programId, affiliateId, id)
  if (user.role === 'owner') await requireAnotherOwner(tx, programId, affiliateId, id)
  await eraseUsers(tx, programId, 'u.id = $2', id)
  await recordAudit(tx, { ...author, action: 'affiliate_user.removed', subjectType: 'affiliate_user', subjectId: id })
}

async function requireAnotherOwner(tx: Tx, programId: Uuid, affiliateId: Uuid, id: Uuid): Promise<void> {
  const others = await tx.sql({
    text: "select from affiliate_user where program_id = $1 and affiliate_id = $2 and id <> $3 and role = 'owner' and disabled_at is null limit 1", values: [programId, affiliateId, id],
  })
  if (others.length === 0) throw new DomainError('state_conflict', { message: 'This is the last owner: make somebody else an owner first.' })
}

async function endEverything(tx: Tx, programId: Uuid, userId: Uuid, now: Date): Promise<void> {
  await endSessionsOf(tx, programId, userId, null, now)
  await dropTokens(tx, programId, userId)
}

/** Takes away whoever can sign in for an affiliate that is erased, its keys, and what was on its way to them. Call it with `lockAffiliates`. */
export async function eraseAffiliatePeople(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await eraseMails(tx, programId, affiliateId)
  await eraseUsers(tx, programId, 'u.affiliate_id = $2', affiliateId)
  for (const table of ['affiliate_session', 'affiliate_token', 'affiliate_invitation']) {
    await tx.count({ text: `delete from ${table} where program_id = $1 and affiliate_id = $2`, values: [programId, affiliateId] })
  }
  await tx.count({
    text: `delete from affiliate_api_key_lookup where program_id = $1 and affiliate_api_key_id in (select id from affiliate_api_key where program_id = $1 and affiliate_id = $2)`,
    values: [programId, affiliateId],
  })
  await tx.count({ text: 'delete from affiliate_api_key where program_id = $1 and affiliate_id = $2', values: [programId, affiliateId] })
}

/** What was sent to any address of an affiliate. */
async function eraseMails(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  await tx.count({
    text: `delete from mail where program_id = $1 and recipient in (
             select email from affiliate where program_id = $1 and id = $2
             union select email from affiliate_user where program_id = $1 and affiliate_id = $2
             union select email from affiliate_invitation where program_id = $1 and affiliate_id = $2
             union select email from former_email where program_id = $1 and affiliate_id = $2)`,
    values: [programId, affiliateId],
  })
}

async function eraseUsers(tx: Tx, programId: Uuid, which: 'u.id = $2' | 'u.affiliate_id = $2', value: Uuid): Promise<void> {
  const users = `select u.id from affiliate_user u where u.program_id = $1 and ${which}`
  for (const table of ['affiliate_session', 'affiliate_token', 'affiliate_recovery_code']) {
    await tx.count({ text: `delete from ${table} where program_id = $1 and affiliate_user_id in (${users})`, values: [programId, value] })
  }
  await tx.count({ text: `delete from affiliate_user u where u.program_id = $1 and ${which}`, values: [programId, value] })
}

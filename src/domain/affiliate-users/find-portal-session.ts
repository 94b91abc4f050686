import type { Database } from '../../db/database.ts'
import type { AffiliateStatus } from '../affiliates/affiliate.ts'
import type { Uuid } from '../ids.ts'
import type { PortalCredential } from './portal-credential.ts'
import { type PortalRole, portalPermissions } from './portal-role.ts'
import { readSessionSecret } from './portal-token.ts'

interface SessionRow {
  readonly id: Uuid
  readonly affiliateId: Uuid
  readonly affiliateStatus: AffiliateStatus
  readonly operatorId: Uuid
  readonly userId: Uuid | null
  readonly role: PortalRole | null
  readonly mayChangePayouts: boolean | null
  readonly actedBy: string | null
  readonly freshAt: Date | null
  readonly secondFactorAt: Date | null
  readonly lastUsedAt: Date
}

const LAST_USED_STEP_MS = 5 * 60_000

/**
 * The credential of a portal session, or null: unknown, ended, expired, still waiting for its second factor, its user disabled, or its
 * affiliate suspended or gone. Read anew for each request, so that each of these holds from the next one on.
 */
export async function findPortalSession(db: Database, secret: string, now: Date): Promise<PortalCredential | null> {
  const read = readSessionSecret(secret)
  if (read === null) return null
  const { programId, hash } = read
  return db.inProgram(programId, async (tx) => {
    const [row] = await tx.sql<SessionRow>({ name: 'portal-session', text: SESSION, values: [programId, hash, now] })
    if (row === undefined) return null
    if (now.getTime() - row.lastUsedAt.getTime() >= LAST_USED_STEP_MS) {
      await tx.count({ text: 'update affiliate_session set last_used_at = $3 where program_id = $1 and id = $2', values: [programId, row.id, now] })
    }
    return credentialOf(programId, row)
  })
}

const SESSION = `select s.id, s.affiliate_id as "affiliateId", a.status as "affiliateStatus", p.operator_id as "operatorId", u.id as "userId", u.role,
      u.may_change_payouts as "mayChangePayouts", s.acted_by as "actedBy", s.fresh_at as "freshAt", s.second_factor_at as "secondFactorAt", s.last_used_at as "lastUsedAt"
    from affiliate_session s
    join program p on p.id = $1
    join affiliate a on a.program_id = $1 and a.id = s.affiliate_id
    left join affiliate_user u on u.program_id = $1 and u.id = s.affiliate_user_id
   where s.program_id = $1 and s.token_hash = $2 and s.ended_at is null and s.expires_at > $3 and s.challenge_until is null
     and (s.affiliate_user_id is null or u.disabled_at is null)`

function credentialOf(programId: Uuid, row: SessionRow): PortalCredential | null {
  const { role, userId, actedBy, affiliateStatus } = row
  const mayChangePayouts = role === 'owner' || row.mayChangePayouts === true
  const permissions = portalPermissions(role === null ? { kind: 'operator' } : { kind: 'person', role, mayChangePayouts }, affiliateStatus)
  if (permissions === null) return null
  return {
    kind: 'session',
    id: userId ?? row.id,
    programId,
    operatorId: row.operatorId,
    permissions,
    actor: actedBy ?? `affiliate-user:${userId}`,
    lastUsedAt: row.lastUsedAt,
    portal: {
      affiliateId: row.affiliateId, affiliateStatus, affiliateUserId: userId, role: role ?? 'viewer', mayChangePayouts, actedBy,
      session: { id: row.id, freshAt: row.freshAt, secondFactorAt: row.secondFactorAt },
    },
  }
}

import type { Database } from '../../db/database.ts'
import { hashSecret } from '../access/api-key-secret.ts'
import type { AffiliateStatus } from '../affiliates/affiliate.ts'
import type { Uuid } from '../ids.ts'
import type { PortalCredential } from './portal-credential.ts'
import { portalPermissions } from './portal-role.ts'

interface KeyRow {
  readonly affiliateId: Uuid
  readonly affiliateStatus: AffiliateStatus
  readonly operatorId: Uuid
  readonly access: 'read' | 'write'
  readonly lastUsedAt: Date | null
}

const LAST_USED_STEP_MS = 60_000

/** The credential of an affiliate's API key, or null: unknown, revoked, or its affiliate pending, suspended or gone. */
export async function findAffiliateKey(db: Database, secret: string, now: Date): Promise<PortalCredential | null> {
  const [owner] = await db.shared((tx) =>
    tx.sql<{ programId: Uuid; id: Uuid }>({
      name: 'affiliate-key-lookup', text: 'select program_id as "programId", affiliate_api_key_id as id from affiliate_api_key_lookup where key_hash = $1', values: [hashSecret(secret)],
    }),
  )
  if (owner === undefined) return null
  const { programId, id } = owner
  return db.inProgram(programId, async (tx) => {
    const [row] = await tx.sql<KeyRow>({ name: 'affiliate-key', text: KEY, values: [programId, id] })
    if (row === undefined) return null
    if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() >= LAST_USED_STEP_MS) {
      await tx.count({ text: 'update affiliate_api_key set last_used_at = $3 where program_id = $1 and id = $2', values: [programId, id, now] })
    }
    return credentialOf(programId, id, row)
  })
}

const KEY = `select k.affiliate_id as "affiliateId", a.status as "affiliateStatus", p.operator_id as "operatorId", k.access, k.last_used_at as "lastUsedAt"
    from affiliate_api_key k
    join program p on p.id = $1
    join affiliate a on a.program_id = $1 and a.id = k.affiliate_id
   where k.program_id = $1 and k.id = $2 and k.revoked_at is null`

function credentialOf(programId: Uuid, id: Uuid, row: KeyRow): PortalCredential | null {
  const permissions = portalPermissions({ kind: 'key', access: row.access }, row.affiliateStatus)
  if (permissions === null) return null
  return {
    kind: 'api_key',
    id,
    programId,
    operatorId: row.operatorId,
    permissions,
    actor: `affiliate-key:${id}`,
    lastUsedAt: row.lastUsedAt,
    portal: {
      affiliateId: row.affiliateId, affiliateStatus: row.affiliateStatus, affiliateUserId: null, role: 'viewer', mayChangePayouts: false, actedBy: null, session: null,
    },
  }
}

import { arrayLiteral } from '../../db/bulk.ts'
import type { Database } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { domainsOfOrigin } from './allowed-domains.ts'

/** Whose pages may report to a program. */
export interface PagePolicy {
  readonly operatorId: Uuid
  readonly allowedDomains: readonly string[]
}

/** The policy of a program; null when there is none. */
export async function readPagePolicy(db: Database, programId: Uuid): Promise<PagePolicy | null> {
  const [policy] = await db.shared((tx) =>
    tx.sql<PagePolicy>({
      name: 'page-policy',
      text: 'select operator_id as "operatorId", allowed_domains as "allowedDomains" from program where id = $1',
      values: [programId],
    }),
  )
  return policy ?? null
}

/** Whether some program allows pages of this origin. */
export async function isAllowedSomewhere(db: Database, origin: string): Promise<boolean> {
  const domains = domainsOfOrigin(origin)
  if (domains.length === 0) return false
  const rows = await db.shared((tx) =>
    tx.sql({ name: 'allowed-somewhere', text: 'select from program where allowed_domains && $1::text[] limit 1', values: [arrayLiteral(domains)] }),
  )
  return rows.length > 0
}

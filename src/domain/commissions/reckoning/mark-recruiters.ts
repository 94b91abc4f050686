import { arrayLiteral } from '../../../db/bulk.ts'
import type { Tx } from '../../../db/database.ts'
import type { Uuid } from '../../ids.ts'
import { MAX_LEVELS } from '../components/sub-affiliate/read-sub-affiliate.ts'
import { markAffiliates } from './mark-affiliates.ts'

/**
 * Says that what recruiters earn of affiliates may have changed: theirs, at every level and of all times, are reckoned again soon. Answers
 * who they are. One look into an index for each affiliate that nobody recruited.
 */
export async function markRecruiters(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Uuid[]> {
  const recruiters = await findRecruiters(tx, programId, affiliateIds)
  await markAffiliates(tx, programId, recruiters)
  return recruiters
}

/** Whoever is or was above the affiliates, as far up as any plan can reach. */
export async function findRecruiters(tx: Tx, programId: Uuid, affiliateIds: readonly Uuid[]): Promise<Uuid[]> {
  if (affiliateIds.length === 0) return []
  const rows = await tx.sql<{ id: Uuid }>({
    name: 'recruiters',
    text: `with recursive above (id, level) as (
        select p.parent_id, 1 from unnest($2::uuid[]) as below (id)
          join affiliate_parent p on p.program_id = $1 and p.affiliate_id = below.id and p.parent_id is not null
        union
        select p.parent_id, above.level + 1 from above
          join affiliate_parent p on p.program_id = $1 and p.affiliate_id = above.id and p.parent_id is not null
         where above.level < $3)
      select distinct id from above`,
    values: [programId, arrayLiteral([...new Set(affiliateIds)]), MAX_LEVELS],
  })
  return rows.map(({ id }) => id)
}

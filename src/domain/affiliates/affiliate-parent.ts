import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** Who an affiliate's parent was, and when: half-open. */
export interface ParentTerm {
  /** Null: nobody. */
  readonly parentId: Uuid | null
  /** Null for one that was erased as a person. */
  readonly parentName: string | null
  readonly from: Date
  /** Null: still. */
  readonly until: Date | null
  readonly decidedBy: string
  readonly decidedAt: Date
}

/**
 * SQL: until when a decision `p` of affiliate_parent holds, as `e.until`. A later decision takes the place of all earlier ones from its own
 * date on, so that is the earliest date of those after it; a decision holds at all when `p.effective_from < e.until`.
 */
export const DECISION_END = `cross join lateral (
    select coalesce(min(n.effective_from), 'infinity') as until from affiliate_parent n
     where n.program_id = p.program_id and n.affiliate_id = p.affiliate_id and n.number > p.number) e`

/** Who an affiliate's parents were, newest first; decisions that others have taken the place of are left out. Bounded by MAX_DECISIONS. */
export function readParents(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<ParentTerm[]> {
  return tx.sql<ParentTerm>({
    name: 'affiliate-parents',
    text: `select p.parent_id as "parentId", case when a.erased_at is null then a.name end as "parentName", p.effective_from as from,
                  nullif(e.until, 'infinity') as until, p.created_by as "decidedBy", p.created_at as "decidedAt"
             from affiliate_parent p ${DECISION_END}
             left join affiliate a on a.program_id = $1 and a.id = p.parent_id
            where p.program_id = $1 and p.affiliate_id = $2 and p.effective_from < e.until
            order by p.number desc`,
    values: [programId, affiliateId],
  })
}

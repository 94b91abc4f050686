import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { DECISION_END } from './affiliate-parent.ts'

/** A time during which an affiliate was below another one, at one level: half-open. */
export interface RecruitStay {
  /** Whose recruit. */
  readonly recruiterId: Uuid
  readonly affiliateId: Uuid
  readonly parentId: Uuid
  /** 1: recruited by the recruiter itself. */
  readonly level: number
  readonly from: Date
  /** Null: still. */
  readonly until: Date | null
}

/**
 * SQL: `below`, all that recruiters ($2) recruited within a program ($1), down to a level ($3). A stay ends when anybody between the two gets
 * another parent; nobody is below themselves at any moment, so it ends by itself.
 */
export const RECRUIT_TREE = `with recursive below (recruiter_id, affiliate_id, parent_id, level, from_at, until_at) as (
    select p.parent_id, p.affiliate_id, p.parent_id, 1, p.effective_from, e.until
      from affiliate_parent p ${DECISION_END}
     where p.program_id = $1 and p.parent_id = any($2::uuid[]) and p.effective_from < e.until
    union all
    select b.recruiter_id, p.affiliate_id, p.parent_id, b.level + 1, greatest(b.from_at, p.effective_from), least(b.until_at, e.until)
      from below b join affiliate_parent p on p.program_id = $1 and p.parent_id = b.affiliate_id ${DECISION_END}
     where b.level < $3 and greatest(b.from_at, p.effective_from) < least(b.until_at, e.until))`

/** Every stay below the recruiters, of all times, by recruiter, affiliate and time. */
export function readRecruitTree(tx: Tx, programId: Uuid, recruiterIds: readonly Uuid[], levels: number): Promise<RecruitStay[]> {
  return tx.sql<RecruitStay>({
    name: 'recruit-tree',
    text: `${RECRUIT_TREE}
      select recruiter_id as "recruiterId", affiliate_id as "affiliateId", parent_id as "parentId", level, from_at as from, nullif(until_at, 'infinity') as until
        from below order by recruiter_id, affiliate_id, from_at`,
    values: [programId, arrayLiteral(recruiterIds), levels],
  })
}

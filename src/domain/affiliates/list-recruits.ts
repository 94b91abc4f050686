import type { Tx } from '../../db/database.ts'
import { MAX_LEVELS } from '../commissions/components/sub-affiliate/read-sub-affiliate.ts'
import type { Uuid } from '../ids.ts'
import { RECRUIT_TREE, type RecruitStay } from './read-recruit-tree.ts'

/** An affiliate that is or was below another one. */
export interface ListedRecruit {
  /** The recruit's own. */
  readonly id: Uuid
  readonly name: string
  /** When it first came below the recruiter, at any level. */
  readonly joinedAt: Date
  /** Oldest first. */
  readonly stays: readonly Omit<RecruitStay, 'recruiterId' | 'affiliateId'>[]
}

export interface RecruitFilter {
  readonly programId: Uuid
  readonly recruiterId: Uuid
  /** Who was never this near is left out. */
  readonly levels: number
  readonly afterId: Uuid | null
  readonly limit: number
}

/** Whoever is or was below an affiliate, the newest affiliates first; those who were erased are left out. */
export async function listRecruits(tx: Tx, { programId, recruiterId, levels, afterId, limit }: RecruitFilter): Promise<ListedRecruit[]> {
  const rows = await tx.sql<Omit<RecruitStay, 'recruiterId'> & { readonly name: string }>({
    text: `${RECRUIT_TREE}, page as (
        select a.id, a.name from affiliate a
         where a.program_id = $1 and a.id in (select affiliate_id from below where level <= $6) and a.erased_at is null and ($4::uuid is null or a.id < $4)
         order by a.id desc limit $5)
      select page.id as "affiliateId", page.name, parent_id as "parentId", level, from_at as from, nullif(until_at, 'infinity') as until
        from page join below on below.affiliate_id = page.id order by page.id desc, from_at`,
    values: [programId, [recruiterId], MAX_LEVELS, afterId, limit, levels],
  })
  return [...Map.groupBy(rows, ({ affiliateId }) => affiliateId)].map(([id, stays]) => recruitOf(id, stays))
}

function recruitOf(id: Uuid, rows: readonly (Omit<RecruitStay, 'recruiterId'> & { readonly name: string })[]): ListedRecruit {
  const [first] = rows
  if (first === undefined) throw new Error('a recruit that was never below')
  return { id, name: first.name, joinedAt: first.from, stays: rows.map(({ parentId, level, from, until }) => ({ parentId, level, from, until })) }
}

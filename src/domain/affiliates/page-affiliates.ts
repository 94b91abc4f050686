import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { type Affiliate, type AffiliateStatus, readAffiliates } from './affiliate.ts'
import { parseSearch, type Search } from './search-text.ts'

export interface AffiliatePageFilter {
  readonly programId: Uuid
  readonly statuses: readonly AffiliateStatus[]
  /** A part of name, e-mail or referral code, without regard to case and accents; empty finds everybody. */
  readonly search: string
  /** From 1. */
  readonly page: number
  readonly limit: number
}

export interface AffiliatePage {
  readonly affiliates: readonly Affiliate[]
  /** Of all pages. */
  readonly total: number
}

/** No program has as many affiliates: what lies behind is empty. */
const FURTHEST_OFFSET = 2 ** 31

/** A numbered page of affiliates in the order of their numbers, without the organic one, and how many there are in all. */
export async function pageAffiliates(tx: Tx, { programId, statuses, search, page, limit }: AffiliatePageFilter): Promise<AffiliatePage> {
  const found = parseSearch(search)
  const condition = conditionOf(found)
  const [row] = await tx.sql<{ total: number; ids: Uuid[] }>({
    text: `with found as (
        select number, id from affiliate where program_id = $1 and status = any($2::text[]) and not is_organic and erased_at is null ${condition})
      select (select count(*) from found)::int as total,
             array(select id from (select number, id from found order by number limit $3 offset $4) listed order by number)::text[] as ids`,
    values: [programId, arrayLiteral(statuses), limit, Math.min((page - 1) * limit, FURTHEST_OFFSET), ...valuesOf(found)],
  })
  return { affiliates: await readAffiliates(tx, programId, row?.ids ?? []), total: row?.total ?? 0 }
}

// Row-level security lets comparisons of text into the index; strpos sees only what they have found.
function conditionOf(search: Search | null): string {
  if (search === null) return ''
  return search.range === null ? IS_FOUND : `${IS_FOUND} and id in (select affiliate_id from affiliate_search where program_id = $1 and suffix >= $6 and suffix < $7)`
}

const IS_FOUND = 'and strpos(search_text, $5) > 0'

function valuesOf(search: Search | null): string[] {
  if (search === null) return []
  return search.range === null ? [search.text] : [search.text, search.range.first, search.range.beyond]
}

import { arrayLiteral, BulkRows, columns } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'
import { searchTextOf, sortNameOf, suffixesOf } from './search-text.ts'

interface SearchedRow {
  readonly name: string
  readonly email: string | null
  readonly referral_code: string | null
  readonly is_named: boolean
  readonly search_text: string | null
}

/** Lets an affiliate be found by what it is called now. To be called, with `lockAffiliates`, whenever name, e-mail or code change. */
export async function keepSearch(tx: Tx, programId: Uuid, affiliateId: Uuid): Promise<void> {
  const [row] = await tx.sql<SearchedRow>({
    name: 'searched-fields',
    text: 'select name, email, referral_code, is_named, search_text from affiliate where program_id = $1 and id = $2',
    values: [programId, affiliateId],
  })
  if (row === undefined) throw new Error('an affiliate that does not exist')
  const searchText = searchTextOf({ name: row.is_named ? row.name : null, email: row.email, referralCode: row.referral_code })
  if (searchText === row.search_text) return
  await replaceSuffixes(tx, programId, affiliateId, suffixesOf(row.search_text ?? ''), suffixesOf(searchText))
  await tx.count({
    name: 'keep-search-text',
    text: 'update affiliate set search_text = $3, sort_name = $4 where program_id = $1 and id = $2',
    values: [programId, affiliateId, searchText, sortNameOf(searchText)],
  })
}

async function replaceSuffixes(tx: Tx, programId: Uuid, affiliateId: Uuid, old: readonly string[], fresh: readonly string[]): Promise<void> {
  const [wanted, present] = [new Set(fresh), new Set(old)]
  const gone = old.filter((suffix) => !wanted.has(suffix))
  if (gone.length > 0) {
    await tx.count({
      name: 'drop-suffixes',
      text: 'delete from affiliate_search where program_id = $1 and suffix = any($2::text[]) and affiliate_id = $3',
      values: [programId, arrayLiteral(gone), affiliateId],
    })
  }
  const rows = new BulkRows(columns('program_id uuid, suffix text, affiliate_id uuid'))
  for (const suffix of fresh) if (!present.has(suffix)) rows.add(programId, suffix, affiliateId)
  await rows.insertInto(tx, 'affiliate_search')
}

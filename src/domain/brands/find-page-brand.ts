import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

/** The brand that a page speaks for: named by our id or the operator's, else the program's default. Null unless its pages may register. */
export async function findPageBrand(tx: Tx, programId: Uuid, named: string | null): Promise<Uuid | null> {
  const [brand] = await tx.sql<{ id: Uuid }>({
    name: 'page-brand',
    text: `select b.id from brand b join program p on p.id = $1
            where b.program_id = $1 and b.accept_browser_registrations and b.status = 'active'
              and case when $2::text is null then b.id = p.default_brand_id else b.id::text = $2 or b.external_id = $2 end
            order by b.id::text = $2 desc limit 1`,
    values: [programId, named],
  })
  return brand?.id ?? null
}

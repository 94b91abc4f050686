import { arrayLiteral } from '../../db/bulk.ts'
import type { Tx } from '../../db/database.ts'
import type { Uuid } from '../ids.ts'

export interface NamedBrand {
  readonly id: Uuid
  readonly name: string
  readonly externalId: string | null
}

/** The brand each item names by our id, the operator's, or both (then they must agree); undefined for an unknown or archived one. */
export async function resolveBrands(
  tx: Tx, programId: Uuid, items: readonly { readonly brandId: Uuid | null, readonly externalBrandId: string | null }[],
): Promise<(NamedBrand | undefined)[]> {
  const ids = unique(items.map((item) => item.brandId))
  const externalIds = unique(items.map((item) => item.externalBrandId))
  const brands = await tx.sql<NamedBrand>({
    name: 'brands-by-name',
    text: `select id, name, external_id as "externalId" from brand
            where program_id = $1 and status <> 'archived' and (id = any($2::uuid[]) or external_id = any($3::text[]))`,
    values: [programId, arrayLiteral(ids), arrayLiteral(externalIds)],
  })
  const byId = new Map(brands.map((brand) => [brand.id, brand]))
  const byExternalId = new Map(brands.map((brand) => [brand.externalId, brand]))
  return items.map(({ brandId, externalBrandId }) => {
    const brand = brandId === null ? (externalBrandId === null ? undefined : byExternalId.get(externalBrandId)) : byId.get(brandId)
    return externalBrandId === null || brand?.externalId === externalBrandId ? brand : undefined
  })
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))]
}

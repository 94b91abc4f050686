import type { Tx } from '../../db/database.ts'
import type { BrandStatus } from '../brands/brand.ts'
import type { Uuid } from '../ids.ts'

/** A brand as affiliates see it: nothing of what it takes off, how it approves or how it is wired. */
export interface PromotedBrand {
  readonly id: Uuid
  readonly name: string
  readonly industry: string | null
  /** The host of its landing page. */
  readonly website: string | null
  readonly deepLinkHosts: readonly string[]
  readonly status: BrandStatus
  readonly products: readonly { readonly id: Uuid; readonly name: string }[]
}

const BRANDS_MAX = 1_000
const PRODUCTS_MAX = 10_000

/** Brands of a program with their active products, by name: at most 1,000 and 10,000 of all. */
export async function listPromotedBrands(tx: Tx, programId: Uuid): Promise<PromotedBrand[]> {
  const brands = await tx.sql<Omit<PromotedBrand, 'website' | 'products'> & { readonly landingPageUrl: string }>({
    name: 'portal-brands',
    text: `select id, name, industry, landing_page_url as "landingPageUrl", deep_link_hosts as "deepLinkHosts", status from brand
            where program_id = $1 order by status <> 'active', name, id limit $2`,
    values: [programId, BRANDS_MAX],
  })
  const products = await tx.sql<{ id: Uuid; brandId: Uuid; name: string }>({
    name: 'portal-products', text: `select id, brand_id as "brandId", name from product where program_id = $1 and status = 'active' order by name, id limit $2`, values: [programId, PRODUCTS_MAX],
  })
  const ofBrand = Map.groupBy(products, ({ brandId }) => brandId)
  return brands.map(({ landingPageUrl, ...brand }) => ({ ...brand, website: URL.parse(landingPageUrl)?.host ?? null, products: (ofBrand.get(brand.id) ?? []).map(({ id, name }) => ({ id, name })) }))
}

import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'

export type ProductStatus = 'active' | 'inactive' | 'archived'

/** A part of a brand's business with its own terms. */
export interface Product {
  readonly id: Uuid
  readonly brandId: Uuid
  readonly name: string
  readonly externalId: string | null
  readonly landingPageUrl: string | null
  readonly status: ProductStatus
  /** Null: the brand's apply. */
  readonly deductions: unknown
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ProductFilter {
  readonly programId: Uuid
  readonly afterId: Uuid | null
  readonly limit: number
  readonly brandId?: Uuid | undefined
  readonly externalId?: string | undefined
  /** A part of the name, whatever its case. */
  readonly search?: string | undefined
  readonly status?: ProductStatus | undefined
}

/** Throws `not_found`. */
export async function readProduct(tx: Tx, programId: Uuid, id: Uuid): Promise<Product> {
  const product = await tx.first(products(programId).where('product.id', '=', id))
  if (product === undefined) throw new DomainError('not_found')
  return product
}

/** Newest first; archived ones only when asked for. */
export async function listProducts(tx: Tx, filter: ProductFilter): Promise<Product[]> {
  let query = products(filter.programId).orderBy('product.id', 'desc').limit(filter.limit)
  if (filter.afterId !== null) query = query.where('product.id', '<', filter.afterId)
  if (filter.brandId !== undefined) query = query.where('product.brand_id', '=', filter.brandId)
  if (filter.externalId !== undefined) query = query.where('product.external_id', '=', filter.externalId)
  const search = filter.search?.trim().toLowerCase() ?? ''
  if (search !== '') query = query.where((is) => is(is.fn<number>('strpos', [is.fn('lower', ['product.name']), is.val(search)]), '>', 0))
  query = filter.status === undefined ? query.where('product.status', '<>', 'archived') : query.where('product.status', '=', filter.status)
  return tx.all(query)
}

function products(programId: Uuid) {
  return build
    .selectFrom('product')
    .leftJoin('deduction_set', (join) =>
      join.onRef('deduction_set.program_id', '=', 'product.program_id').onRef('deduction_set.id', '=', 'product.deduction_set_id'),
    )
    .where('product.program_id', '=', programId)
    .select((is) => [
      'product.id',
      'product.brand_id as brandId',
      'product.name',
      'product.external_id as externalId',
      'product.landing_page_url as landingPageUrl',
      'product.status',
      is.ref('deduction_set.deductions').as('deductions'),
      'product.created_at as createdAt',
      'product.updated_at as updatedAt',
    ])
}

import { build, type Tx } from '../../db/database.ts'
import { DomainError } from '../errors.ts'
import type { Uuid } from '../ids.ts'
import { requireOwn } from '../programs/require-own.ts'

/** Makes sure that a medium's brand and product are the program's own and belong together. Throws `brand_unknown` and `product_unknown`. */
export async function requireMediaPlace(tx: Tx, programId: Uuid, place: { readonly brandId?: Uuid | null | undefined; readonly productId?: Uuid | null | undefined }): Promise<void> {
  await requireOwn(tx, programId, 'brand', place.brandId, 'brand_unknown', 'brandId')
  if (place.productId === null || place.productId === undefined) return
  const product = await tx.first(build.selectFrom('product').select('brand_id').where('program_id', '=', programId).where('id', '=', place.productId))
  if (product !== undefined && product.brand_id === place.brandId) return
  throw new DomainError('product_unknown', { errors: [{ path: 'productId', code: 'product_unknown', message: 'The brand has no such product.' }] })
}

import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import type { Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { notifyLinkChange } from '../tracking/notify-link-change.ts'
import { type NewProduct, PRODUCT_CONFLICTS } from './create-product.ts'
import { keepDeductions } from './keep-deductions.ts'
import { type Product, type ProductStatus, readProduct } from './product.ts'

export type ProductChange = { readonly [Field in Exclude<keyof NewProduct, 'status' | 'brandId'>]?: NewProduct[Field] | undefined } & {
  readonly status?: ProductStatus | undefined
}

/** Changes what is given of a product. Throws `not_found`, `already_exists` (externalId) and `invalid_request` (deductions). */
export async function changeProduct(tx: Tx, author: Author, id: Uuid, change: ProductChange): Promise<Product> {
  const { programId, now } = author
  await readProduct(tx, programId, id)
  const { currency } = await ownProgram(tx, programId)
  const values = {
    name: change.name,
    external_id: change.externalId,
    landing_page_url: change.landingPageUrl,
    status: change.status,
    deduction_set_id: change.deductions === undefined ? undefined : await keepDeductions(tx, programId, currency, change.deductions, now),
    updated_at: now,
  }
  await namingConflicts(PRODUCT_CONFLICTS, () =>
    tx.all(build.updateTable('product').set(values).where('program_id', '=', programId).where('id', '=', id)),
  )
  await recordAudit(tx, { ...author, action: 'product.changed', subjectType: 'product', subjectId: id, details: change })
  await notifyLinkChange(tx, programId)
  return readProduct(tx, programId, id)
}

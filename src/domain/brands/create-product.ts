import { build, type Tx } from '../../db/database.ts'
import type { Author } from '../access/author.ts'
import { recordAudit } from '../access/record-audit.ts'
import { namingConflicts } from '../conflicts.ts'
import { newId, type Uuid } from '../ids.ts'
import { ownProgram } from '../programs/own-program.ts'
import { requireOwn } from '../programs/require-own.ts'
import { keepDeductions } from './keep-deductions.ts'
import { type Product, readProduct } from './product.ts'

export interface NewProduct {
  readonly brandId: Uuid
  readonly name: string
  readonly externalId?: string | null | undefined
  readonly landingPageUrl?: string | null | undefined
  readonly status?: 'active' | 'inactive' | undefined
  readonly deductions?: readonly unknown[] | null | undefined
}

/** Which unique constraint speaks about which field. */
export const PRODUCT_CONFLICTS = { product_program_id_brand_id_external_id_key: 'externalId' }

/** Adds a product to a brand. Throws `brand_unknown`, `already_exists` (externalId) and `invalid_request` (deductions). */
export async function createProduct(tx: Tx, author: Author, input: NewProduct): Promise<Product> {
  const { programId, now } = author
  await requireOwn(tx, programId, 'brand', input.brandId, 'brand_unknown', 'brandId')
  const { currency } = await ownProgram(tx, programId)
  const id: Uuid = newId()
  const values = {
    program_id: programId,
    id,
    brand_id: input.brandId,
    name: input.name,
    external_id: input.externalId ?? null,
    landing_page_url: input.landingPageUrl ?? null,
    status: input.status ?? 'active',
    deduction_set_id: await keepDeductions(tx, programId, currency, input.deductions, now),
    created_at: now,
    updated_at: now,
  } as const
  await namingConflicts(PRODUCT_CONFLICTS, () => tx.all(build.insertInto('product').values(values)))
  await recordAudit(tx, { ...author, action: 'product.created', subjectType: 'product', subjectId: id, details: input })
  return readProduct(tx, programId, id)
}

import { z } from 'zod'
import type { Product } from '../../../domain/brands/product.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const productAnswer = z
  .strictObject({
    ...commonFields,
    brandId: answeredId,
    name: z.string(),
    externalId: z.string().nullable(),
    landingPageUrl: z.string().nullable(),
    status: z.enum(['active', 'inactive', 'archived']),
    deductions: z.array(z.record(z.string(), z.unknown())).nullable(),
  })
  .meta({ id: 'Product' })

export function presentProduct(product: Product): object {
  return {
    id: product.id,
    createdTs: product.createdAt,
    updatedTs: product.updatedAt,
    brandId: product.brandId,
    name: product.name,
    externalId: product.externalId,
    landingPageUrl: product.landingPageUrl,
    status: product.status,
    deductions: product.deductions,
  }
}

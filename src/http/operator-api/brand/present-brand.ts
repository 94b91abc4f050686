import { z } from 'zod'
import type { Brand } from '../../../domain/brands/brand.ts'
import { commonFields } from '../../plumbing/fields.ts'

export const brandAnswer = z
  .strictObject({
    ...commonFields,
    name: z.string().meta({ examples: ['BetTest'] }),
    industry: z.string().nullable(),
    externalId: z.string().nullable(),
    landingPageUrl: z.string(),
    deepLinkHosts: z.array(z.string()),
    autoApprove: z.boolean(),
    approvalStage: z.enum(['transaction', 'commission']),
    allowAnonymousTransactions: z.boolean(),
    clickParameter: z.string(),
    acceptBrowserRegistrations: z.boolean(),
    status: z.enum(['active', 'inactive', 'archived']),
    deductions: z.array(z.record(z.string(), z.unknown())),
  })
  .meta({ id: 'Brand' })

export function presentBrand(brand: Brand): object {
  return {
    id: brand.id,
    createdTs: brand.createdAt,
    updatedTs: brand.updatedAt,
    name: brand.name,
    industry: brand.industry,
    externalId: brand.externalId,
    landingPageUrl: brand.landingPageUrl,
    deepLinkHosts: brand.deepLinkHosts,
    autoApprove: brand.autoApprove,
    approvalStage: brand.approvalStage,
    allowAnonymousTransactions: brand.allowAnonymousTransactions,
    clickParameter: brand.clickParameter,
    acceptBrowserRegistrations: brand.acceptBrowserRegistrations,
    status: brand.status,
    deductions: brand.deductions ?? [],
  }
}

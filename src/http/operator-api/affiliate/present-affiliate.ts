import { z } from 'zod'
import type { Affiliate } from '../../../domain/affiliates/affiliate.ts'
import type { AffiliateFigures } from '../../../domain/affiliates/read-affiliate-figures.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredId, commonFields } from '../../plumbing/fields.ts'

export const affiliateAnswer = z
  .strictObject({
    ...commonFields,
    number: z.int().meta({ description: 'Counted per program: the id that the campaign API knows it by.' }),
    name: z.string(),
    displayName: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    externalId: z.string().nullable(),
    status: z.enum(['pending', 'active', 'inactive', 'suspended', 'archived']),
    referralCode: z.string().nullable(),
    parentAffiliateId: answeredId.nullable(),
    groupId: answeredId.nullable(),
    country: z.string().meta({ examples: ['MT'] }).nullable(),
    currency: z.string().meta({ examples: ['EUR'] }),
    isOrganic: z.boolean().meta({ description: "The program's own holder of customers whom nobody sent; it never earns." }),
  })
  .meta({ id: 'Affiliate' })

const figuresAnswer = z
  .strictObject({
    clicks: z.int().meta({ description: 'Valid ones of the last 30 days.' }),
    customers: z.int(),
    commission: z.number().meta({ description: 'Of all lines that are not rejected, less what was taken back.' }),
    payable: z.number().meta({ description: 'What could be paid now.' }),
    currency: z.string().meta({ examples: ['EUR'] }),
  })
  .meta({ id: 'AffiliateFigures' })

export const listedAffiliateAnswer = affiliateAnswer.extend({ figures: figuresAnswer.optional() }).meta({ id: 'ListedAffiliate' })

export function presentFigures({ clicks, customers, commissionMinor, payableMinor }: AffiliateFigures, currency: string): object {
  return { clicks, customers, commission: exactNumber(minorToText(commissionMinor, currency)), payable: exactNumber(minorToText(payableMinor, currency)), currency }
}

export function presentAffiliate(affiliate: Affiliate): object {
  return {
    id: affiliate.id,
    createdTs: affiliate.createdAt,
    updatedTs: affiliate.updatedAt,
    number: affiliate.number,
    name: affiliate.name,
    displayName: affiliate.displayName,
    email: affiliate.email,
    phone: affiliate.phone,
    externalId: affiliate.externalId,
    status: affiliate.status,
    referralCode: affiliate.referralCode,
    parentAffiliateId: affiliate.parentAffiliateId,
    groupId: affiliate.groupId,
    country: affiliate.country,
    currency: affiliate.currency,
    isOrganic: affiliate.isOrganic,
  }
}

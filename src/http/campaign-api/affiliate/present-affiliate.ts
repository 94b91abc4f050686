import { z } from 'zod'
import type { Affiliate } from '../../../domain/affiliates/affiliate.ts'
import type { AffiliateTotals } from '../../../domain/affiliates/affiliate-totals.ts'
import { exactNumber, minorToText } from '../../../domain/money/amounts.ts'
import { answeredInstant } from '../../plumbing/fields.ts'
import { SHOWN_STATUSES } from './affiliate-fields.ts'

export const affiliateAnswer = z
  .strictObject({
    id: z.int(),
    name: z.string().optional().meta({ description: 'Absent when there is none.', examples: ['João Silva'] }),
    email: z.string().meta({ description: 'Empty when there is none: an affiliate that was made elsewhere.', examples: ['joao@parceiro.example'] }),
    phone: z.string().optional().meta({ description: 'Absent when there is none.', examples: ['+55 11 91234-5678'] }),
    referralId: z.string().meta({ description: 'Empty when there is none: an affiliate that was made elsewhere.', examples: ['JOAO2024'] }),
    status: z.enum(SHOWN_STATUSES).meta({ examples: ['active'] }),
    createdAt: answeredInstant,
    totalConversions: z.int().meta({ description: 'Of every status.', examples: [50] }),
    totalCommissions: z.number().meta({ description: 'Approved and paid, in the currency of the campaign.', examples: [2000] }),
    totalPaid: z.number().meta({ description: 'Payouts that were paid, in the currency of the campaign.', examples: [1500] }),
  })
  .meta({ id: 'Affiliate' })

/** An affiliate as this dialect knows it. `currency` is the campaign's. */
export function presentAffiliate(affiliate: Affiliate, totals: AffiliateTotals, currency: string): object {
  const { number, name, isNamed, email, phone, referralCode, status, createdAt } = affiliate
  return {
    id: number,
    ...(isNamed ? { name } : {}),
    email: email ?? '',
    ...(phone === null ? {} : { phone }),
    referralId: referralCode ?? '',
    status: status === 'pending' || status === 'active' ? status : 'inactive',
    createdAt,
    totalConversions: totals.conversions,
    totalCommissions: exactNumber(minorToText(totals.commissionsMinor, currency)),
    totalPaid: exactNumber(minorToText(totals.paidMinor, currency)),
  }
}

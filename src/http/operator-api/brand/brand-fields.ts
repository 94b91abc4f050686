import { z } from 'zod'
import { externalId, hostName, text, webAddress } from '../../plumbing/fields.ts'
import { deductions } from './deduction-fields.ts'

const MOST_HOSTS = 100

const fields = z.strictObject({
  name: text(200),
  industry: text(100).nullish(),
  externalId: externalId.nullish(),
  landingPageUrl: webAddress,
  deepLinkHosts: z.array(hostName).max(MOST_HOSTS).optional().meta({ description: 'Hosts that `?url=` of a tracking link may lead to.' }),
  autoApprove: z.boolean().optional(),
  approvalStage: z.enum(['transaction', 'commission']).optional().meta({ description: 'What waits for approval when `autoApprove` is off.' }),
  allowAnonymousTransactions: z.boolean().optional(),
  status: z.enum(['active', 'inactive']).optional(),
  deductions: deductions.optional(),
})

const example = {
  name: 'BetTest',
  industry: 'gambling',
  externalId: 'bettest',
  landingPageUrl: 'https://bettest.example?btag=[ClickKey]',
  deepLinkHosts: ['bettest.example'],
  autoApprove: true,
  deductions: [
    { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
    { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20', countries: ['MT'], whenNegative: 'clamp' },
  ],
}

export const newBrandBody = fields.meta({ id: 'NewBrand', examples: [example] })
export const changedBrandBody = fields.partial().meta({ id: 'BrandChange', examples: [{ autoApprove: false }] })

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
  clickParameter: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/, { error: 'A parameter has 1 to 64 letters, digits, _, . and -.' }).optional().meta({
    description: 'The query parameter in which its pages receive our click key, for the tracking script. Default: `clickKey`.', examples: ['btag'],
  }),
  acceptBrowserRegistrations: z.boolean().optional().meta({
    description: 'Its pages may register customers and transactions themselves, without a key. Anybody can imitate a page: they are held until they are confirmed.',
  }),
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

import type { BuilderWord } from './words.ts'

/** Usual deals to begin with. Amounts are examples, meant to be changed. */
export const STARTS: readonly { readonly word: BuilderWord; readonly components: readonly object[] }[] = [
  { word: 'start_cpa', components: [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 30 } }] }] },
  { word: 'start_share', components: [{ type: 'revenue_share', rate: '25' }] },
  {
    word: 'start_tiers',
    components: [
      {
        type: 'revenue_share',
        tiers: {
          metric: 'net_revenue',
          window: 'period',
          application: 'marginal',
          bands: [
            { from: 0, rate: '25' },
            { from: 1000, rate: '30' },
            { from: 5000, rate: '35' },
          ],
        },
      },
    ],
  },
  {
    word: 'start_hybrid',
    components: [
      { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 30 } }] },
      { type: 'revenue_share', rate: '25' },
    ],
  },
  { word: 'start_sale', components: [{ type: 'percent_of_sale', rate: '10' }] },
  { word: 'start_subscription', components: [{ type: 'percent_of_sale', rate: '20', recurring: { months: 12 } }] },
  { word: 'start_lead', components: [{ type: 'cpl', amount: 5, requirements: { verified: true } }] },
]

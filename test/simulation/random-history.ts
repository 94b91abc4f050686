import { Books } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { pick, type Random } from './random.ts'

/** Plans of every kind: rated with each transaction, reckoned from history, and both. */
export const PLANS = {
  hybrid: [
    { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40, withinDays: 20, withinFrom: 'registration' } }, { amount: 80, requirements: { minNetRevenue: 60 } }] },
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 150, rate: '35' }] } },
  ],
  whole: [
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'ftd_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 2, rate: '30' }, { from: 4, rate: '0' }] } },
    { type: 'cpa', levels: [{ amount: 10, requirements: { minDeposits: 2, minWager: 30 } }] },
  ],
  lifetime: [{ type: 'revenue_share', base: 'gross_revenue', tiers: { metric: 'deposits', window: 'lifetime', application: 'whole', bands: [{ from: 0, rate: '7.5' }, { from: 200, rate: '12.25' }] } }],
  sales: [{ type: 'percent_of_sale', steps: [{ rate: '40', count: 2 }, { rate: '20' }], recurring: { months: 1 } }, { type: 'fixed_per_sale', amount: 3, recurring: { count: 3 } }],
  plain: [{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 1.5 }],
  capped: [
    { type: 'percent_of_sale', rate: '10', caps: [{ per: 'affiliate', window: 'month', count: 4 }, { per: 'customer', window: 'week', amount: 6 }] },
    { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40 } }], caps: [{ per: 'plan', window: 'lifetime', count: 3 }] },
    { type: 'revenue_share', rate: '20', carryover: { mode: 'carry', what: 'base', cap: { amount: 40 } } },
  ],
  advance: [
    { type: 'cpa', levels: [{ amount: 30, requirements: { minDeposits: 1 } }], asAdvance: true },
    { type: 'revenue_share', base: 'gross_revenue', rate: '35' },
  ],
  counted: [
    { type: 'revenue_share', tiers: { metric: 'active_customers', window: { days: 45 }, application: 'whole', demotion: false, bands: [{ from: 0, rate: '10' }, { from: 2, rate: '20' }] }, highRollers: { threshold: 50, expiryMonths: 2 } },
    { type: 'bonus', amount: 25, metric: 'deposits', threshold: 150, repeats: 'every_period' },
  ],
}

const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
]

export type Item = Record<string, unknown>

/** A random history of five customers over two months: with late refunds, chargebacks, supplied commissions and equal times. */
export function randomHistory(next: Random, size: number): Item[] {
  const items: Item[] = []
  const refundable: string[] = []
  for (let i = 0; i < size; i += 1) {
    const externalId = `t${i}`
    const day = 1 + Math.floor(next() * 50)
    const common = { externalId, externalCustomerId: `c${Math.floor(next() * 5)}`, transactionDate: new Date(Date.UTC(2026, 9, day, Math.floor(next() * 24))).toISOString() }
    const amount = Math.round(next() * 10_000) / 100
    const kind = pick(next, ['deposit', 'revenue', 'revenue', 'sale', 'sale', 'wager', 'withdrawal', 'mixed', 'refund', 'chargeback', 'supplied'])
    if (kind === 'deposit') items.push({ ...common, type: kind, depositAmount: amount })
    if (kind === 'revenue') items.push({ ...common, type: kind, grossRevenue: next() < 0.3 ? -amount : amount })
    if (kind === 'sale') items.push({ ...common, type: kind, saleAmount: amount + 0.01 })
    if (kind === 'wager') items.push({ ...common, type: kind, wageredAmount: amount })
    if (kind === 'withdrawal') items.push({ ...common, type: kind, withdrawalAmount: amount })
    if (kind === 'mixed') items.push({ ...common, type: 'revenue', depositAmount: amount, grossRevenue: amount / 3, saleAmount: amount / 2, wageredAmount: amount * 2 })
    if (kind === 'supplied') items.push({ ...common, type: 'revenue', grossRevenue: amount, ...pick(next, [{ cpaCommission: 20 }, { revShareCommission: 4.44 }, { fixedCommission: 1.11 }]) })
    if (kind === 'chargeback') items.push({ ...common, type: kind, depositAmount: amount / 4 })
    if (kind === 'refund' && refundable.length > 0) items.push({ ...common, type: kind, saleAmount: amount / 2, depositAmount: amount / 2, relatedExternalId: pick(next, refundable) })
    if (['deposit', 'sale', 'mixed'].includes(kind)) refundable.push(externalId)
  }
  return items
}

/** A program with the plan as its default, two affiliates and five customers. */
export async function openHistory(context: TestContext, plan: unknown[], approval = {}): Promise<{ books: Books; affiliates: string[] }> {
  const books = await Books.open(context, { deductions: DEDUCTIONS, ...approval })
  const affiliates = [await books.affiliate(), await books.affiliate()]
  await books.defaultPlan(plan, 7)
  for (let i = 0; i < 5; i += 1) await books.customer(`c${i}`, affiliates[i % 2] ?? null, { registeredAt: '2026-09-30T12:00:00.000Z' })
  return { books, affiliates }
}

import type { Uuid } from '../../src/domain/ids.ts'
import { Books } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

export const at = (day: number, time = '10:00') => `2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`

type Item = Record<string, unknown>
const item = (type: string, amount: string) => (externalId: string, day: number, value: number, more: Item = {}): Item => ({
  externalId, type, transactionDate: at(day), externalCustomerId: 'c1', [amount]: value, ...more,
})
export const revenue = item('revenue', 'grossRevenue')
export const deposit = item('deposit', 'depositAmount')
export const sale = item('sale', 'saleAmount')
export const refundOf = (externalId: string, day: number, saleAmount: number, relatedExternalId: string, more: Item = {}): Item => ({
  externalId, type: 'refund', transactionDate: at(day), externalCustomerId: 'c1', saleAmount, relatedExternalId, ...more,
})

export const share = (application: string, bands: unknown[], more: Item = {}) => ({
  type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application, bands, ...more },
})
export const flat = (rate: string) => ({ type: 'revenue_share', base: 'net_revenue', rate })

/** A program with one customer (c1) of one affiliate. */
export async function program(context: TestContext, components: unknown[], settings: Parameters<typeof Books.open>[1] = {}, holdDays = 0): Promise<{ books: Books; affiliate: Uuid; planId: Uuid }> {
  const books = await Books.open(context, settings)
  const affiliate = await books.affiliate()
  const planId = await books.defaultPlan(components, holdDays)
  await books.customer('c1', affiliate)
  return { books, affiliate, planId }
}

/** The ids of the lines of a transaction, in the order they were made. */
export async function lineIds(books: Books, externalId: string): Promise<Uuid[]> {
  const rows = await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ id: Uuid }>({
      text: `select c.id from commission c join transaction t on t.program_id = c.program_id and t.id = c.transaction_id
              where c.program_id = $1 and t.external_id = $2 order by c.id`,
      values: [books.programId, externalId],
    }),
  )
  return rows.map(({ id }) => id)
}

const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
  { name: 'Bonus', kind: 'bonus', base: 'supplied' },
]

const COMPONENTS = [
  { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20, withinDays: 30 } }, { amount: 80, requirements: { minNetRevenue: 100 } }] },
  share('marginal', [{ from: 0, rate: '25' }, { from: 100, rate: '35' }]),
  { type: 'percent_of_sale', steps: [{ rate: '40', count: 2 }, { rate: '20' }], recurring: { months: 12 } },
  { type: 'fixed_per_sale', amount: 1.5 },
]

/**
 * A program with every kind of line: all rules at once, deductions, refunds, chargebacks, late events, supplied commissions,
 * rejections, two versions, approvals, an organic and an excluded customer, matured and pending lines.
 */
export async function mixedHistory(context: TestContext): Promise<{ books: Books; affiliates: readonly Uuid[] }> {
  const books = await Books.open(context, { deductions: DEDUCTIONS, autoApprove: false, approvalStage: 'commission', allowAnonymous: false })
  const affiliates = [await books.affiliate(), await books.affiliate(), await books.affiliate('suspended')] as const
  const planId = await books.defaultPlan(COMPONENTS, 5)
  await books.planVersion(planId, 2, [{ ...COMPONENTS[1], tiers: { ...share('marginal', [{ from: 0, rate: '30' }]).tiers } }, { type: 'percent_of_sale', rate: '10', recurring: { count: 5 } }], 0, { from: at(10), appliesTo: 'from_date' })
  await books.customer('c1', affiliates[0])
  await books.customer('c2', affiliates[0], { revShareExcluded: true })
  await books.customer('c3', affiliates[1], { registeredAt: at(9) })
  await books.customer('c4', affiliates[2])
  await books.customer('c5', null)
  const of = (externalCustomerId: string) => ({ externalCustomerId })
  await books.send(deposit('d1', 2, 14), revenue('r1', 3, 60, { depositAmount: 10, deductions: [{ name: 'bonus', amount: 3.33 }] }), sale('s1', 3, 99.95), sale('s2', 4, 20))
  await books.send(revenue('r2', 5, 90), deposit('d2', 6, 30, of('c3')), revenue('r3', 7, 0.01, of('c2')), revenue('r4', 7, 12, of('c4')), revenue('r5', 7, 12, of('c5')))
  await books.approve('d1', 'r1', 's1')
  await books.mature()
  await books.send(sale('s0', 1, 10), refundOf('f1', 8, 33.33, 's1'), refundOf('f2', 8, 100, 's1'), { ...revenue('x1', 8, 5), cpaCommission: 60 })
  await books.send({ externalId: 'b1', type: 'chargeback', transactionDate: at(9), externalCustomerId: 'c1', depositAmount: 12, relatedExternalId: 'd1' })
  await books.send(revenue('r6', 11, 200), sale('s3', 12, 50), sale('s4', 12, 50, of('c3')), { ...revenue('x2', 12, 9, of('c3')), revShareCommission: 4.44, fixedCommission: 1.11 })
  await books.reject('r2', 'x1', 's2')
  await books.approve('r6', 's3', 'x2')
  await books.mature()
  return { books, affiliates }
}

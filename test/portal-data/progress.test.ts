import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainOwnCommission } from '../../src/domain/portal/explain-own-commission.ts'
import { listOwnRecruits, sumRecruitShares } from '../../src/domain/portal/list-own-recruits.ts'
import { readOwnTerms } from '../../src/domain/portal/own-plans.ts'
import { readQualifications } from '../../src/domain/portal/read-qualifications.ts'
import { readTiers } from '../../src/domain/portal/read-tiers.ts'
import { reattributeCustomer } from '../../src/domain/customers/re-attribute-customer.ts'
import { Books, openContext } from '../books/fixture.ts'
import { deposit, lineIds, revenue, sale } from '../explain/scenario.ts'
import type { TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const LEVELS = [{ amount: 50, requirements: { minDepositTotal: 20, minDeposits: 2, withinDays: 30 } }]

describe('what is reckoned from history is told as the engine reckons it', () => {
  test('tiers by a count of sales', async () => {
    const books = await Books.open(context)
    const affiliateId = await books.affiliate()
    const tiers = { metric: 'sale_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '10' }, { from: 3, rate: '20' }] }
    const planId = await books.defaultPlan([{ type: 'revenue_share', base: 'sale', tiers }])
    await books.customer('c1', affiliateId)
    await books.send(sale('s1', 2, 10), sale('s2', 3, 10))
    await books.reckon()
    const scope = { programId: books.programId, affiliateId }
    const found = await context.db.inProgram(books.programId, async (tx) => readTiers(tx, scope, await readOwnTerms(tx, context.clock, scope), [planId]))
    expect(found).toMatchObject([{ isCount: true, current: 2n, ratePpm: 100_000n, next: { from: 3n, ratePpm: 200_000n, missing: 1n } }])
  })

  // A cap makes a CPA one that is reckoned.
  test.each`
    way            | more
    ${'in flight'} | ${{}}
    ${'reckoned'}  | ${{ caps: [{ per: 'affiliate', window: 'month', count: 100, action: 'zero' }] }}
  `('a CPA that is $way: what a customer is missing', async ({ more }) => {
    const books = await Books.open(context)
    const affiliateId = await books.affiliate()
    await books.defaultPlan([{ type: 'cpa', levels: LEVELS, ...more }])
    const customerId = await books.customer('c1', affiliateId, { country: 'MT' })
    await books.customer('c2', affiliateId)
    await books.send(deposit('d1', 2, 14))
    await books.reckon()
    const scope = { programId: books.programId, affiliateId }
    const { items } = await context.db.inProgram(books.programId, async (tx) => readQualifications(tx, scope, await readOwnTerms(tx, context.clock, scope), { afterId: null, limit: 10 }))
    expect(items).toHaveLength(2)
    expect(items.find((item) => item.customerId === customerId)).toMatchObject({
      state: 'open', country: 'MT', levelsReached: 0, nextAmountMinor: 5_000n, daysLeft: 16,
      requirements: [{ requirement: 'minDepositTotal', have: 14_000_000n, need: 20_000_000n }, { requirement: 'minDeposits', have: 1, need: 2 }],
    })
  })
})

test('what a customer did for another affiliate is in no explanation, but that it did something is', async () => {
  const books = await Books.open(context)
  const [anna, berta] = [await books.affiliate(), await books.affiliate()]
  await books.defaultPlan([{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }] }])
  const customerId = await books.customer('c1', anna)
  await books.send(deposit('of-anna', 2, 14))
  await context.db.inProgram(books.programId, (tx) =>
    reattributeCustomer(tx, context.clock, { programId: books.programId, actor: 'user:test' }, customerId, { affiliateId: berta, from: new Date('2026-11-05T00:00:00Z'), reason: 'test' }))
  await books.send(deposit('of-berta', 6, 13))
  const [lineId] = await lineIds(books, 'of-berta')
  const explain = (affiliateId: string) => context.db.inProgram(books.programId, (tx) => explainOwnCommission(tx, { programId: books.programId, affiliateId }, lineId ?? ''))
  const told = JSON.stringify((await explain(berta)).because, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  expect(told).toContain('ofAnotherAffiliate')
  expect(told).not.toContain('14000000')
  expect(told).toContain('13000000')
  expect(told).not.toMatch(/of-anna|of-berta/)
  await expect(explain(anna)).rejects.toMatchObject({ code: 'not_found' })
})

test('recruits are named by what they call themselves in public, with the recruiter’s share of each', async () => {
  const books = await Books.open(context)
  const [recruiter, shown, hidden] = [await books.affiliate(), await books.affiliate(), await books.affiliate()]
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }, { type: 'revenue_share', base: 'net_revenue', rate: '10' }, { type: 'sub_affiliate', base: 'commission', levels: [{ rate: '20' }] }])
  await context.db.inProgram(books.programId, async (tx) => {
    await tx.sql({ text: "update affiliate set display_name = 'Northlight' where id = $1", values: [shown] })
    for (const id of [shown, hidden]) {
      await tx.sql({ text: `insert into affiliate_parent (program_id, affiliate_id, number, parent_id, effective_from, created_by, created_at) values ($1, $2, 1, $3, '2026-10-01', 'test', '2026-10-01')`, values: [books.programId, id, recruiter] })
    }
  })
  await books.customer('c1', shown)
  await books.customer('c2', hidden)
  await books.send(revenue('r1', 2, 100), revenue('r2', 3, 50, { externalCustomerId: 'c2' }))
  await books.reckon()
  const scope = { programId: books.programId, affiliateId: recruiter }
  const { recruits, total } = await context.db.inProgram(books.programId, async (tx) => ({
    recruits: await listOwnRecruits(tx, scope, { currency: 'EUR', now: context.clock.now() }, { afterId: null, limit: 10 }), total: await sumRecruitShares(tx, scope),
  }))
  expect(recruits.map(({ name, level, shareMinor }) => ({ name, level, shareMinor }))).toEqual([
    { name: `a…${hidden.slice(-5)}`, level: 1, shareMinor: 100n }, { name: 'Northlight', level: 1, shareMinor: 200n },
  ])
  expect(total).toBe(300n)
})

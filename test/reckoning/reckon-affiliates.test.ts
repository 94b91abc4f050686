import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainCommission } from '../../src/domain/commissions/explain-commission.ts'
import { markAffiliates } from '../../src/domain/commissions/reckoning/mark-affiliates.ts'
import { readProgram } from '../../src/domain/programs/read-program.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => { context = await openContext() })
afterAll(() => context.close())

const sale = (externalId: string, day: number, amount: number, more: object = {}) => ({
  externalId, externalCustomerId: 'anna', type: 'sale', saleAmount: amount,
  transactionDate: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`, ...more,
})

async function open(components: unknown[]) {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  await books.defaultPlan(components)
  await books.customer('anna', affiliate)
  return { books, affiliate }
}

/** Awards by the transactions they are for, rather than by ids. */
async function awards(books: Books, ...externalIds: string[]): Promise<string[]> {
  const ids = await books.idsOf(externalIds)
  const named = new Map(await Promise.all(externalIds.map(async (name) => [(await books.idsOf([name]))[0] ?? '', name] as const)))
  return (await books.awards()).map((text) => ids.reduce((shown, id) => shown.replace(id, named.get(id) ?? id), text))
}

async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

const CAPPED = [{ type: 'percent_of_sale', rate: '10', caps: [{ per: 'affiliate', window: 'month', count: 2 }] }]

describe('a component with a cap', () => {
  test('is reckoned from history: what is beyond the cap earns nothing, and says why', async () => {
    const { books, affiliate } = await open(CAPPED)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 200), sale('s3', 5, 300))
    await books.reckon()
    expect(await awards(books, 's1', 's2', 's3')).toEqual(['percent_of_sale transaction:s1 10', 'percent_of_sale transaction:s2 20', 'percent_of_sale transaction:s3 0 cap_reached'])
    expect(await books.total(affiliate)).toBe(3_000n)
    await expectSound(books)
  })

  test('lets an earlier sale that comes late take the place of a later one', async () => {
    const { books, affiliate } = await open(CAPPED)
    await books.send(sale('s2', 4, 200), sale('s3', 5, 300))
    await books.reckon()
    await books.send(sale('s1', 3, 100))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(3_000n)
    expect((await awards(books, 's1', 's2', 's3')).at(-1)).toBe('percent_of_sale transaction:s3 -30 cap_reached')
    await expectSound(books)
  })

  test('gives the place back when the sale is rejected, and less when part of it is refunded', async () => {
    const { books, affiliate } = await open(CAPPED)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 200), sale('s3', 5, 300))
    await books.reckon()
    await books.reject('s1')
    await books.reckon()
    expect(await books.total(affiliate)).toBe(5_000n)
    await books.send(sale('r2', 6, 50, { type: 'refund', relatedExternalId: 's2' }))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(4_500n)
    await expectSound(books)
  })

  test('reckoning again changes nothing', async () => {
    const { books } = await open(CAPPED)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 200), sale('s3', 5, 300))
    await books.reckon()
    const before = await books.awards()
    await books.send(sale('s1', 3, 100))
    await books.reckon()
    await books.reckon()
    expect(await books.awards()).toEqual(before)
  })
})

describe('the lines of an award', () => {
  test('explain themselves in numbers and in three languages', async () => {
    const { books } = await open(CAPPED)
    await books.send(sale('s1', 3, 100))
    await books.reckon()
    const [line] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: string }>({ text: 'select id from commission where program_id = $1 and award_key is not null', values: [books.programId] }))
    const explanation = await context.db.inProgram(books.programId, (tx) => explainCommission(tx, books.programId, line?.id ?? ''))
    expect(explanation).toMatchObject({ amountMinor: 1_000n, rule: expect.stringContaining('percent_of_sale'), plan: { winner: { planName: 'Plan', version: 1 } } })
    expect(explanation.because[0]).toMatchObject({ name: 'worthOfAward', because: expect.any(Array) })
    expect(Object.values(explanation.words).every((words) => words.includes('10'))).toBe(true)
  })
})

describe('the end of a period', () => {
  const revenue = (externalId: string, month: number, amount: number) => ({ externalId, externalCustomerId: 'anna', type: 'revenue', grossRevenue: amount, transactionDate: `2026-${String(month).padStart(2, '0')}-10T12:00:00.000Z` })

  test('brings a negative share to zero, which is the default, and a late correction is posted as a difference', async () => {
    const { books, affiliate } = await open([{ type: 'revenue_share', rate: '30' }])
    await books.send(revenue('r1', 10, -1_000))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(0n)
    await books.send(revenue('r2', 11, 1_500), revenue('late', 10, 400))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(45_000n)
    await expectSound(books)
  })

  test('with carryover a later month pays for the negative one at once, and a CPA does not', async () => {
    const { books, affiliate } = await open([{ type: 'revenue_share', rate: '30', carryover: { mode: 'carry' } }, { type: 'fixed_per_sale', amount: 5 }])
    await books.send(revenue('r1', 10, -1_000))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(0n)
    await books.send(revenue('r2', 11, 400), sale('s1', 12, 10))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(500n)
    await books.send(revenue('r3', 11, 1_100))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(15_500n)
    await expectSound(books)
  })

  test('a program that carries over is carried over, also where the plan says nothing', async () => {
    const { books, affiliate } = await open([{ type: 'revenue_share', rate: '30' }])
    await context.db.shared((tx) => tx.sql({ text: "update program set carryover_mode = 'carry' where id = $1", values: [books.programId] }))
    await books.send(revenue('r1', 10, -1_000), revenue('r2', 11, 1_500))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(15_000n)
    await books.send(revenue('r3', 11, 100))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(18_000n)
    await expectSound(books)
  })
})

test('a registration keeps the version that it was rated by first, whatever is added behind it', async () => {
  const { books, affiliate } = await open([{ type: 'cpl', amount: 5 }])
  await context.db.inProgram(books.programId, (tx) => markAffiliates(tx, books.programId, [affiliate]))
  await books.reckon()
  expect(await books.total(affiliate)).toBe(500n)
  const planId = await context.db.inProgram(books.programId, async (tx) => (await readProgram(tx, books.programId))?.default_plan_id ?? '')
  await books.planVersion(planId, 2, [{ type: 'cpl', amount: 9 }], 0, { from: '2026-10-01T00:00:00Z' })
  await books.customer('bert', affiliate)
  await context.db.inProgram(books.programId, (tx) => markAffiliates(tx, books.programId, [affiliate]))
  await books.reckon()
  expect(await books.total(affiliate)).toBe(1_400n)
  await expectSound(books)
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markAffiliates } from '../../src/domain/commissions/reckoning/mark-affiliates.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { assign, storeClicks } from './click-fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

async function open(components: unknown[]): Promise<{ books: Books; affiliate: Uuid; planId: Uuid }> {
  const books = await Books.open(context)
  return { books, affiliate: await books.affiliate(), planId: await books.plan(components) }
}

/** What is posted, without ids of versions and brands: `component award amount reason`. */
async function awards(books: Books): Promise<string[]> {
  return (await books.awards()).map((text) => text.replaceAll(/:[0-9a-f-]{36}/g, ''))
}

async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

async function reckonAgain(books: Books, affiliate: Uuid): Promise<void> {
  await context.db.inProgram(books.programId, (tx) => markAffiliates(tx, books.programId, [affiliate]))
  await books.reckon()
}

describe('clicks in the books', () => {
  test('are paid by the day; more clicks of a day are posted as a difference, and what is beyond a cap says so', async () => {
    const { books, affiliate, planId } = await open([{ type: 'cpc', amount: 0.1, caps: [{ window: 'month', count: 4 }] }])
    await assign(books, { planId, affiliateId: affiliate })
    const click = (at: string, more: object = {}) => ({ at, affiliateId: affiliate, ...more })
    await storeClicks(books, click('2026-11-02T10:00:00Z'), click('2026-11-02T11:00:00Z'), click('2026-11-03T10:00:00Z', { flags: [] }))
    await books.reckon()
    expect(await awards(books)).toEqual(['cpc 2026-11-02 0.2', 'cpc 2026-11-03 0 repeated_click'])
    expect(await books.total(affiliate)).toBe(20n)
    await expectSound(books)
    await storeClicks(books, click('2026-11-02T12:00:00Z'), click('2026-11-04T10:00:00Z'), click('2026-11-04T11:00:00Z'))
    await reckonAgain(books, affiliate)
    expect((await awards(books)).slice(2)).toEqual(['cpc 2026-11-02 0.1 history_changed', 'cpc 2026-11-04 0.1 cap_reached'])
    expect(await books.total(affiliate)).toBe(40n)
    await expectSound(books)
    await reckonAgain(books, affiliate)
    expect(await awards(books)).toHaveLength(4)
  })
})

describe('fees in the books', () => {
  test('are paid when the month has ended, for the days that the plan was in force', async () => {
    const { books, affiliate, planId } = await open([{ type: 'period_fee', amount: 310 }])
    await assign(books, { planId, affiliateId: affiliate, from: '2026-10-21T22:00:00Z' })
    await reckonAgain(books, affiliate)
    expect(await awards(books)).toEqual(['period_fee 2026-10 100'])
    expect(await books.total(affiliate)).toBe(10_000n)
    await expectSound(books)
  })
})

describe('bonuses in the books', () => {
  const revenue = (externalId: string, day: number, grossRevenue: number) => ({
    externalId, externalCustomerId: 'anna', type: 'revenue', grossRevenue, transactionDate: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`,
  })

  test('are paid when the threshold is reached, and taken back when a loss takes the month below it', async () => {
    const { books, affiliate, planId } = await open([{ type: 'bonus', amount: 50, metric: 'net_revenue', threshold: 100 }])
    await assign(books, { planId, affiliateId: affiliate, from: '2026-10-31T23:00:00Z' })
    await books.customer('anna', affiliate)
    await books.send(revenue('r1', 3, 99.99))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(0n)
    await books.send(revenue('r2', 4, 0.01))
    await books.reckon()
    expect((await awards(books)).at(-1)).toBe('bonus 2026-11 50')
    expect(await books.total(affiliate)).toBe(5_000n)
    await expectSound(books)
    await books.send(revenue('r3', 5, -0.01))
    await books.reckon()
    expect((await awards(books)).at(-1)).toBe('bonus 2026-11 -50 no_longer_earned')
    expect(await books.total(affiliate)).toBe(0n)
    await expectSound(books)
  })
})

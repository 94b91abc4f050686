import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainCommission } from '../../src/domain/commissions/explain-commission.ts'
import { markAffiliates } from '../../src/domain/commissions/reckoning/mark-affiliates.ts'
import { updateCustomer } from '../../src/domain/customers/update-customer.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books, NOW, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { assign } from './click-fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`
const deposit = (externalId: string, day: number, depositAmount: number, more: object = {}) => ({ externalId, externalCustomerId: 'anna', type: 'deposit', depositAmount, transactionDate: at(day), ...more })
const sale = (externalId: string, day: number, saleAmount: number, more: object = {}) => ({ externalId, externalCustomerId: 'anna', type: 'sale', saleAmount, transactionDate: at(day), ...more })

async function open(components: unknown[]): Promise<{ books: Books; affiliate: Uuid }> {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  await books.defaultPlan(components)
  return { books, affiliate }
}

/** What is posted, without ids: `component what amount reason`. */
async function awards(books: Books): Promise<string[]> {
  return (await books.awards()).map((text) => text.replaceAll(/:?[0-9a-f]{8}-[0-9a-f-]{27}/g, ''))
}

async function reckonAgain(books: Books, ...affiliates: Uuid[]): Promise<void> {
  await context.db.inProgram(books.programId, (tx) => markAffiliates(tx, books.programId, affiliates))
  await books.reckon()
}

/** The books keep their laws, and every line explains itself. */
async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  await context.db.inProgram(books.programId, async (tx) => {
    const lines = await tx.sql<{ id: Uuid; amount: bigint }>({ text: 'select id, amount_minor as amount from commission where program_id = $1', values: [books.programId] })
    for (const { id, amount } of lines) {
      const explanation = await explainCommission(tx, books.programId, id)
      expect(explanation.amountMinor).toBe(amount)
      expect(explanation.because.length).toBeGreaterThan(0)
    }
  })
}

describe('a CPA with rates of its own', () => {
  const CPA = { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }], rates: [{ countries: ['DE'], amount: 80 }], caps: [{ window: 'month', count: 2 }], holdDays: 30 }

  test('pays by the customer’s country up to its cap, in the order of the events; a chargeback makes room for the next', async () => {
    const { books, affiliate } = await open([CPA])
    for (const [name, country] of [['anna', 'DE'], ['ben', 'MT'], ['carl', 'DE']] as const) await books.customer(name, affiliate, { country })
    await books.send(deposit('d3', 5, 20, { externalCustomerId: 'carl' }), deposit('d1', 3, 20), deposit('d2', 4, 20, { externalCustomerId: 'ben' }))
    await books.reckon()
    expect((await awards(books)).sort()).toEqual(['cpa customer:1 0 cap_reached', 'cpa customer:1 50', 'cpa customer:1 80'])
    expect(await books.balance(affiliate)).toEqual({ pending: '130', payable: '0' })
    await expectSound(books)

    await books.send({ externalId: 'x1', type: 'chargeback', transactionDate: at(6), externalCustomerId: 'anna', depositAmount: 5, relatedExternalId: 'd1' })
    await books.reckon()
    // 50 of Ben and 80 of Carl.
    expect(await books.total(affiliate)).toBe(13_000n)
    await expectSound(books)
    const before = await books.awards()
    await reckonAgain(books, affiliate)
    expect(await books.awards()).toEqual(before)
  })
})

describe('a CPL', () => {
  test('pays registrations without any transaction, and says why others earn nothing', async () => {
    const { books, affiliate } = await open([{ type: 'cpl', amount: 3, requirements: { countries: ['MT'] } }])
    await books.customer('anna', affiliate, { country: 'MT' })
    await books.customer('ben', affiliate, { country: 'FR' })
    await books.customer('carl', affiliate, { country: 'MT', cpaExcluded: true })
    await reckonAgain(books, affiliate)
    expect((await awards(books)).sort()).toEqual(['cpl customer 0 excluded', 'cpl customer 0 not_qualified_yet', 'cpl customer 3'])
    expect(await books.total(affiliate)).toBe(300n)
    await expectSound(books)
  })

  test('that was earned stays when the customer is excluded afterwards; one that was not earned yet is not any more', async () => {
    const { books, affiliate } = await open([{ type: 'cpl', amount: 3 }, { type: 'cpl', amount: 7, requirements: { minDeposits: 1 } }])
    const anna = await books.customer('anna', affiliate)
    await reckonAgain(books, affiliate)
    expect(await books.total(affiliate)).toBe(300n)
    await context.db.inProgram(books.programId, (tx) => updateCustomer(tx, { programId: books.programId, actor: 'user:test', now: new Date(NOW) }, anna, { cpaExcluded: true }))
    await books.send(deposit('d1', 15, 20))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(300n)
    expect((await awards(books)).sort()).toEqual(['cpl customer 3', 'cpl.2 customer 0 excluded', 'cpl.2 customer 0 not_qualified_yet'])
    await expectSound(books)
  })
})

describe('a cap for the whole plan', () => {
  test('is shared by its affiliates in the order of the events, whoever is reckoned first', async () => {
    const { books, affiliate } = await open([{ type: 'percent_of_sale', rate: '10', caps: [{ per: 'plan', window: 'month', amount: 25, action: 'reject' }] }])
    const other = await books.affiliate()
    await books.customer('anna', affiliate)
    await books.customer('ben', other)
    await books.send(sale('s2', 4, 200, { externalCustomerId: 'ben' }), sale('s3', 5, 100))
    await books.reckon()
    expect([await books.total(affiliate), await books.total(other)]).toEqual([500n, 2_000n])
    await books.send(sale('s1', 3, 100))
    await books.reckon()
    // 10 and then 15 of 20; the last sale is beyond the cap.
    expect([await books.total(affiliate), await books.total(other)]).toEqual([1_000n, 1_500n])
    expect((await awards(books)).some((text) => text.includes('rejected_by_cap'))).toBe(true)
    await expectSound(books)
  })
})

describe('a floor', () => {
  test('is paid for periods that have ended; a late sale lowers it by what it earns', async () => {
    const books = await Books.open(context)
    const affiliate = await books.affiliate()
    await assign(books, { planId: await books.plan([{ type: 'fixed_per_sale', amount: 10, floor: 100 }]), affiliateId: affiliate, from: '2026-10-10T00:00:00Z' })
    await books.customer('anna', affiliate, { registeredAt: '2026-10-11T00:00:00.000Z' })
    const october = (externalId: string, day: number) => sale(externalId, 1, 50, { transactionDate: `2026-10-${day}T12:00:00.000Z` })
    await books.send(october('s1', 12), sale('s2', 3, 50))
    await books.reckon()
    expect((await awards(books)).sort()).toEqual(['fixed_per_sale floor:2026-10 90', 'fixed_per_sale transaction 10', 'fixed_per_sale transaction 10'])
    await books.send(october('late', 20))
    await books.reckon()
    expect(await books.total(affiliate)).toBe(11_000n)
    expect((await awards(books)).filter((text) => text.includes('floor'))).toEqual(['fixed_per_sale floor:2026-10 90', 'fixed_per_sale floor:2026-10 -10 history_changed'])
    await expectSound(books)
  })
})

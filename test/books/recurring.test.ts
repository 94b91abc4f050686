import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NewEvent } from '../../src/domain/events/new-event.ts'
import { recordEvents } from '../../src/domain/events/record-events.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { acceptTransactions } from '../../src/domain/transactions/accept-transactions.ts'
import type { TransactionItem } from '../../src/domain/transactions/transaction-item.ts'
import type { TestContext } from '../support/context.ts'
import { Books, openContext } from './fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const percent = (recurring: unknown, more = {}) => [{ type: 'percent_of_sale', rate: '10', recurring, ...more }]

/** A program where two affiliates send buyers, with a plan for what follows a first order. */
async function program(components: unknown[]): Promise<{ books: Books; affiliate: Uuid; other: Uuid }> {
  const books = await Books.open(context)
  const [affiliate, other] = [await books.affiliate(), await books.affiliate()]
  await books.defaultPlan(components)
  await context.db.shared((tx) => tx.sql({ text: 'update program set default_brand_id = $2 where id = $1', values: [books.programId, books.brandId] }))
  return { books, affiliate, other }
}

const ANA = 'Ana@Cliente.example'

/** Records conversions of 100 as a merchant's server reports them, and processes them. */
async function convert(books: Books, affiliateId: Uuid, ...orders: readonly (readonly [orderId: string, occurredAt: string, more?: Partial<NewEvent>])[]): Promise<void> {
  const events = orders.map(([orderId, occurredAt, more]): NewEvent => ({
    kind: 'conversion', referralCode: null, affiliateId, orderId, value: 100_000_000n, currency: null, customerId: null, customerEmail: ANA, customerName: null,
    product: null, sessionId: null, occurredAt: new Date(occurredAt), properties: {}, deviceInfo: null, ip: null, ...more,
  }))
  const source = { programId: books.programId, kind: 'api', isVerified: true, actor: 'key:test' } as const
  const recorded = await context.db.inProgram(books.programId, (tx) => recordEvents(tx, context, source, events))
  expect(recorded.map(({ outcome }) => outcome)).toEqual(orders.map(() => 'converted'))
  await books.process()
}

/** Books a renewal as a payment gateway's delivery does. */
async function renew(books: Books, ownerId: Uuid, externalId: string, occurredAt: string): Promise<void> {
  const item: TransactionItem = {
    type: 'sale', occurredAt: Date.parse(occurredAt), externalId, brandId: books.brandId, externalCustomerId: ANA.toLowerCase(), ownerId, sale: '100000000', heldAt: 'commission',
  }
  await context.db.inProgram(books.programId, (tx) => acceptTransactions(tx, books.programId, [{ items: [item], integrationType: 'gateway', createdBy: 'gateway' }], context.clock.now()))
  await books.process()
}

/** `orderId amount reason` of every line, in the order they were made. */
async function lines(books: Books): Promise<string[]> {
  return (await books.lines()).map(({ externalId, amount, reason }) => [externalId, amount, ...(reason === null ? [] : [reason])].join(' '))
}

async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

describe('conversions of one customer, told by the e-mail address', () => {
  test('months: from the first order, to the day before the same day of the month', async () => {
    const { books, affiliate } = await program(percent({ months: 2 }))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z'], ['o2', '2026-09-05T10:00:00Z', { customerEmail: 'ana@cliente.EXAMPLE' }])
    await renew(books, affiliate, 'o3', '2026-10-05T09:59:59Z')
    await renew(books, affiliate, 'o4', '2026-10-05T10:00:00Z')
    expect(await lines(books)).toEqual(['o1 10', 'o2 10', 'o3 10', 'o4 0 recurring_ended'])
    await expectSound(books)
  })

  test('count: the first so many orders, whatever they arrive as', async () => {
    const { books, affiliate } = await program(percent({ count: 2 }))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z'])
    await renew(books, affiliate, 'o2', '2026-09-05T10:00:00Z')
    await renew(books, affiliate, 'o3', '2026-10-05T10:00:00Z')
    await convert(books, affiliate, ['o4', '2026-10-06T10:00:00Z', { customerEmail: 'rui@cliente.example' }])
    expect(await lines(books)).toEqual(['o1 10', 'o2 10', 'o3 0 recurring_ended', 'o4 10'])
    await expectSound(books)
  })

  test('the first order only, which is the earliest and not the one that came first', async () => {
    const { books, affiliate } = await program(percent(false))
    await convert(books, affiliate, ['o2', '2026-09-05T10:00:00Z'], ['o3', '2026-10-05T10:00:00Z'])
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z', { value: 50_000_000n }])
    expect(await lines(books)).toEqual(['o2 10', 'o3 0 recurring_ended', 'o1 5', 'o2 -10 order_changed'])
    await expectSound(books)
  })

  test('40 % of the first, then 20 % for two more', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', steps: [{ rate: '40', count: 1 }, { rate: '20', count: 2 }] }])
    await convert(books, affiliate, ...[1, 2, 3, 4].map((n) => [`o${n}`, `2026-0${n}-05T10:00:00Z`] as const))
    expect(await lines(books)).toEqual(['o1 40', 'o2 20', 'o3 20', 'o4 0 recurring_ended'])
    await expectSound(books)
  })

  test('a rejected order is none of them: the next one takes its place', async () => {
    const { books, affiliate } = await program(percent({ count: 1 }))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z'], ['o2', '2026-09-05T10:00:00Z'])
    await books.approve('o1', 'o2')
    await books.mature()
    await books.reject('o1')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    expect((await lines(books)).slice(2)).toEqual(['o2 10 order_changed'])
    await expectSound(books)
  })

  test('a renewal through another affiliate is no first order: the customer bought before', async () => {
    const { books, affiliate, other } = await program(percent({ count: 1 }))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z'])
    await convert(books, other, ['o2', '2026-09-05T10:00:00Z'])
    expect(await lines(books)).toEqual(['o1 10', 'o2 0 recurring_ended'])
    await expectSound(books)
  })

  test('without a customer every order is a first one', async () => {
    const { books, affiliate } = await program(percent(false))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z', { customerEmail: null }], ['o2', '2026-09-05T10:00:00Z', { customerEmail: null }])
    expect(await lines(books)).toEqual(['o1 10', 'o2 10'])
    await expectSound(books)
  })

  test('an order so small that it earns nothing says that it is small', async () => {
    const { books, affiliate } = await program(percent({ count: 5 }))
    await convert(books, affiliate, ['o1', '2026-08-05T10:00:00Z', { value: 40_000n }])
    expect(await lines(books)).toEqual(['o1 0 rounded_to_zero'])
  })
})

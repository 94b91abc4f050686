import { afterAll, beforeAll, expect, test } from 'vitest'
import { wakeRegistered } from '../../src/domain/transactions/transaction-exceptions.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

test('a registration whose process was killed before it could wake what waited is found by the next worker', async () => {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }])
  await books.send({ externalId: 'early', type: 'sale', externalCustomerId: 'late', saleAmount: 100, transactionDate: '2026-11-10T10:00:00Z' })
  context.clock.advanceMs(2 * 60_000)
  await books.process()
  // Stored, and nothing after that: what a kill behind the commit leaves.
  await books.customer('late', affiliate)
  await books.process()
  expect(await books.earned()).toEqual([])

  await wakeRegistered(context.db, books.programId, 'all')
  await books.process()
  expect(await books.earned()).toEqual(['early 10'])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { listCommissions } from '../../src/domain/commissions/list-commissions.ts'
import { newId } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { type Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { at, deposit, flat, program, revenue, share } from './scenario.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const PENDING = { autoApprove: false, approvalStage: 'commission' }
const cpa = (amount: number) => ({ type: 'cpa', levels: [{ amount, requirements: { minDepositTotal: 20 } }] })

async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

async function statesOf(books: Books, externalId: string): Promise<string[]> {
  const [transactionId] = await books.idsOf([externalId])
  const lines = await context.db.inProgram(books.programId, (tx) => listCommissions(tx, books.programId, { transactionId }, null, 10))
  return lines.map(({ status }) => status)
}

test('a refund of a loss earns and matures at once; when its sale is rejected the money comes back from payable', async () => {
  const { books, affiliate } = await program(context, [flat('25')], PENDING)
  await books.mature()
  await books.send({ ...deposit('d1', 3, 50), grossRevenue: -100 })
  await books.send({ externalId: 'b1', type: 'chargeback', transactionDate: at(4), externalCustomerId: 'c1', depositAmount: 25, relatedExternalId: 'd1' })
  expect(await books.earned()).toEqual(['d1 -25', 'b1 12.5'])
  await books.mature()
  await books.reject('d1')
  await expectSound(books)
  await books.mature()
  expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
})

test('a clawback that is rejected goes back to payable, where it was taken from', async () => {
  const { books, affiliate } = await program(context, [cpa(50)], PENDING)
  await books.send(deposit('d1', 3, 20))
  await books.approve('d1')
  await books.mature()
  await books.send({ externalId: 'b1', type: 'chargeback', transactionDate: at(4), externalCustomerId: 'c1', depositAmount: 5 })
  expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
  expect(await statesOf(books, 'd1')).toEqual(['reversed'])
  await books.reject('b1')
  expect(await statesOf(books, 'd1')).toEqual(['approved'])
  expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '50' })
  await expectSound(books)
})

test('a transaction that only moved the count of a period is rejected: the period is rated anew all the same', async () => {
  const bands = [{ from: 0, rate: '10' }, { from: 1, rate: '20' }]
  const { books, affiliate } = await program(context, [share('whole', bands, { metric: 'ftd_count' })], PENDING)
  await books.send(revenue('r1', 2, 100), deposit('d1', 3, 10))
  // An earlier first deposit in another month: November counts none any more.
  await books.send({ ...deposit('d0', 3, 10), transactionDate: '2026-10-30T10:00:00.000Z' })
  expect(await books.earned()).toEqual(['r1 10', 'd1 10', 'd0 -10'])
  await books.reject('d1')
  await expectSound(books)
  await books.reject('d0')
  expect((await books.balance(affiliate)).pending).toBe('10')
  await expectSound(books)
})

test('a supplied CPA that is rejected frees the levels it stood for', async () => {
  const { books, affiliate } = await program(context, [cpa(50)], PENDING)
  await books.send({ externalId: 'x1', type: 'revenue', transactionDate: at(2), externalCustomerId: 'c1', cpaCommission: 50 }, deposit('d1', 3, 20))
  expect(await books.earned()).toEqual(['x1 50'])
  await books.reject('x1')
  expect(await books.earned()).toEqual(['x1 50', 'd1 50'])
  expect((await books.balance(affiliate)).pending).toBe('50')
  await expectSound(books)
})

test('two plans of one customer with a CPA each, rejected together: each frees its own', async () => {
  const { books, affiliate } = await program(context, [cpa(50)], PENDING)
  const other = await books.plan([cpa(30)])
  const productId = newId()
  await context.db.inProgram(books.programId, async (tx) => {
    await tx.sql({
      text: `insert into product (program_id, id, brand_id, name, external_id, created_at, updated_at) values ($1, $2, $3, 'Sports', 'sports', now(), now())`,
      values: [books.programId, productId, books.brandId],
    })
    await tx.sql({
      text: `insert into plan_assignment (program_id, id, plan_id, brand_id, product_id, effective_from, created_by, created_at, updated_at) values ($1, $2, $3, $4, $5, '2020-01-01', 'test', '2020-01-01', '2020-01-01')`,
      values: [books.programId, newId(), other, books.brandId, productId],
    })
  })
  await books.send(deposit('d1', 3, 20), deposit('d2', 3, 20, { externalProductId: 'sports' }))
  expect(await books.earned()).toEqual(['d1 50', 'd2 30'])
  await books.reject('d1', 'd2')
  expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
  await books.send(deposit('d3', 4, 20), deposit('d4', 4, 20, { externalProductId: 'sports' }))
  expect((await books.earned()).slice(2)).toEqual(['d3 50', 'd4 30'])
  await expectSound(books)
})

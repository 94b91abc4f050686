import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPayingAccount } from '../../src/domain/payouts/paying-accounts/create-paying-account.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { PayoutDesk } from './payout-desk.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

test('where the rail can carry nothing there is no file, and none of the numbers that files have without gaps is used up', async () => {
  const books = await Books.open(context)
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }])
  const desk = new PayoutDesk(context, books.programId)
  const affiliateId = await books.affiliate()
  await books.customer('c0', affiliateId)
  await desk.method(affiliateId, { details: { kind: 'bank', holderName: 'Ana', country: 'US', iban: null, bic: null, accountNumber: '12345', bankCode: '021000021' } })
  await books.send({ externalId: 's0', externalCustomerId: 'c0', externalBrandId: 'bettest', type: 'sale', saleAmount: 100, transactionDate: '2026-11-03T10:00:00.000Z' })
  await books.mature()
  const author = { programId: books.programId, actor: 'user:owner', now: context.clock.now() }
  const sepa = { kind: 'sepa', name: 'House bank', details: { holderName: 'Example GmbH', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' } } as const
  const lastNumber = () => context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'select last_file_number as last from paying_account where program_id = $1', values: [books.programId] }))
  await context.db.inProgram(books.programId, (tx) => createPayingAccount(tx, author, { secretBox: context.secretBox, isCallable: () => true }, sepa))
  const run = await desk.prepare()
  await desk.approve(run.id)
  await desk.instruct(run.id, { rail: 'sepa' })
  expect(await desk.payouts()).toMatchObject([{ status: 'approved', notSentReason: 'rail_method' }])
  expect(await lastNumber()).toEqual([{ last: 0 }])
  await desk.method(affiliateId)
  await desk.end((await desk.payouts())[0]?.id ?? '', 'cancelled')
  const again = await desk.prepare()
  await desk.approve(again.id)
  await desk.instruct(again.id, { rail: 'sepa' })
  expect(await lastNumber()).toEqual([{ last: 1 }])
})

import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerBatch } from '../../src/domain/customers/registration-queue.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { insertTransactions, type TransactionRecord } from '../../src/domain/transactions/transaction-record.ts'
import { customerAnswer } from '../../src/http/operator-api/customer/present-customer.ts'
import { createApiServer } from '../../src/http/server.ts'
import { makeApiKey } from '../customers/api-key-fixture.ts'
import { makeProgram, NOW, type ProgramFixture, registration } from '../customers/program-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'

let context: TestContext
let app: FastifyInstance
let program: ProgramFixture
let secret: string
beforeAll(async () => {
  context = await createTestContext({ now: NOW })
  app = createApiServer(context)
  program = await makeProgram(context)
  secret = (await makeApiKey(context, program.programId)).secret
})
afterAll(async () => {
  await app.close()
  await context.close()
})

async function makeCustomer(externalId: string): Promise<Uuid> {
  const [result] = await registerBatch(context, program.programId, [{ registration: registration(externalId), waitsForClick: false, whenExisting: 'update' }])
  if (result?.outcome !== 'created') throw new Error('not created')
  return result.customer.id
}

const get = (id: string, key = secret) => app.inject({ method: 'GET', url: `/api/v1/customer/${id}`, headers: { 'x-api-key': key } })

test('amounts are exact decimals, also where a double would lose a cent; a change of the totals is a change of the customer', async () => {
  const id = await makeCustomer('rich')
  const updatedAt = new Date(NOW.getTime() + 5_000)
  await context.db.inProgram(program.programId, (tx) => tx.sql({
    text: `insert into customer_total (program_id, customer_id, deposits, deposit_count, revenue, first_deposit_at, first_deposit_amount, first_revenue_amount,
             cpa_qualified_at, rev_share_minor, cpa_minor, fixed_minor, updated_at)
           values ($1, $2, 9007199254740993010000, 3, -12345678, $3, 20000000, 0, $3, -250, 5000, 9007199254740993, $4)`,
    values: [program.programId, id, NOW, updatedAt],
  }))
  const { body } = await get(id)
  for (const text of [
    '"lifetimeDeposits":9007199254740993.01,', '"lifetimeRevenue":-12.345678,', '"firstDepositAmount":20,', '"firstRevenueAmount":0,',
    '"lifetimeRevShareCommission":-2.5,', '"lifetimeCpaCommission":50,', '"lifetimeFixedCommission":90071992547409.93,', '"lifetimeCommission":90071992547457.43,',
    '"hasDeposited":true,"ftdDate":"2026-11-15T12:00:00.000Z","cpaQualified":true,"cpaQualificationDate":"2026-11-15T12:00:00.000Z"',
    '"updatedTs":"2026-11-15T12:00:05.000Z"',
  ]) expect(body).toContain(text)
  const list = await app.inject({ method: 'GET', url: `/api/v1/customer?updatedSince=${updatedAt.toISOString()}`, headers: { 'x-api-key': secret } })
  expect(list.json<{ items: { id: string }[] }>().items.map((item) => item.id)).toEqual([id])
})

test('one customer comes with its newest 100 transactions', async () => {
  const id = await makeCustomer('busy')
  const ids = Array.from({ length: 101 }, () => newId())
  await context.db.inProgram(program.programId, (tx) => insertTransactions(tx, program.programId, ids.map((transactionId) => transactionOf(transactionId, id))))
  const answer = (await get(id)).json()
  expect(customerAnswer.parse(answer)).toEqual(answer)
  expect(answer.transactions.map((transaction: { id: string }) => transaction.id)).toEqual(ids.toReversed().slice(0, 100))
  expect((await get(await makeCustomer('idle'))).json()).toMatchObject({ transactions: [] })
})

test('an unknown, malformed or foreign id is the same 404', async () => {
  const foreign = await makeProgram(context)
  const foreignKey = (await makeApiKey(context, foreign.programId)).secret
  const id = await makeCustomer('private')
  const answers = await Promise.all([get(id, foreignKey), get(newId()), get('1'), get(id.toUpperCase())])
  expect(new Set(answers.map((answer) => JSON.stringify({ ...answer.json(), requestId: null }))).size).toBe(1)
  expect(answers.map((answer) => answer.statusCode)).toEqual([404, 404, 404, 404])
})

function transactionOf(id: Uuid, customerId: Uuid): TransactionRecord {
  const none = { productId: null, clickKey: null, externalId: null, externalCustomerId: null, externalProductId: null, relatedTransactionId: null, country: null, countryCode: null }
  const zero = { deposit: 0n, sale: 0n, withdrawal: 0n, wager: 0n, bonus: 0n, gross: 0n, net: 0n, taxes: 0n, paymentFees: 0n, costOfGoods: 0n }
  const supplied = { suppliedRevShareMinor: 0n, suppliedCpaMinor: 0n, suppliedFixedMinor: 0n, suppliedDeductions: null, roundedFrom: null, deductionSetId: null }
  const terms = { planId: null, planVersionId: null, assignmentId: null, category: null, label: null, note: null, sentCurrency: null, fxRatePpb: null }
  return {
    ...none, ...zero, ...supplied, ...terms, id, customerId, batchId: null, brandId: program.brandId, affiliateId: program.anna.affiliateId,
    trackerId: program.anna.trackerId, type: 'revenue', occurredAt: NOW, effectiveAt: NOW, status: 'approved', isVerified: true, appliedSequence: 1n, removedSequence: null,
    unpaidReason: null, revShareExcluded: false, cpaExcluded: false, integrationType: 'api', createdBy: 'key:test', recordedAt: NOW,
  }
}

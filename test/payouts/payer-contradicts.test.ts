import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OutboundOutcome, OutboundRequest } from '../../src/app/outbound.ts'
import { eraseAffiliate } from '../../src/domain/affiliates/erase-affiliate.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { createPayingAccount } from '../../src/domain/payouts/paying-accounts/create-paying-account.ts'
import type { Payout } from '../../src/domain/payouts/payout.ts'
import { sendPayout } from '../../src/domain/payouts/send-payout.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { PayoutDesk } from './payout-desk.ts'

let context: TestContext
let books: Books
let desk: PayoutDesk
let affiliateId: Uuid
let requests: OutboundRequest[] = []
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

beforeEach(async () => {
  books = await Books.open(context)
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }])
  desk = new PayoutDesk(context, books.programId)
  affiliateId = await books.affiliate()
  await books.customer('c0', affiliateId)
  await desk.method(affiliateId)
  await books.send({ externalId: 's0', externalCustomerId: 'c0', externalBrandId: 'bettest', type: 'sale', saleAmount: 100, transactionDate: '2026-11-03T10:00:00.000Z' })
  await books.mature()
  const author = { programId: books.programId, actor: 'user:owner', now: context.clock.now() }
  await context.db.inProgram(books.programId, (tx) => createPayingAccount(tx, author, { secretBox: context.secretBox, isCallable: () => true }, { kind: 'webhook', name: 'Payer', details: { url: 'https://payer.example/pay' } }))
  const run = await desk.prepare()
  await desk.approve(run.id)
  await desk.instruct(run.id, { rail: 'webhook' })
  requests = []
})

/** A turn of the worker, an hour later, and what the payer says then. */
async function turn(status: number, body: object): Promise<Payout> {
  context.clock.advanceMs(3_600_000)
  const answer: OutboundOutcome = { kind: 'answered', status, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) }
  const send = async (request: OutboundRequest) => {
    requests.push(request)
    return answer
  }
  expect(await sendPayout({ ...context, send }, books.programId)).toBe(true)
  const [payout] = await desk.payouts()
  if (payout === undefined) throw new Error('no payout')
  return payout
}

const methods = () => requests.map(({ method }) => method)

describe('a payer that has taken a payout', () => {
  test('and then never got it: it is not told again, and people decide', async () => {
    await turn(202, { status: 'accepted', externalId: 'x1' })
    expect(await turn(404, { status: 'absent' })).toMatchObject({ status: 'instructed', instructionState: 'unknown', instructionDetail: 'absent_after_accepted' })
    expect(await turn(404, { status: 'absent' })).toMatchObject({ instructionState: 'unknown' })
    expect(methods()).toEqual(['POST', 'GET', 'GET'])
    expect(await turn(200, { status: 'settled', externalId: 'x1' })).toMatchObject({ status: 'settled', externalId: 'x1' })
  })

  test('and settles it under another id: nobody knows which, and it is shown', async () => {
    await turn(202, { status: 'accepted', externalId: 'x1' })
    expect(await turn(200, { status: 'settled', externalId: 'x2' })).toMatchObject({ status: 'instructed', instructionState: 'unknown', instructionDetail: 'external_id_differs', externalId: 'x1' })
    expect(await turn(200, { status: 'settled', externalId: 'x1' })).toMatchObject({ status: 'settled' })
  })
})

describe('the instruction that goes out again', () => {
  const rename = (name: string) => context.db.inProgram(books.programId, (tx) => tx.count({ text: 'update program set name = $2 where id = $1', values: [books.programId, name] }))
  const bodies = () => requests.filter(({ method }) => method === 'POST').map(({ body }) => body)
  const kept = async () => {
    const [row] = await context.db.inProgram(books.programId, (tx) => tx.sql<{ kept: boolean }>({ text: 'select sealed_body is not null as kept from payout_instruction where program_id = $1', values: [books.programId] }))
    return row?.kept
  }

  test('is the first one to the byte, whatever was renamed since it was stored', async () => {
    await rename('Another name')
    await turn(500, {})
    await turn(404, { status: 'absent' })
    await rename('A third name')
    await turn(500, {})
    expect(methods()).toEqual(['POST', 'GET', 'POST'])
    expect(bodies()[1]).toBe(bodies()[0])
    expect(bodies()[0]).not.toMatch(/name","reference":"A(?:nother| third)/)
  })

  test('is kept, sealed, until it is known what became of it, or its affiliate is erased', async () => {
    expect(await kept()).toBe(true)
    await turn(200, { status: 'settled', externalId: 'x1' })
    expect(await kept()).toBe(false)
  })

  test('is gone with its affiliate, and is not sent', async () => {
    await context.db.inProgram(books.programId, (tx) => eraseAffiliate(tx, { programId: books.programId, actor: 'user:owner', now: context.clock.now() }, affiliateId))
    expect(await kept()).toBe(false)
    expect(await turn(200, {})).toMatchObject({ status: 'failed' })
    expect(methods()).toEqual([])
  })
})

test('what a worker heard that was held up for minutes changes nothing of a later call that is under way', async () => {
  const [payout] = await desk.payouts()
  const later = Promise.withResolvers<OutboundOutcome>()
  const isCalled = Promise.withResolvers<void>()
  const answer = (status: number, body: object): OutboundOutcome => ({ kind: 'answered', status, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) })
  const work = (send: () => Promise<OutboundOutcome>) => sendPayout({ ...context, send }, books.programId)
  let second: Promise<boolean> | undefined
  await work(async () => {
    context.clock.advanceMs(120_001)
    await work(async () => answer(404, { status: 'absent' }))
    second = work(() => {
      isCalled.resolve()
      return later.promise
    })
    await isCalled.promise
    return { kind: 'not_sent', reason: 'connection' }
  })
  // Its money must not be free while somebody pays it.
  await expect(desk.end(payout?.id ?? '', 'failed')).rejects.toMatchObject({ code: 'state_conflict' })
  later.resolve(answer(200, { status: 'settled', externalId: 'x1' }))
  expect(await second).toBe(true)
  expect(await desk.payouts()).toMatchObject([{ status: 'settled', externalId: 'x1' }])
})

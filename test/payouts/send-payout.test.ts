import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OutboundOutcome, OutboundRequest } from '../../src/app/outbound.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { decidePayoutBlock } from '../../src/domain/payouts/payout-block.ts'
import { createPayingAccount } from '../../src/domain/payouts/paying-accounts/create-paying-account.ts'
import { readPayoutEvents } from '../../src/domain/payouts/payout.ts'
import { sendPayout } from '../../src/domain/payouts/send-payout.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { PayoutDesk } from './payout-desk.ts'

let context: TestContext
let books: Books
let desk: PayoutDesk
let affiliateId: Uuid
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

/** What the payer answers, one call after the other, and what it was asked. */
let answers: (OutboundOutcome | (() => Promise<OutboundOutcome>))[] = []
let calls: string[] = []

const SILENCE: OutboundOutcome = { kind: 'unknown', reason: 'timeout' }

function told(status: number, body: object): OutboundOutcome {
  return { kind: 'answered', status, contentType: 'application/json', body: Buffer.from(JSON.stringify(body)) }
}

async function send({ method }: OutboundRequest): Promise<OutboundOutcome> {
  calls.push(method)
  const answer = answers.shift() ?? SILENCE
  return typeof answer === 'function' ? answer() : answer
}

const work = () => sendPayout({ ...context, send }, books.programId)

/** A turn of the worker, an hour later. */
async function later(...next: typeof answers): Promise<boolean> {
  context.clock.advanceMs(3_600_000)
  answers = next
  return work()
}

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
  answers = []
  calls = []
})

async function payout() {
  const [one] = await desk.payouts()
  if (one === undefined) throw new Error('no payout')
  return one
}

async function history(): Promise<string[]> {
  const { id } = await payout()
  const events = await context.db.inProgram(books.programId, (tx) => readPayoutEvents(tx, books.programId, id))
  return events.slice(3).map(({ kind, reason, externalId }) => [kind, reason, externalId].filter((text) => text !== null).join(' '))
}

async function expectLaws(): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

describe('a payer that is called', () => {
  test('accepts, and settles when it is asked later', async () => {
    answers = [told(202, { status: 'accepted', externalId: 'x1' })]
    expect(await work()).toBe(true)
    expect(await payout()).toMatchObject({ status: 'instructed', instructionState: 'accepted', externalId: 'x1' })
    expect(await work()).toBe(false)
    expect(await later(SILENCE)).toBe(true)
    expect(await payout()).toMatchObject({ status: 'instructed', instructionState: 'accepted' })
    await later(told(200, { status: 'settled', externalId: 'x1' }))
    expect(await payout()).toMatchObject({ status: 'settled', instructionState: 'accepted', externalId: 'x1' })
    expect(calls).toEqual(['POST', 'GET', 'GET'])
    expect(await later()).toBe(false)
    await expectLaws()
  })

  test('says nothing: it is asked and never told again, until it says that it never got the key; then with the same one', async () => {
    answers = [SILENCE]
    await work()
    expect(await payout()).toMatchObject({ status: 'instructed', instructionState: 'unknown', instructionDetail: 'timeout' })
    await later(told(404, {}))
    await later(told(500, {}))
    expect(calls).toEqual(['POST', 'GET', 'GET'])
    await later(told(404, { status: 'absent' }))
    expect(await payout()).toMatchObject({ instructionState: 'stored' })
    await later(told(200, { status: 'settled', externalId: 'x2' }))
    expect(calls).toEqual(['POST', 'GET', 'GET', 'GET', 'POST'])
    expect(await payout()).toMatchObject({ status: 'settled' })
    await expectLaws()
  })

  test('a worker dies while it calls: for two minutes nobody else does, and nobody can decide; then the payer is asked', async () => {
    answers = [() => Promise.reject(new Error('killed'))]
    await expect(work()).rejects.toThrow('killed')
    const { id } = await payout()
    expect(await work()).toBe(false)
    await expect(desk.settle(id)).rejects.toMatchObject({ code: 'state_conflict' })
    await expect(desk.end(id, 'failed')).rejects.toMatchObject({ code: 'state_conflict' })
    context.clock.advanceMs(120_000)
    answers = [told(200, { status: 'settled', externalId: 'x3' })]
    expect(await work()).toBe(true)
    expect([calls, (await payout()).status]).toEqual([['POST', 'GET'], 'settled'])
    await expectLaws()
  })

  test('a person decides what is unknown; what the payer says later is shown and changes nothing', async () => {
    answers = [SILENCE]
    await work()
    const { id } = await payout()
    await later(async () => {
      // While the question is under way its time runs out, and a person settles.
      context.clock.advanceMs(120_001)
      await desk.settle(id, 'by hand')
      return told(200, { status: 'failed', reason: 'account closed' })
    })
    expect(await payout()).toMatchObject({ status: 'settled', externalId: 'by hand' })
    expect(await history()).toEqual(['called sent', 'unknown timeout', 'called asked', 'settled by hand', 'late_answer failed'])
    expect(await later()).toBe(false)
    await expectLaws()
  })

  test('refuses, or fails later: the money is free, and the next run pays under another key', async () => {
    const { endToEndId } = await payout()
    answers = [told(422, { status: 'refused', reason: 'limit reached' })]
    await work()
    expect(await payout()).toMatchObject({ status: 'failed', instructionState: 'refused' })
    expect(await history()).toEqual(['called sent', 'failed limit reached'])
    const [again] = await desk.payOut([affiliateId])
    expect(again?.endToEndId).not.toBe(endToEndId)
    await expectLaws()
  })

  test('nothing of the call left us: it is sent again, and was never unknown', async () => {
    answers = [{ kind: 'not_sent', reason: 'connection' }]
    await work()
    expect(await payout()).toMatchObject({ instructionState: 'stored', instructionDetail: 'connection' })
    await later(told(200, { status: 'settled', externalId: 'x4' }))
    expect([calls, (await payout()).status]).toEqual([['POST', 'POST'], 'settled'])
  })

  test('names one payment for two payouts: the second stays unknown, for people', async () => {
    answers = [told(200, { status: 'settled', externalId: 'same' })]
    await work()
    await books.send({ externalId: 's1', externalCustomerId: 'c0', externalBrandId: 'bettest', type: 'sale', saleAmount: 50, transactionDate: '2026-11-03T10:00:00.000Z' })
    await books.mature()
    const run = await desk.prepare()
    await desk.approve(run.id)
    await desk.instruct(run.id, { rail: 'webhook' })
    await later(told(200, { status: 'settled', externalId: 'same' }))
    expect(await desk.payouts({ runId: run.id })).toMatchObject([{ status: 'instructed', instructionState: 'unknown', instructionDetail: 'external_id_in_use', externalId: null }])
    await expectLaws()
  })
})

describe('what comes between instructing and calling', () => {
  const block = () => context.db.inProgram(books.programId, (tx) => decidePayoutBlock(tx, context.clock, { programId: books.programId, actor: 'user:a' }, affiliateId, { kind: 'set', reason: 'a dispute' }))

  test.each<[string, () => Promise<unknown>, string]>([
    ['another method', () => desk.method(affiliateId), 'failed method_archived'],
    ['a block', block, 'failed blocked'],
  ])('%s: nothing is sent, and the payout has failed', async (_, change, event) => {
    await change()
    expect(await work()).toBe(true)
    expect([calls, await history()]).toEqual([[], [event]])
    await expectLaws()
  })

  test('after a call that may be under way it is not given up: people decide', async () => {
    answers = [SILENCE]
    await work()
    await block()
    await later(told(404, { status: 'absent' }))
    await later()
    expect(calls).toEqual(['POST', 'GET'])
    expect(await payout()).toMatchObject({ status: 'instructed', instructionState: 'unknown', instructionDetail: 'blocked' })
    await expectLaws()
  })
})

test.each([
  ['a line in two payouts', 'payout_lines', `update payout_line set released_sequence = 1000000 where payout_id = $1`],
  ['a payout that is said to be paid', 'payout_transfers', `update payout set status = 'settled' where id = $1`],
  ['a payout of another amount', 'payout_transfers', 'update payout set amount_minor = amount_minor + 1, paid_amount_minor = paid_amount_minor + 1 where id = $1'],
  ['a payout that nobody approved', 'payout_approvals', `update payout_run r set status = 'draft', approved_at = null from payout p where p.id = $1 and r.id = p.run_id`],
  ['an approval of one’s own', 'payout_approvals', `update payout_run r set prepared_by = approved_by from payout p where p.id = $1 and r.id = p.run_id`],
  ['another key', 'payout_approvals', `update payout_instruction set idempotency_key = 'another' where payout_id = $1`],
])('verify finds %s', async (_, law, change) => {
  const { id } = await payout()
  await onConnection(context.database.ownerUrl, (client) => client.query(change, [id]))
  const { laws } = await verifyBooks(context.db, books.programId, [law])
  expect(laws).toMatchObject([{ law, offender: expect.stringMatching(/^(?:payout|commission) /) }])
})

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { listCommissions } from '../../src/domain/commissions/list-commissions.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { minorToText } from '../../src/domain/money/amounts.ts'
import { rejectTransactions } from '../../src/domain/transactions/decide-transactions.ts'
import { deposit, flat, program, refundOf, revenue, sale, share } from '../explain/scenario.ts'
import type { TestContext } from '../support/context.ts'
import { type Books, NOW, openContext } from './fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterEach(() => context.clock.set(NOW))
afterAll(() => context.close())

const percent = (rate: string, more = {}) => ({ type: 'percent_of_sale', rate, ...more })
const cpa = (amount: number) => ({ type: 'cpa', levels: [{ amount, requirements: { minDepositTotal: 20 } }] })
const HELD = { autoApprove: false, approvalStage: 'commission' }
const DAY_MS = 86_400_000

/** `externalId amount status` of every line that is not zero, in the order they were made. */
async function states(books: Books): Promise<string[]> {
  const lines = await context.db.inProgram(books.programId, (tx) => listCommissions(tx, books.programId, {}, null, 100))
  const names = await context.db.inProgram(books.programId, (tx) => tx.sql<{ id: string; external_id: string }>({ text: 'select id, external_id from transaction where program_id = $1', values: [books.programId] }))
  const nameOf = new Map(names.map((row) => [row.id, row.external_id]))
  return lines.filter(({ amountMinor }) => amountMinor !== 0n).map((line) => `${nameOf.get(line.transactionId ?? '')} ${minorToText(line.amountMinor, line.currency)} ${line.status}`).reverse()
}

async function expectSound(books: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

describe('rejecting what was approved', () => {
  test.each`
    case                            | holdDays | from
    ${'still held: from pending'}   | ${14}    | ${{ pending: '10', payable: '0' }}
    ${'matured: from payable'}      | ${0}     | ${{ pending: '0', payable: '10' }}
  `('a line $case', async ({ holdDays, from }) => {
    const { books, affiliate } = await program(context, [percent('10')], HELD, holdDays)
    await books.send(sale('s1', 3, 100))
    await books.approve('s1')
    await books.mature()
    expect(await books.balance(affiliate)).toEqual(from)
    await books.reject('s1')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    expect(await states(books)).toEqual(['s1 10 rejected'])
    await expectSound(books)
    // Time goes on, and nothing matures of what was rejected.
    context.clock.advanceMs(30 * DAY_MS)
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    await expectSound(books)
  })

  // The rejection gives back exactly what the share changes by, so no line of its own says that anything has changed.
  test.each`
    other   | owed
    ${13}   | ${'2.6'}
    ${33}   | ${'6.6'}
    ${-7}   | ${'0'}
  `('a month that had been brought to zero is reckoned anew when its loss of 33 is rejected: $other is left, $owed is owed', async ({ other, owed }) => {
    const { books, affiliate } = await program(context, [flat('20')])
    await books.send(revenue('other', 3, other), revenue('loss', 4, -33))
    context.clock.set('2026-12-15T12:00:00.000Z')
    await books.reckon()
    expect((await books.balance(affiliate)).pending).toBe('0')
    await books.reject('loss')
    await books.reckon()
    expect((await books.balance(affiliate)).pending).toBe(owed)
    await expectSound(books)
  })

  test('a transaction that needed no approval can be rejected too', async () => {
    const { books, affiliate } = await program(context, [flat('25')])
    await books.send(revenue('r1', 3, 100), revenue('r2', 4, 40))
    await books.mature()
    await books.reject('r1')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    expect(await states(books)).toEqual(['r1 25 rejected', 'r2 10 approved'])
    await expectSound(books)
  })

  test('it takes a reason, and is final', async () => {
    const { books } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 3, 100), sale('s2', 3, 100))
    await books.approve('s1')
    const transactionIds = await books.idsOf(['s1', 's2'])
    const without = context.db.inProgram(books.programId, (tx) => rejectTransactions(tx, context.clock, { programId: books.programId, transactionIds, actor: 'user:test', reason: null }))
    await expect(without).rejects.toMatchObject({ code: 'invalid_request', errors: [{ path: 'reason' }] })
    await books.reject('s1', 's2')
    await expect(books.approve('s1')).rejects.toMatchObject({ code: 'state_conflict' })
    await expect(books.reject('s1')).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await books.batch((await transactionsOf(books))[0]?.batch_id ?? '')).toMatchObject({ processed: 2, pendingApproval: 0 })
  })

  test('its refunds end with it, whether they were taken from pending or clawed back', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 3, 100))
    await books.approve('s1')
    await books.send(refundOf('f1', 4, 30, 's1'))
    await books.mature()
    await books.send(refundOf('f2', 5, 20, 's1'))
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '5' })
    await books.reject('s1')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    expect(await states(books)).toEqual(['s1 10 rejected', 'f1 -3 rejected', 'f2 -2 rejected'])
    expect((await transactionsOf(books)).map(({ external_id, status, reasons }) => [external_id, status, reasons])).toEqual([
      ['s1', 'rejected', [null, 'test']], ['f1', 'rejected', ['test']], ['f2', 'rejected', ['test']],
    ])
    await expect(books.reject('f1')).rejects.toMatchObject({ code: 'state_conflict' })
    await expectSound(books)
    // A refund that comes afterwards has nothing to take back.
    const batch = await books.send(refundOf('f3', 6, 10, 's1'))
    expect(batch?.failures).toMatchObject([{ code: 'original_rejected' }])
  })

  test('tiers, levels and counted sales come out as if it had never come', async () => {
    const components = [share('whole', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }]), cpa(50), percent('40', { recurring: { count: 1 } })]
    const { books, affiliate } = await program(context, components, HELD)
    await books.send(revenue('r1', 2, 80), revenue('r2', 3, 50), deposit('d1', 3, 20), deposit('d2', 4, 25), sale('s1', 5, 10), sale('s2', 6, 20))
    await books.approve('r1', 'r2', 'd1', 'd2', 's1', 's2')
    await books.mature()
    // 20 % of 130, the CPA on d1, 40 % of the first sale.
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '80' })
    await books.reject('r1', 'd1', 's1')
    await books.mature()
    // 10 % of 50, the CPA on d2, 40 % of what is the first sale now.
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '63' })
    await expectSound(books)
  })

  test('a loss that payable had evened out: its rejection gives payable back what it gave', async () => {
    const { books, affiliate } = await program(context, [flat('25')])
    await books.send(revenue('r1', 2, 100))
    await books.mature()
    await books.send(revenue('r2', 3, -60))
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    await books.reject('r2')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '25' })
    await expectSound(books)
  })

  test('a refund that was rejected while its sale waits does not hide a loss', async () => {
    const { books, affiliate } = await program(context, [flat('25'), percent('10')], HELD)
    await books.send(revenue('r1', 2, 400), revenue('r2', 2, -80), sale('s1', 3, 100))
    await books.approve('r1')
    await books.mature()
    await books.send(refundOf('f1', 4, 30, 's1'))
    await books.reject('f1')
    await books.approve('r2')
    await books.mature()
    // 100 of r1 in payable, less what the loss of 20 takes beyond the 10 that s1 has pending.
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '90' })
    await expectSound(books)
  })

  test('of two losses only the one that was evened out gives back', async () => {
    const { books, affiliate } = await program(context, [flat('25')])
    await books.send(revenue('r1', 2, 100))
    await books.mature()
    await books.send(revenue('r2', 3, -60))
    await books.mature()
    await books.send(revenue('r3', 4, -20))
    expect(await books.balance(affiliate)).toEqual({ pending: '-5', payable: '10' })
    await books.reject('r3')
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    await expectSound(books)
  })
})

describe('rejecting a set', () => {
  test('what the others earn is corrected by one line per total, not by lines that cancel each other', async () => {
    const { books, affiliate } = await program(context, [share('marginal', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }])], HELD)
    await books.send(revenue('r1', 2, 60))
    await books.send(revenue('r2', 3, 60))
    await books.send(revenue('r3', 4, 60))
    expect(await books.earned()).toEqual(['r1 6', 'r2 8', 'r3 12'])
    await books.reject('r1', 'r2')
    // r3 alone earns 6; its line says 12.
    expect((await books.earned()).slice(3)).toEqual(['r2 -6'])
    expect((await books.balance(affiliate)).pending).toBe('6')
    await expectSound(books)
  })

  test('nothing is left to correct when all of them are rejected together', async () => {
    const { books, affiliate } = await program(context, [share('whole', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }]), cpa(50), percent('40', { recurring: { count: 1 } })], HELD)
    await books.send(revenue('r1', 2, 60), deposit('d1', 2, 20), sale('s1', 3, 10))
    await books.send(revenue('r2', 3, 60), deposit('d2', 3, 20), sale('s2', 2, 10))
    const lines = (await books.lines()).length
    await books.reject('r1', 'r2', 'd1', 'd2', 's1', 's2')
    expect(await books.lines()).toHaveLength(lines)
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    await expectSound(books)
  })

  test('pending and approved ones together, counted into their batch once', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 2, 100), sale('s2', 2, 100), sale('s3', 2, 100))
    await books.approve('s1')
    await books.reject('s1', 's2')
    const [first] = await transactionsOf(books)
    expect(await books.batch(first?.batch_id ?? '')).toMatchObject({ processed: 2, pendingApproval: 1 })
    expect(await books.balance(affiliate)).toEqual({ pending: '10', payable: '0' })
    await expectSound(books)
  })
})

describe('rejecting what was paid', () => {
  test('the paid line stays; a negative line in the open period takes the money from payable', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send({ ...sale('s1', 3, 100), transactionDate: '2026-10-05T10:00:00.000Z' })
    await books.approve('s1')
    await books.mature()
    await books.pay('s1')
    expect(await states(books)).toEqual(['s1 10 paid'])
    await books.reject('s1')
    expect(await states(books)).toEqual(['s1 10 paid', 's1 -10 approved'])
    const [taken] = await context.db.inProgram(books.programId, (tx) => listCommissions(tx, books.programId, {}, null, 1))
    expect(taken).toMatchObject({ period: '2026-11', relatesToPeriod: '2026-10', reason: 'rejected_after_payment', occurredAt: new Date(NOW) })
    expect(await kinds(books)).toEqual(['commission_accrued', 'commission_matured', 'payout_reserved', 'payout_settled', 'commission_clawed_back'])
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '-10' })
    await expectSound(books)
  })

  test('a refund that was taken off a payout comes back with its sale', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 3, 100))
    await books.approve('s1')
    await books.mature()
    await books.send(refundOf('f1', 4, 30, 's1'))
    await books.pay('s1', 'f1')
    await books.send(refundOf('f2', 5, 20, 's1'))
    await books.reject('s1')
    await books.mature()
    expect(await states(books)).toEqual(['s1 10 paid', 'f1 -3 paid', 'f2 -2 rejected', 's1 -10 approved', 'f1 3 approved'])
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '-7' })
    await expectSound(books)
  })

  test('a refund that was taken off a payout is rejected: its sale can be refunded again, and no more than once', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 3, 100))
    await books.approve('s1')
    await books.mature()
    await books.send(refundOf('f1', 4, 60, 's1'))
    await books.pay('s1')
    await books.reject('f1')
    expect(await states(books)).toEqual(['s1 10 paid', 'f1 -6 paid', 'f1 6 approved'])
    await books.send(refundOf('f2', 5, 100, 's1'))
    expect(await states(books)).toEqual(['s1 10 paid', 'f1 -6 paid', 'f1 6 approved', 'f2 -10 approved'])
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '-4' })
    await expectSound(books)
  })

  test('shares, levels and counted sales of paid lines come out as if they had never come', async () => {
    const components = [share('whole', [{ from: 0, rate: '10' }, { from: 100, rate: '20' }]), cpa(50), percent('40', { recurring: { count: 1 } })]
    const { books, affiliate } = await program(context, components, HELD)
    await books.send(revenue('r1', 2, 80), revenue('r2', 3, 50), deposit('d1', 3, 20), deposit('d2', 4, 25), sale('s1', 5, 10), sale('s2', 6, 20))
    await books.approve('r1', 'r2', 'd1', 'd2', 's1', 's2')
    await books.mature()
    await books.pay('r1', 'r2', 'd1', 'd2', 's1', 's2')
    await books.reject('r1', 'd1', 's1')
    await books.mature()
    expect(await books.unpaid(affiliate)).toEqual({ pending: '0', payable: '63' })
    await expectSound(books)
    // The corrections of that step are lines like others: they count when the rest goes too.
    await books.reject('r2', 'd2', 's2')
    await books.mature()
    expect(await books.unpaid(affiliate)).toEqual({ pending: '0', payable: '0' })
    await expectSound(books)
    await books.send(deposit('d3', 7, 20), revenue('r3', 7, 100), sale('s3', 7, 10))
    await books.approve('d3', 'r3', 's3')
    await books.mature()
    expect(await books.unpaid(affiliate)).toEqual({ pending: '0', payable: '74' })
    await expectSound(books)
  })
})

describe('rejecting a refund', () => {
  test('a dispute that was won: the chargeback is rejected, and the commission is there again', async () => {
    const { books, affiliate } = await program(context, [percent('10')], HELD)
    await books.send(sale('s1', 3, 100))
    await books.approve('s1')
    await books.mature()
    await books.send(refundOf('b1', 4, 100, 's1', { type: 'chargeback' }))
    expect(await states(books)).toEqual(['s1 10 reversed', 'b1 -10 approved'])
    await books.reject('b1')
    expect(await states(books)).toEqual(['s1 10 approved', 'b1 -10 rejected'])
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '10' })
    await expectSound(books)
    // And lost again, for good.
    await books.send(refundOf('b2', 5, 100, 's1', { type: 'chargeback' }))
    expect(await states(books)).toEqual(['s1 10 reversed', 'b1 -10 rejected', 'b2 -10 approved'])
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    await expectSound(books)
  })

  test('one that others came after waits for them: what they take back was worked out from what it had left', async () => {
    const { books, affiliate } = await program(context, [percent('10')])
    await books.send(sale('s1', 3, 100), refundOf('f1', 4, 60, 's1'), refundOf('f2', 5, 60, 's1'))
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '0' })
    await expect(books.reject('f1')).rejects.toMatchObject({ code: 'state_conflict' })
    await books.reject('f1', 'f2')
    expect((await books.balance(affiliate)).pending).toBe('10')
    await books.send(refundOf('f3', 6, 50, 's1'))
    await books.send(refundOf('f4', 6, 50, 's1'))
    expect((await books.balance(affiliate)).pending).toBe('0')
    await expectSound(books)
    await books.reject('f4')
    expect((await books.balance(affiliate)).pending).toBe('5')
    await expectSound(books)
  })
})

interface Decided {
  readonly external_id: string
  readonly status: string
  readonly batch_id: string
  readonly reasons: (string | null)[]
}

/** The transactions in the order they were made, with the reasons of their decisions. */
function transactionsOf(books: Books): Promise<Decided[]> {
  return context.db.inProgram(books.programId, (tx) =>
    tx.sql<Decided>({
      text: `select t.external_id, t.status, t.batch_id, array(select e.reason from transaction_event e where e.program_id = $1 and e.transaction_id = t.id order by e.id) as reasons
               from transaction t where t.program_id = $1 order by t.id`,
      values: [books.programId],
    }),
  )
}

async function kinds(books: Books): Promise<string[]> {
  const rows = await context.db.inProgram(books.programId, (tx) => tx.sql<{ kind: string }>({ text: 'select kind from ledger_transfer where program_id = $1 order by id', values: [books.programId] }))
  return rows.map(({ kind }) => kind)
}

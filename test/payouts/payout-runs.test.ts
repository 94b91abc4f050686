import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAdjustment } from '../../src/domain/adjustments/create-adjustment.ts'
import { listCommissions } from '../../src/domain/commissions/list-commissions.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { cancelPayoutRun } from '../../src/domain/payouts/cancel-payout-run.ts'
import { continuePayoutRun } from '../../src/domain/payouts/continue-payout-run.ts'
import { openPayoutStep } from '../../src/domain/payouts/payout-step.ts'
import { readPayoutRun } from '../../src/domain/payouts/payout-run.ts'
import { preparePayouts } from '../../src/domain/payouts/prepare-payouts.ts'
import { settlePayouts } from '../../src/domain/payouts/settle-payouts.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { PayoutDesk } from './payout-desk.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

interface Opened {
  readonly books: Books
  readonly desk: PayoutDesk
  readonly affiliates: readonly [Uuid, Uuid]
}

/** Two affiliates with a customer each (c0, c1), 10 % of every sale, and a method. */
async function open({ holdDays = 0, minimum = 0n, currency = 'EUR', autoApprove = true }: { holdDays?: number; minimum?: bigint; currency?: string; autoApprove?: boolean } = {}): Promise<Opened> {
  const books = await Books.open(context, { currency, autoApprove, approvalStage: 'commission' })
  await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }], holdDays)
  const desk = new PayoutDesk(context, books.programId, currency)
  const affiliates = [await books.affiliate(), await books.affiliate()] as const
  for (const [index, affiliateId] of affiliates.entries()) {
    await books.customer(`c${index}`, affiliateId)
    await desk.method(affiliateId)
  }
  await context.db.shared((tx) => tx.sql({ text: 'update program set payout_minimum_minor = $2 where id = $1', values: [books.programId, minimum] }))
  return { books, desk, affiliates }
}

function sale(externalId: string, day: number, saleAmount: number, customer = 0): Record<string, unknown> {
  return { externalId, externalCustomerId: `c${customer}`, externalBrandId: 'bettest', type: 'sale', saleAmount, transactionDate: `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z` }
}

function refund(externalId: string, day: number, saleAmount: number, relatedExternalId: string): Record<string, unknown> {
  return { ...sale(externalId, day, saleAmount), type: 'refund', relatedExternalId }
}

async function expectLaws({ programId }: Books): Promise<void> {
  const { laws } = await verifyBooks(context.db, programId)
  expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
}

/** The sums of what is payable, on its way, and paid. */
async function money(books: Books, affiliateId: Uuid, currency = books.currency): Promise<Record<string, bigint>> {
  const rows = await context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ kind: string; balance: bigint }>({ text: 'select kind, credits - debits as balance from ledger_account where program_id = $1 and owner_id = $2 and currency = $3', values: [books.programId, affiliateId, currency] }),
  )
  return Object.fromEntries(rows.map(({ kind, balance }) => [kind.replace('affiliate_', ''), balance]))
}

async function states(books: Books): Promise<string[]> {
  const lines = await context.db.inProgram(books.programId, (tx) => listCommissions(tx, books.programId, {}, null, 100))
  return lines.map(({ amountMinor, status }) => `${amountMinor} ${status}`).reverse()
}

async function adjust(books: Books, affiliateId: Uuid, amount: number): Promise<void> {
  await context.db.shared((tx) => tx.sql({ text: 'update program set adjustment_limit_minor = 1000000 where id = $1', values: [books.programId] }))
  await context.db.inProgram(books.programId, (tx) => createAdjustment(tx, context.clock, { programId: books.programId, actor: 'user:test' }, { affiliateId, amount, reason: 'test' }))
}

describe('a run', () => {
  test('sets money aside as it is prepared, needs a second person, and pays once', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100), sale('s2', 4, 50))
    await books.mature()
    const run = await desk.prepare()
    expect(run).toMatchObject({ status: 'draft', cause: 'user', preparedBy: 'user:maker' })
    expect(await desk.payouts()).toMatchObject([{ affiliateId: anna, amountMinor: 1_500n, paidAmountMinor: 1_500n, status: 'draft', methodKind: 'bank', methodHint: 'hint' }])
    expect(await money(books, anna)).toEqual({ pending: 0n, payable: 0n, payout_in_transit: 1_500n })
    expect(await states(books)).toEqual(['1000 approved', '500 approved'])
    await expect(desk.approve(run.id, 'user:maker')).rejects.toMatchObject({ code: 'second_person_required' })
    expect(await desk.approve(run.id)).toMatchObject({ status: 'approved', approvedBy: 'user:checker' })
    await expect(desk.approve(run.id)).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await desk.instruct(run.id)).toMatchObject({ status: 'instructed' })
    await expect(desk.instruct(run.id)).rejects.toMatchObject({ code: 'state_conflict' })
    const [payout] = await desk.payouts()
    expect(await desk.settle(payout?.id ?? '', 'wire 1')).toMatchObject([{ status: 'settled', externalId: 'wire 1', instructionState: 'accepted' }])
    expect(await desk.settle(payout?.id ?? '', 'wire 1')).toMatchObject([{ status: 'settled' }])
    await expect(desk.settle(payout?.id ?? '', 'wire 2')).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await money(books, anna)).toEqual({ pending: 0n, payable: 0n, payout_in_transit: 0n })
    expect(await states(books)).toEqual(['1000 paid', '500 paid'])
    await expectLaws(books)
  })

  test('of one person is enough where the program says so, and the audit says that it did', async () => {
    const { books, desk } = await open()
    await context.db.shared((tx) => tx.sql({ text: `update program set payout_approval = 'one_person' where id = $1`, values: [books.programId] }))
    await books.send(sale('s1', 3, 100))
    await books.mature()
    const run = await desk.prepare()
    expect(await desk.approve(run.id, 'user:maker')).toMatchObject({ status: 'approved' })
    const audited = await context.db.inProgram(books.programId, (tx) => tx.sql({ text: `select details from audit_entry where program_id = $1 and action = 'payout_run.approved'`, values: [books.programId] }))
    expect(audited).toEqual([{ details: { payoutApproval: 'one_person' } }])
    await expectLaws(books)
  })

  test('that finds nobody is empty, says why, and cannot be approved', async () => {
    const { books, desk, affiliates: [anna, berta] } = await open()
    const run = await desk.prepare({ affiliateIds: [anna, berta] })
    expect(run.status).toBe('empty')
    expect(await desk.leftOut(run.id)).toEqual(new Map([[anna, 'nothing_payable 0'], [berta, 'nothing_payable 0']]))
    await expect(desk.approve(run.id)).rejects.toMatchObject({ code: 'state_conflict' })
    await expect(desk.prepare({ affiliateIds: [newId()] })).rejects.toMatchObject({ code: 'affiliate_unknown' })
    await expectLaws(books)
  })

  test('beside another one, ten at once: one of them pays, the others find the money in flight', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    const runs = await Promise.all(Array.from({ length: 10 }, () => desk.prepare()))
    expect(runs.map(({ status }) => status).sort()).toEqual(['draft', ...Array.from({ length: 9 }, () => 'empty')])
    expect(await desk.payouts()).toMatchObject([{ affiliateId: anna, amountMinor: 1_000n }])
    const reasons = await Promise.all(runs.filter(({ status }) => status === 'empty').map(async ({ id }) => (await desk.leftOut(id)).get(anna)))
    expect(new Set(reasons)).toEqual(new Set(['in_flight 0']))
    await expectLaws(books)
  })

  test('is prepared in steps that another worker can take up, and looks at everybody once', async () => {
    const { books, desk } = await open()
    for (const index of [2, 3, 4, 5]) {
      const affiliateId = await books.affiliate()
      await books.customer(`c${index}`, affiliateId)
      await desk.method(affiliateId)
    }
    await books.send(...Array.from({ length: 6 }, (_, index) => sale(`s${index}`, 3, 100, index)))
    await books.mature()
    const id = newId()
    await context.db.inProgram(books.programId, async (tx) => {
      await tx.sql({
        text: `insert into payout_run (program_id, id, status, cause, prepared_by, prepared_at, updated_at) values ($1, $2, 'preparing', 'user', 'user:maker', $3, $3)`,
        values: [books.programId, id, context.clock.now()],
      })
      await preparePayouts(await openPayoutStep(tx, context.clock, { programId: books.programId, actor: 'user:maker' }), await readPayoutRun(tx, books.programId, id), 2)
    })
    expect(await desk.payouts()).toHaveLength(2)
    await expect(desk.approve(id)).rejects.toMatchObject({ code: 'state_conflict' })
    await expectLaws(books)
    const steps = await Promise.all(Array.from({ length: 5 }, () => continuePayoutRun(context, books.programId, 2)))
    expect(steps.filter(Boolean)).toHaveLength(3)
    expect(await continuePayoutRun(context, books.programId, 2)).toBe(false)
    expect(new Set((await desk.payouts()).map(({ affiliateId }) => affiliateId)).size).toBe(6)
    expect(await desk.approve(id)).toMatchObject({ status: 'approved' })
    await expectLaws(books)
  })

  test('that is cancelled gives everything back, and the next run pays it', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    const run = await desk.prepare()
    await desk.approve(run.id)
    const cancel = () => context.db.inProgram(books.programId, (tx) => cancelPayoutRun(tx, context.clock, { programId: books.programId, actor: 'user:maker' }, run.id, 'a typing error'))
    expect(await cancel()).toMatchObject({ status: 'cancelled', cancellationReason: 'a typing error' })
    await expect(cancel()).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await money(books, anna)).toEqual({ pending: 0n, payable: 1_000n, payout_in_transit: 0n })
    expect(await desk.payOut()).toMatchObject([{ affiliateId: anna, amountMinor: 1_000n, status: 'settled' }])
    await expectLaws(books)
  })
})

describe('what is paid', () => {
  test('is no more than payable less every negative that waits in pending, approved or not', async () => {
    const { books, desk, affiliates: [anna] } = await open({ autoApprove: false })
    await books.send(sale('s1', 3, 1_000), sale('s2', 4, 500), refund('f1', 5, 100, 's2'))
    await books.approve('s1')
    await books.mature()
    // 100 is payable; 50 waits, of which 10 were refunded: money first, the 10 stay until somebody has decided.
    expect(await books.balance(anna)).toEqual({ pending: '40', payable: '100' })
    const [payout] = await desk.payOut()
    expect(payout).toMatchObject({ amountMinor: 9_000n })
    await books.approve('s2')
    await books.mature()
    expect((await desk.payOut()).map(({ amountMinor }) => amountMinor)).toEqual([5_000n])
    expect(await money(books, anna)).toMatchObject({ pending: 0n, payable: 0n, payout_in_transit: 0n })
    await expectLaws(books)
  })

  test('adds up to the lines that payouts took, whenever a refund comes', async () => {
    const { books, desk, affiliates: [anna] } = await open({ holdDays: 10 })
    await books.send(sale('s1', 3, 1_000), sale('s2', 14, 500))
    await books.mature()
    await books.send(refund('f1', 14, 200, 's2'))
    expect((await desk.payOut([anna])).map(({ amountMinor }) => amountMinor)).toEqual([8_000n])
    expect(await states(books)).toEqual(['10000 paid', '5000 approved', '-2000 paid'])
    context.clock.advanceMs(10 * 86_400_000)
    await books.mature()
    expect((await desk.payOut([anna])).map(({ amountMinor }) => amountMinor)).toEqual([5_000n])
    expect(await states(books)).toEqual(['10000 paid', '5000 paid', '-2000 paid'])
    await expectLaws(books)
    context.clock.set('2026-11-15T12:00:00.000Z')
  })

  test('is nothing below zero, and what is owed comes off later', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    await desk.payOut()
    await books.reject('s1')
    const run = await desk.prepare()
    expect(await desk.leftOut(run.id)).toEqual(new Map([[anna, 'negative_balance -10']]))
    await books.send(sale('s2', 4, 250))
    await books.mature()
    expect((await desk.payOut()).map(({ amountMinor }) => amountMinor)).toEqual([1_500n])
    expect(await states(books)).toEqual(['1000 paid', '-1000 paid', '2500 paid'])
    await expectLaws(books)
  })

  test('carries over below the minimum, and says how much is missing; exactly the minimum is paid', async () => {
    const { books, desk, affiliates: [anna, berta] } = await open({ minimum: 5_000n })
    await books.send(sale('s1', 3, 499.9), sale('s2', 3, 500, 1))
    await books.mature()
    const run = await desk.prepare()
    expect(await desk.leftOut(run.id)).toEqual(new Map([[anna, 'below_minimum 49.99']]))
    expect(await desk.payouts()).toMatchObject([{ affiliateId: berta, amountMinor: 5_000n }])
    const [row] = await context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'select missing_minor, missing_currency from payout_left_out where program_id = $1', values: [books.programId] }))
    expect(row).toEqual({ missing_minor: 1n, missing_currency: 'EUR' })
    await expectLaws(books)
  })

  test('includes adjustments, which have no line', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    await adjust(books, anna, -2.5)
    expect((await desk.payOut()).map(({ amountMinor }) => amountMinor)).toEqual([750n])
    await expectLaws(books)
  })

  test('in another currency is exchanged at the rate of that moment, and given back to the unit', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await desk.method(anna, { currency: 'USD' })
    await books.send(sale('s1', 3, 100))
    await books.mature()
    const without = await desk.prepare()
    expect(await desk.leftOut(without.id)).toEqual(new Map([[anna, 'rate_missing 10']]))
    await context.db.inProgram(books.programId, (tx) =>
      tx.sql({ text: `insert into fx_rate (program_id, id, currency, rate_ppb, effective_from, source, created_at) values ($1, $2, 'USD', 900000000, $3, 'ecb', $3)`, values: [books.programId, newId(), context.clock.now()] }),
    )
    const run = await desk.prepare()
    const [payout] = await desk.payouts({ runId: run.id })
    expect(payout).toMatchObject({ amountMinor: 1_000n, currency: 'EUR', paidAmountMinor: 1_111n, paidCurrency: 'USD', ratePpb: 900_000_000n, rateSource: 'ecb' })
    expect([await money(books, anna), await money(books, anna, 'USD')]).toEqual([{ pending: 0n, payable: 0n }, { payable: 0n, payout_in_transit: 1_111n }])
    await expectLaws(books)
    await desk.end(payout?.id ?? '', 'cancelled')
    expect([await money(books, anna), await money(books, anna, 'USD')]).toEqual([{ pending: 0n, payable: 1_000n }, { payable: 0n, payout_in_transit: 0n }])
    await expectLaws(books)
    expect(await desk.payOut()).toMatchObject([{ status: 'settled', paidAmountMinor: 1_111n }])
    await expectLaws(books)
  })
})

describe('who is left out', () => {
  test.each<[string, string, (opened: Opened) => Promise<unknown>]>([
    ['no method', 'method_missing 10', ({ books }) => sql(books, 'update payout_method set is_default = false where program_id = $1')],
    ['a method that is held', 'method_held 10', ({ desk, affiliates }) => desk.method(affiliates[0], { heldUntil: new Date('2026-11-15T12:00:00.001Z') })],
    ['a manager’s block', 'blocked 10', ({ books, affiliates }) => sql(books, `insert into payout_block (program_id, id, affiliate_id, kind, reason, actor, recorded_at) values ($1, gen_random_uuid(), '${affiliates[0]}', 'set', 'a dispute', 'user:a', now())`)],
    ['suspended', 'suspended 10', ({ books }) => sql(books, `update affiliate set status = 'suspended' where program_id = $1`)],
    ['erased', 'erased 10', ({ books }) => sql(books, `update affiliate set status = 'archived', erased_at = now() where program_id = $1`)],
  ])('%s: %s', async (_, reason, change) => {
    const opened = await open()
    const { books, desk, affiliates: [anna] } = opened
    await books.send(sale('s1', 3, 100))
    await books.mature()
    await change(opened)
    const run = await desk.prepare()
    expect([run.status, (await desk.leftOut(run.id)).get(anna)]).toEqual(['empty', reason])
    expect(await money(books, anna)).toMatchObject({ payable: 1_000n })
  })

  test('a hold that ends now is over, and who left is still paid', async () => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    await desk.method(anna, { heldUntil: context.clock.now() })
    await sql(books, `update affiliate set status = 'archived' where program_id = $1`)
    expect(await desk.payOut()).toHaveLength(1)
  })
})

async function sql(books: Books, text: string): Promise<void> {
  await context.db.inProgram(books.programId, (tx) => tx.sql({ text, values: [books.programId] }))
}

describe('what becomes of a payout', () => {
  test.each(['failed', 'returned'] as const)('%s: its money and its lines are free again, and are paid by the next run', async (end) => {
    const { books, desk, affiliates: [anna] } = await open()
    await books.send(sale('s1', 3, 100))
    await books.mature()
    const run = await desk.prepare()
    await desk.approve(run.id)
    await desk.instruct(run.id)
    const id = (await desk.payouts())[0]?.id ?? ''
    if (end === 'returned') await desk.settle(id)
    expect(await desk.end(id, end)).toMatchObject({ status: end })
    expect(await desk.end(id, end)).toMatchObject({ status: end })
    await expect(desk.settle(id, 'late')).rejects.toMatchObject({ code: 'state_conflict' })
    expect(await states(books)).toEqual(['1000 approved'])
    expect(await money(books, anna)).toMatchObject({ payable: 1_000n, payout_in_transit: 0n })
    await expectLaws(books)
    expect(await desk.payOut()).toHaveLength(1)
    expect(await states(books)).toEqual(['1000 paid'])
    await expectLaws(books)
  })

  test('one outside id pays one payout; ten at once of two payouts settle one', async () => {
    const { books, desk } = await open()
    await books.send(sale('s1', 3, 100), sale('s2', 3, 100, 1))
    await books.mature()
    const run = await desk.prepare()
    await desk.approve(run.id)
    await desk.instruct(run.id)
    const ids = (await desk.payouts()).map(({ id }) => id)
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, (_, index) => desk.settle(ids[index % 2] ?? '', 'wire')))
    const codes = outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'settled' : (outcome.reason as { code: string }).code))
    expect(codes.sort()).toEqual([...Array.from({ length: 5 }, () => 'external_id_in_use'), ...Array.from({ length: 5 }, () => 'settled')])
    expect((await desk.payouts()).map(({ status }) => status).sort()).toEqual(['instructed', 'settled'])
    const both = [{ payoutId: ids[0] ?? '', externalId: 'wire' }, { payoutId: ids[1] ?? '', externalId: 'wire' }]
    await expect(context.db.inProgram(books.programId, (tx) => settlePayouts(tx, context.clock, { programId: books.programId, actor: 'user:a' }, both))).rejects.toMatchObject({ code: 'external_id_in_use' })
    await expectLaws(books)
  })

  test('its method is changed while it waits: it is not sent, stays approved, says so, and can be cancelled alone', async () => {
    const { books, desk, affiliates: [anna, berta] } = await open()
    await books.send(sale('s1', 3, 100), sale('s2', 3, 100, 1))
    await books.mature()
    const run = await desk.prepare()
    await desk.approve(run.id)
    await desk.method(anna)
    await desk.instruct(run.id)
    const byAffiliate = new Map((await desk.payouts()).map((payout) => [payout.affiliateId, payout]))
    expect(byAffiliate.get(anna)).toMatchObject({ status: 'approved', notSentReason: 'method_archived', instructionState: null })
    expect(byAffiliate.get(berta)).toMatchObject({ status: 'instructed', notSentReason: null, instructionState: 'sent' })
    expect(await desk.end(byAffiliate.get(anna)?.id ?? '', 'cancelled')).toMatchObject({ status: 'cancelled' })
    expect(await desk.payOut([anna])).toHaveLength(1)
    await expectLaws(books)
  })

  test('a transaction is rejected whose line is in a draft: the line stays in it and is taken back, also if the payout ends', async () => {
    for (const ends of [false, true]) {
      const { books, desk, affiliates: [anna] } = await open()
      await books.send(sale('s1', 3, 100))
      await books.mature()
      const run = await desk.prepare()
      await books.reject('s1')
      expect(await money(books, anna)).toMatchObject({ payable: -1_000n, payout_in_transit: 1_000n })
      await expectLaws(books)
      if (ends) await context.db.inProgram(books.programId, (tx) => cancelPayoutRun(tx, context.clock, { programId: books.programId, actor: 'user:a' }, run.id, 'test'))
      expect(await money(books, anna)).toMatchObject({ payable: ends ? 0n : -1_000n })
      await expectLaws(books)
      await books.send(sale('s2', 4, 300))
      await books.mature()
      expect((await desk.payOut([anna])).map(({ amountMinor }) => amountMinor)).toEqual([ends ? 3_000n : 2_000n])
      await expectLaws(books)
    }
  })
})

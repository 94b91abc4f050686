import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import type { TestContext } from '../support/context.ts'
import { Books, openContext } from './fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const at = (day: number, time = '10:00') => `2026-11-${String(day).padStart(2, '0')}T${time}:00.000Z`
const revenue = (externalId: string, day: number, grossRevenue: number, more = {}) => ({ externalId, type: 'revenue', transactionDate: at(day), externalCustomerId: 'c1', grossRevenue, ...more })
const deposit = (externalId: string, day: number, depositAmount: number, more = {}) => ({ externalId, type: 'deposit', transactionDate: at(day), externalCustomerId: 'c1', depositAmount, ...more })
const sale = (externalId: string, day: number, saleAmount: number, more = {}) => ({ externalId, type: 'sale', transactionDate: at(day), externalCustomerId: 'c1', saleAmount, ...more })

const SHARE = { type: 'revenue_share', base: 'net_revenue' }
const flat = (rate: string) => ({ ...SHARE, rate })
const tiered = (application: string, metric = 'net_revenue', window = 'period', bands = [{ from: 0, rate: '5' }, { from: 100, rate: '10' }]) => ({ ...SHARE, tiers: { metric, window, application, bands } })

async function program(components: unknown[], settings: Parameters<typeof Books.open>[1] = {}, holdDays = 0): Promise<{ books: Books; affiliate: string }> {
  const books = await Books.open(context, settings)
  const affiliate = await books.affiliate()
  await books.defaultPlan(components, holdDays)
  await books.customer('c1', affiliate)
  return { books, affiliate }
}

describe('revenue share', () => {
  test('a flat share of net revenue, line by line', async () => {
    const { books, affiliate } = await program([flat('25')])
    await books.send(revenue('r1', 2, 100), revenue('r2', 3, 0.1), revenue('r3', 4, 0.1))
    // 25.00, then round(25.025) − 25.00, then round(25.05) − 25.03.
    expect(await books.earned()).toEqual(['r1 25', 'r2 0.03', 'r3 0.02'])
    expect(await books.balance(affiliate)).toEqual({ pending: '25.05', payable: '0' })
  })

  test.each`
    application   | gross  | total
    ${'marginal'} | ${150} | ${'10'}
    ${'whole'}    | ${150} | ${'15'}
    ${'marginal'} | ${100} | ${'5'}
    ${'whole'}    | ${100} | ${'10'}
    ${'whole'}    | ${99}  | ${'4.95'}
  `('5 % up to 100, 10 % above, $application: $gross earns $total', async ({ application, gross, total }) => {
    const { books, affiliate } = await program([tiered(application)])
    await books.send(revenue('r1', 2, gross))
    expect((await books.balance(affiliate)).pending).toBe(total)
  })

  test('a whole tier crossed in the middle of a period re-rates what came before, on the crossing transaction', async () => {
    const { books } = await program([tiered('whole')])
    await books.send(revenue('r1', 2, 60))
    await books.send(revenue('r2', 3, 60))
    expect(await books.earned()).toEqual(['r1 3', 'r2 9'])
  })

  test('tiers on deposits and on first deposits', async () => {
    const byDeposits = await program([tiered('whole', 'deposits')])
    await byDeposits.books.send(revenue('r1', 2, 100), deposit('d1', 3, 100))
    expect(await byDeposits.books.earned()).toEqual(['r1 5', 'd1 5'])

    const byFirst = await program([tiered('whole', 'ftd_count', 'period', [{ from: 0, rate: '10' }, { from: 2, rate: '20' }])])
    await byFirst.books.customer('c2', byFirst.affiliate)
    await byFirst.books.send(revenue('r1', 2, 100), deposit('d1', 3, 10), deposit('d2', 4, 10, { externalCustomerId: 'c2' }), deposit('d3', 5, 10, { externalCustomerId: 'c2' }))
    expect(await byFirst.books.earned()).toEqual(['r1 10', 'd2 10'])
  })

  test('a first deposit that comes late moves the count to its own period', async () => {
    const { books, affiliate } = await program([tiered('whole', 'ftd_count', 'period', [{ from: 0, rate: '10' }, { from: 1, rate: '20' }])])
    await books.send(revenue('r1', 2, 100), deposit('d1', 3, 10))
    expect((await books.balance(affiliate)).pending).toBe('20')
    await books.send({ ...deposit('d0', 3, 10), transactionDate: '2026-10-30T10:00:00.000Z' })
    expect((await books.balance(affiliate)).pending).toBe('10')
  })

  test('a period is the local month of the program', async () => {
    const { books } = await program([tiered('whole')])
    // 23:30 UTC on 31 October is 1 November 00:30 in Malta (winter time since the 25th).
    await books.send({ ...revenue('r1', 1, 60), transactionDate: '2026-10-31T22:30:00.000Z' }, { ...revenue('r2', 1, 60), transactionDate: '2026-10-31T23:30:00.000Z' })
    expect((await books.lines()).map(({ period, amount }) => `${period} ${amount}`)).toEqual(['2026-10 3', '2026-11 3'])
  })

  test('a negative month is rated at the first rate', async () => {
    const { books, affiliate } = await program([tiered('whole')])
    await books.send(revenue('r1', 2, -200))
    expect((await books.balance(affiliate)).pending).toBe('-10')
  })
})

describe('deductions', () => {
  test('fees on deposits and an admin fee on what remains, in order', async () => {
    const { books, affiliate } = await program([flat('50')], {
      deductions: [
        { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
        { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '20' },
      ],
    })
    await books.send(revenue('r1', 2, 100, { depositAmount: 100 }))
    // 100 − 5 = 95; 20 % of it is 19; half of 76.
    expect((await books.balance(affiliate)).pending).toBe('38')
  })
})

describe('CPA', () => {
  const cpa = (requirements: object, amount = 50) => [{ type: 'cpa', levels: [{ amount, requirements }] }]

  test.each`
    case                      | amount   | day   | earned
    ${'one cent short'}       | ${19.99} | ${3}  | ${[]}
    ${'exactly the minimum'}  | ${20}    | ${3}  | ${['d1 50']}
    ${'on the last day'}      | ${20}    | ${11} | ${['d1 50']}
    ${'one day late'}         | ${20}    | ${12} | ${[]}
  `('$case', async ({ amount, day, earned }) => {
    const { books } = await program(cpa({ minDepositTotal: 20, withinDays: 10, withinFrom: 'registration' }))
    await books.send({ ...deposit('d1', day, amount), transactionDate: at(day, '00:00') })
    expect(await books.earned()).toEqual(earned)
  })

  test('what does not qualify yet says so', async () => {
    const { books } = await program(cpa({ minDepositTotal: 20 }))
    await books.send(deposit('d1', 3, 14))
    expect(await books.lines()).toMatchObject([{ kind: 'zero', reason: 'not_qualified_yet' }])
  })

  test('levels are cumulative: each pays the difference, also when both are reached at once', async () => {
    const components = [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 100 } }] }]
    const slow = await program(components)
    await slow.books.send(deposit('d1', 3, 20))
    await slow.books.send(deposit('d2', 4, 80))
    expect(await slow.books.earned()).toEqual(['d1 50', 'd2 30'])
    const fast = await program(components)
    await fast.books.send(deposit('d1', 3, 500))
    expect(await fast.books.earned()).toEqual(['d1 50', 'd1 30'])
  })

  test('a chargeback takes the CPA back inside the hold from pending, after it from payable', async () => {
    const components = cpa({ minDepositTotal: 20 })
    const early = await program(components, {}, 14)
    await early.books.send(deposit('d1', 10, 20))
    await early.books.send({ externalId: 'x1', type: 'chargeback', transactionDate: at(12), externalCustomerId: 'c1', depositAmount: 5, relatedExternalId: 'd1' })
    expect(await early.books.earned()).toEqual(['d1 50', 'x1 -50'])
    expect(await early.books.balance(early.affiliate)).toEqual({ pending: '0', payable: '0' })

    const late = await program(components)
    await late.books.send(deposit('d1', 10, 20))
    await late.books.mature()
    expect(await late.books.balance(late.affiliate)).toEqual({ pending: '0', payable: '50' })
    await late.books.send({ externalId: 'x1', type: 'chargeback', transactionDate: at(12), externalCustomerId: 'c1', depositAmount: 20 })
    expect(await late.books.balance(late.affiliate)).toEqual({ pending: '0', payable: '0' })
  })

  test('a supplied CPA counts as paid: later levels pay only the difference', async () => {
    const { books, affiliate } = await program([{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }, { amount: 80, requirements: { minDepositTotal: 100 } }] }])
    await books.send({ ...revenue('s1', 2, 0), cpaCommission: 60 })
    await books.send(deposit('d1', 3, 20), deposit('d2', 4, 100))
    expect(await books.earned()).toEqual(['s1 60', 'd2 20'])
    expect((await books.balance(affiliate)).pending).toBe('80')
  })
})

describe('holds', () => {
  test('a component’s own hold takes the place of the version’s, also when it is none; other components have the version’s', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10', holdDays: 0 }, { type: 'fixed_per_sale', amount: 15 }, { type: 'fixed_per_sale', amount: 4, holdDays: 9 }], {}, 10)
    // Now is noon on November 15: nine days after the sale are over at this very moment, ten are not.
    await books.send({ ...sale('s1', 6, 100), transactionDate: at(6, '12:00') })
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '15', payable: '14' })
  })

  test('the hold of a share and of a CPA', async () => {
    const cpa = { type: 'cpa', levels: [{ amount: 50 }], holdDays: 30 }
    const { books, affiliate } = await program([{ ...flat('25'), holdDays: 30 }, cpa], {}, 0)
    await books.send(revenue('r1', 2, 100))
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '75', payable: '0' })
  })
})

describe('sales', () => {
  test('a percentage of each sale, each rounded by itself; a fixed amount per sale', async () => {
    const { books } = await program([{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 15 }])
    await books.send(sale('s1', 2, 99.95))
    expect(await books.earned()).toEqual(['s1 10', 's1 15'])
  })

  test.each([['counted among others', { recurring: { count: 5 } }], ['rated by itself', {}]])('what a negative sale took away is given back with the deposit that it came with, %s', async (_case, more) => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10', ...more }])
    await books.send(sale('s1', 2, -50, { depositAmount: 100 }))
    await books.send({ externalId: 'r1', type: 'refund', transactionDate: at(3), externalCustomerId: 'c1', depositAmount: 40, relatedExternalId: 's1' })
    expect(await books.earned()).toEqual(['s1 -5', 'r1 2'])
    expect((await books.balance(affiliate)).pending).toBe('-3')
    const { laws } = await verifyBooks(context.db, books.programId)
    expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  })

  test('refunds take back in proportion, cumulated, never more than the original', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10' }])
    const refund = (externalId: string, amount: number) => ({ externalId, type: 'refund', transactionDate: at(5), externalCustomerId: 'c1', saleAmount: amount, relatedExternalId: 's1' })
    await books.send(sale('s1', 2, 100))
    await books.send(refund('f1', 33.33), refund('f2', 33.33))
    await books.send(refund('f3', 50))
    expect(await books.earned()).toEqual(['s1 10', 'f1 -3.33', 'f2 -3.34', 'f3 -3.33'])
    expect((await books.balance(affiliate)).pending).toBe('0')
  })

  test('a refund before its sale waits, and is applied when the sale comes', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10' }])
    const early = await books.accept([{ externalId: 'f1', type: 'refund', transactionDate: at(5), externalCustomerId: 'c1', saleAmount: 40, relatedExternalId: 's1' }])
    await books.process()
    expect(await books.batch(early)).toMatchObject({ queued: 1, processed: 0 })
    await books.send(sale('s1', 2, 100))
    expect(await books.batch(early)).toMatchObject({ queued: 0, processed: 1 })
    expect((await books.balance(affiliate)).pending).toBe('6')
  })

  test('only the first sale earns, by time and not by arrival', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10', recurring: { count: 1 } }])
    await books.send(sale('s2', 3, 200))
    await books.send(sale('s1', 2, 100))
    expect(await books.earned()).toEqual(['s2 20', 's1 10', 's2 -20'])
    expect((await books.balance(affiliate)).pending).toBe('10')
  })

  test('a sale without a customer is counted among no others, and its refund takes it back', async () => {
    const { books, affiliate } = await program([{ type: 'percent_of_sale', rate: '10', recurring: { count: 1 } }])
    const anonymous = { externalCustomerId: null, affiliateId: affiliate }
    await books.send(sale('s1', 2, 100, anonymous), sale('s2', 3, 100, anonymous))
    await books.send({ externalId: 'f1', type: 'refund', transactionDate: at(5), saleAmount: 40, relatedExternalId: 's2' })
    expect(await books.earned()).toEqual(['s1 10', 's2 10', 'f1 -4'])
  })

  test('a supplied share is booked instead of the computed one and stays out of the tiers', async () => {
    const { books } = await program([tiered('whole')])
    await books.send(revenue('r1', 2, 99), { ...revenue('r2', 3, 500), revShareCommission: 7.5 }, revenue('r3', 4, 1))
    expect(await books.earned()).toEqual(['r1 4.95', 'r2 7.5', 'r3 5.05'])
    expect((await books.lines())[1]).toMatchObject({ kind: 'supplied' })
  })
})

describe('what earns nothing says why', () => {
  test('organic customers, inactive affiliates, missing plans, exclusions', async () => {
    const books = await Books.open(context)
    const idle = await books.affiliate('suspended')
    const active = await books.affiliate()
    await books.customer('organic', null)
    await books.customer('idle', idle)
    await books.customer('c1', active)
    await books.send(revenue('r1', 2, 10, { externalCustomerId: 'organic' }), revenue('r2', 2, 10, { externalCustomerId: 'idle' }), revenue('r3', 2, 10))
    await books.defaultPlan([flat('25')])
    await books.customer('excluded', active, { revShareExcluded: true })
    await books.send(revenue('r4', 2, 10, { externalCustomerId: 'excluded' }), revenue('r5', 2, 0.01))
    expect((await books.lines()).map(({ externalId, reason }) => `${externalId} ${reason}`)).toEqual([
      'r1 unattributed', 'r2 affiliate_inactive', 'r3 plan_missing', 'r4 excluded', 'r5 rounded_to_zero',
    ])
  })
})

describe('approval', () => {
  test('a pending transaction has no effect until it is approved, and none when rejected', async () => {
    const { books, affiliate } = await program([flat('25')], { autoApprove: false })
    expect(await books.send(revenue('r1', 2, 100), revenue('r2', 3, 100))).toMatchObject({ pendingApproval: 2, processed: 0 })
    expect((await books.balance(affiliate)).pending).toBe('0')
    await books.approve('r1')
    await books.reject('r2')
    expect(await books.earned()).toEqual(['r1 25'])
  })

  test('at the stage of the commission: accrued pending, counted, and worked out anew when rejected', async () => {
    const { books, affiliate } = await program([tiered('whole')], { autoApprove: false, approvalStage: 'commission' })
    await books.send(revenue('r1', 2, 60), revenue('r2', 3, 60))
    expect((await books.balance(affiliate)).pending).toBe('12')
    await books.approve('r1')
    await books.reject('r2')
    // Without r2 the tier is not reached: r1 is worth 3.00 again.
    expect(await books.balance(affiliate)).toEqual({ pending: '3', payable: '0' })
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '3' })
  })
})

describe('maturity', () => {
  test('positive lines become payable after the hold; negatives reduce pending first', async () => {
    const { books, affiliate } = await program([flat('25')], {}, 14)
    await books.send(revenue('r1', 10, 100), revenue('r2', 11, -40))
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '15', payable: '0' })
    context.clock.set('2026-11-24T10:00:00.000Z')
    await books.mature()
    expect(await books.balance(affiliate)).toEqual({ pending: '0', payable: '15' })
    context.clock.set('2026-11-15T12:00:00.000Z')
  })
})

describe('an item that nobody thought of', () => {
  test('goes to the failure list by itself, and holds nobody up', async () => {
    const { books } = await program([{ type: 'percent_of_sale', rate: '10' }])
    // The API refuses a NUL; PostgreSQL does too. So the queue is edited.
    const batchId = await books.accept([sale('s1', 2, 100), sale('poison', 2, 100), sale('s3', 2, 100)])
    await context.db.inProgram(books.programId, (tx) =>
      tx.sql({ text: `update transaction_batch set payload = replace(payload, '"externalId":"poison"', '"externalId":"poison","note":"\\u0000"') where program_id = $1 and id = $2`, values: [books.programId, batchId] }),
    )
    const later = await books.accept([sale('s4', 3, 100)])
    await books.process()
    expect(await books.batch(later)).toMatchObject({ processed: 1 })
    expect(await books.batch(batchId)).toMatchObject({ processed: 2, failed: 1, failures: [{ index: 1, code: 'processing_failed' }] })
    expect(await books.send({ ...sale('manual', 2, 100), externalCustomerId: null, affiliateId: 'nobody' })).toMatchObject({ failures: [{ code: 'affiliate_unknown' }] })
  })
})

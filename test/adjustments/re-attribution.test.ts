import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reattributeCustomer } from '../../src/domain/customers/re-attribute-customer.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books, openContext } from '../books/fixture.ts'
import { at, deposit, flat, refundOf, revenue, sale } from '../explain/scenario.ts'
import { pick, random, type Random } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
]
const PLANS = [
  [
    { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40, withinDays: 20, withinFrom: 'registration' } }, { amount: 80, requirements: { minNetRevenue: 60 } }] },
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 150, rate: '35' }] } },
  ],
  [
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'ftd_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 2, rate: '30' }, { from: 4, rate: '0' }] } },
    { type: 'cpa', levels: [{ amount: 10, requirements: { minDeposits: 2, minWager: 30 } }] },
  ],
  [{ type: 'percent_of_sale', steps: [{ rate: '40', count: 2 }, { rate: '20' }], recurring: { months: 1 } }, { type: 'fixed_per_sale', amount: 3, recurring: { count: 3 } }],
  [{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 1.5 }],
]
/** What is reckoned from the whole history. */
const RECKONED = [
  [{ type: 'cpl', amount: 4 }, { type: 'percent_of_sale', rate: '10', caps: [{ per: 'affiliate', window: 'month', amount: 12 }] }],
  [{ type: 'cpl', amount: 7 }, { type: 'revenue_share', base: 'net_revenue', rate: '20' }],
]

interface Opened {
  readonly books: Books
  readonly affiliates: readonly [Uuid, Uuid]
  readonly customers: readonly Uuid[]
}

/** Two affiliates, each with a plan of its own (or one for both), and customers by turns; `owner` brought the first one. */
async function open(plans: readonly [unknown[], unknown[]], owner: 0 | 1, approval = {}): Promise<Opened> {
  const books = await Books.open(context, { deductions: DEDUCTIONS, ...approval })
  const affiliates = [await books.affiliate(), await books.affiliate()] as const
  const planId = await books.defaultPlan(plans[0], 7)
  if (plans[1] !== plans[0]) await assign(books, await books.plan(plans[1], 3), affiliates[1])
  expect(planId).not.toBe('')
  const customers: Uuid[] = []
  for (let i = 0; i < 4; i += 1) {
    const brought = i === 0 ? affiliates[owner] : affiliates[i % 2 === 0 ? 0 : 1]
    customers.push(await books.customer(`c${i}`, brought, { registeredAt: '2026-09-30T12:00:00.000Z' }))
  }
  return { books, affiliates, customers }
}

async function assign(books: Books, planId: Uuid, affiliateId: Uuid): Promise<void> {
  await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql({
      text: `insert into plan_assignment (program_id, id, plan_id, affiliate_id, effective_from, created_by, created_at, updated_at) values ($1, $2, $3, $4, '2020-01-01', 'test', now(), now())`,
      values: [books.programId, newId(), planId, affiliateId],
    }),
  )
}

type Item = Record<string, unknown>

/** Six weeks of four customers: late refunds, chargebacks, supplied commissions. */
function randomHistory(next: Random, size: number): Item[] {
  const items: Item[] = []
  const refundable: Item[] = []
  for (let i = 0; i < size; i += 1) {
    const externalId = `t${i}`
    const common = {
      externalId, externalCustomerId: `c${Math.floor(next() * 4)}`,
      transactionDate: new Date(Date.UTC(2026, 9, 1 + Math.floor(next() * 43), Math.floor(next() * 24))).toISOString(),
    }
    const amount = Math.round(next() * 10_000) / 100
    const kind = pick(next, ['deposit', 'revenue', 'sale', 'sale', 'wager', 'mixed', 'refund', 'chargeback', 'supplied'])
    if (kind === 'deposit') items.push({ ...common, type: kind, depositAmount: amount + 0.01 })
    if (kind === 'revenue') items.push({ ...common, type: kind, grossRevenue: next() < 0.3 ? -amount : amount })
    if (kind === 'sale') items.push({ ...common, type: kind, saleAmount: amount + 0.01 })
    if (kind === 'wager') items.push({ ...common, type: kind, wageredAmount: amount })
    if (kind === 'mixed') items.push({ ...common, type: 'revenue', depositAmount: amount + 0.01, grossRevenue: amount / 3, saleAmount: amount / 2, wageredAmount: amount * 2 })
    if (kind === 'supplied') items.push({ ...common, type: 'revenue', grossRevenue: amount, ...pick(next, [{ cpaCommission: 20 }, { revShareCommission: 4.44 }, { fixedCommission: 1.11 }]) })
    if (kind === 'chargeback') items.push({ ...common, type: kind, depositAmount: amount / 4 })
    if (kind === 'refund' && refundable.length > 0) {
      const original = pick(next, refundable)
      items.push({ ...common, type: kind, saleAmount: amount / 2, depositAmount: amount / 2, relatedExternalId: original['externalId'], externalCustomerId: original['externalCustomerId'] })
    }
    if (['deposit', 'sale', 'mixed'].includes(kind)) refundable.push(items.at(-1) ?? {})
  }
  return items
}

interface Decision {
  readonly affiliateId: Uuid
  readonly from?: string
}

async function give({ books, customers }: Pick<Opened, 'books' | 'customers'>, { affiliateId, from }: Decision, index = 0) {
  const customerId = customers[index] ?? ''
  return context.db.inProgram(books.programId, (tx) =>
    reattributeCustomer(tx, context.clock, { programId: books.programId, actor: 'user:manager' }, customerId, { affiliateId, from: from === undefined ? null : new Date(from), reason: 'their video' }),
  )
}

async function expectLaws(books: Books, what = ''): Promise<void> {
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null).map(({ law, offender }) => `${law}: ${offender}`), what).toEqual([])
}

/** What everybody has, and the share of each period. What of it is payable yet depends on single lines, and these on the order of arrival. */
async function standing({ books, affiliates }: Opened): Promise<unknown> {
  const periods = await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ affiliate_id: Uuid; period: string; amount: bigint }>({
      text: `select c.affiliate_id, c.period, sum(c.amount_minor) as amount from commission c
              where c.program_id = $1 and c.window_key is not null and not exists (select from commission_event e where e.program_id = $1 and e.commission_id = c.id and e.kind = 'rejected')
              group by 1, 2 having sum(c.amount_minor) <> 0 order by 2, 1`,
      values: [books.programId],
    }),
  )
  return {
    balances: await Promise.all(affiliates.map((affiliate) => books.total(affiliate))),
    periods: periods.map(({ affiliate_id, period, amount }) => `${affiliates.indexOf(affiliate_id)} ${period} ${amount}`).sort(),
  }
}

async function sendInBatches({ books }: Opened, items: readonly Item[], next: Random, between: (sent: number) => Promise<void> = async () => undefined): Promise<void> {
  for (let start = 0; start < items.length; ) {
    const size = 1 + Math.floor(next() * 12)
    await books.send(...items.slice(start, start + size))
    if (next() < 0.2) await books.mature()
    start += size
    await between(start)
  }
}

const HISTORIES = dose({ small: 2, short: 40, long: 400 })
const plansOf = (next: Random): readonly [unknown[], unknown[]] => {
  const own = pick(next, PLANS)
  return [own, next() < 0.3 ? own : pick(next, PLANS)]
}

describe('a customer that is given to another affiliate', () => {
  test(`with history is as if it had always been so: every balance and share is that of fresh books (seed ${SEED})`, async () => {
    for (let round = 0; round < HISTORIES; round += 1) {
      const next = random(SEED + round)
      const plans = plansOf(next)
      const items = randomHistory(next, 50)
      const fresh = await open(plans, 1)
      await sendInBatches(fresh, items, next)
      const moved = await open(plans, 0)
      const when = Math.floor(next() * items.length)
      let isGiven = false
      await sendInBatches(moved, items, next, async (sent) => {
        if (isGiven || sent < when) return
        isGiven = true
        await give(moved, { affiliateId: moved.affiliates[1] })
        await expectLaws(moved.books, `seed ${SEED + round}`)
      })
      expect(await standing(moved), `seed ${SEED + round}`).toEqual(await standing(fresh))
      await expectLaws(moved.books, `seed ${SEED + round}`)
    }
  })

  test(`from a date comes to the same whether it was decided before or after the events (seed ${SEED})`, async () => {
    for (let round = 0; round < HISTORIES; round += 1) {
      const next = random(SEED + 1_000 + round)
      const plans = plansOf(next)
      const items = randomHistory(next, 50)
      const from = new Date(Date.UTC(2026, 9, 1 + Math.floor(next() * 43))).toISOString()
      const before = await open(plans, 0)
      await give(before, { affiliateId: before.affiliates[1], from })
      await sendInBatches(before, items, next)
      const after = await open(plans, 0)
      await sendInBatches(after, items, next)
      await give(after, { affiliateId: after.affiliates[1], from })
      expect(await standing(after), `seed ${SEED + 1_000 + round}`).toEqual(await standing(before))
      await expectLaws(after.books, `seed ${SEED + 1_000 + round}`)
      await expectLaws(before.books, `seed ${SEED + 1_000 + round}`)
    }
  })

  test(`and back, and away again, any number of times, ends where the last decision says (seed ${SEED})`, async () => {
    const next = random(SEED + 2_000)
    const plans = plansOf(next)
    const items = randomHistory(next, 60)
    const fresh = await open(plans, 1)
    await sendInBatches(fresh, items, next)
    const moved = await open(plans, 0)
    await sendInBatches(moved, items, next)
    for (const target of [1, 0, 1] as const) await give(moved, { affiliateId: moved.affiliates[target] })
    expect(await standing(moved)).toEqual(await standing(fresh))
    await expectLaws(moved.books)
  })

  test(`with transactions that wait for approval or were rejected: those wait at the new affiliate, these stay (seed ${SEED})`, async () => {
    for (const approvalStage of ['transaction', 'commission']) {
      const next = random(SEED + 3_000)
      const items = randomHistory(next, 80).filter(({ type }) => type !== 'refund').slice(0, 40)
      const names = items.map(({ externalId }) => String(externalId))
      const settings = { autoApprove: false, approvalStage }
      const plans = plansOf(next)
      const [fresh, moved] = [await open(plans, 1, settings), await open(plans, 0, settings)]
      for (const opened of [fresh, moved]) {
        await opened.books.send(...items)
        await opened.books.approve(...names.slice(0, 15))
        await opened.books.reject(...names.slice(10, 20))
      }
      await give(moved, { affiliateId: moved.affiliates[1] })
      await expectLaws(moved.books)
      for (const { books } of [fresh, moved]) await books.approve(...names.slice(20, 35))
      expect(await standing(moved)).toEqual(await standing(fresh))
      await expectLaws(moved.books)
      const states = await context.db.inProgram(moved.books.programId, (tx) =>
        tx.sql<{ status: string; pending: number; processed: number }>({ text: `select pending_approval as pending, processed from transaction_batch where program_id = $1`, values: [moved.books.programId] }),
      )
      const waiting = names.length - 35
      expect(states).toEqual([{ pending: waiting, processed: 35 }])
    }
  })
})

describe('what is reckoned from history', () => {
  test(`moves with a customer too, its registration with its history only (seed ${SEED})`, async () => {
    for (const mode of ['with_history', 'from_date'] as const) {
      const next = random(SEED + 4_000)
      const items = randomHistory(next, 40)
      const plans = [RECKONED[0] ?? [], RECKONED[1] ?? []] as const
      const from = mode === 'from_date' ? '2026-10-20T00:00:00.000Z' : undefined
      const reference = await open(plans, mode === 'with_history' ? 1 : 0)
      const moved = await open(plans, 0)
      if (from !== undefined) await give(reference, { affiliateId: reference.affiliates[1], from })
      for (const { books } of [reference, moved]) {
        await books.send(...items)
        await books.reckon()
      }
      await give(moved, { affiliateId: moved.affiliates[1], ...(from === undefined ? {} : { from }) })
      await moved.books.reckon()
      expect(await standing(moved), mode).toEqual(await standing(reference))
      await expectLaws(moved.books, mode)
      const leads = await context.db.inProgram(moved.books.programId, (tx) =>
        tx.sql<{ affiliate_id: Uuid; amount: bigint }>({ text: `select affiliate_id, sum(amount_minor) as amount from commission where program_id = $1 and component = 'cpl' group by 1`, values: [moved.books.programId] }),
      )
      expect(moved.affiliates.map((id) => leads.find(({ affiliate_id }) => affiliate_id === id)?.amount), mode).toEqual(mode === 'with_history' ? [400n, 2_100n] : [800n, 1_400n])
    }
  })
})

describe('what was paid', () => {
  test('stays paid, and is taken back by negative lines in the open period; the new affiliate is credited', async () => {
    const opened = await open([[{ type: 'percent_of_sale', rate: '10' }], [{ type: 'percent_of_sale', rate: '20' }]], 0)
    const { books, affiliates: [anna, berta] } = opened
    await books.send({ ...sale('s1', 1, 100), transactionDate: '2026-10-05T10:00:00.000Z', externalCustomerId: 'c0' })
    await books.mature()
    await books.pay('s1')
    expect(await books.balance(anna)).toEqual({ pending: '0', payable: '0' })
    await give(opened, { affiliateId: berta })
    await books.mature()
    expect(await books.balance(anna)).toEqual({ pending: '0', payable: '-10' })
    expect(await books.balance(berta)).toEqual({ pending: '0', payable: '20' })
    const lines = (await books.lines()).map(({ affiliateId, kind, amount, period }) => `${affiliateId === anna ? 'anna' : 'berta'} ${kind} ${amount} ${period}`)
    expect(lines.sort()).toEqual(['anna computed 10 2026-10', 'anna reversal -10 2026-11', 'berta computed 20 2026-10'])
    await expectLaws(books)
  })
})

describe('from a date', () => {
  test('events before it stay, events at it and after it move, and refunds go where their sale is', async () => {
    const opened = await open([[{ type: 'percent_of_sale', rate: '10' }], [{ type: 'percent_of_sale', rate: '20' }]], 0)
    const { books, affiliates: [anna, berta] } = opened
    const of = { externalCustomerId: 'c0' }
    await books.send(sale('before', 4, 100, { ...of, transactionDate: at(5, '09:59') }), sale('at', 5, 100, of), sale('after', 6, 100, of))
    const decision = await give(opened, { affiliateId: berta, from: at(5) })
    expect(decision).toMatchObject({ affiliateId: berta, moved: 2, reason: 'their video', createdBy: 'user:manager' })
    expect([await books.total(anna), await books.total(berta)]).toEqual([1_000n, 4_000n])
    await books.send(refundOf('r1', 10, 50, 'before', of), refundOf('r2', 10, 50, 'after', of), sale('late', 3, 10, of), sale('new', 12, 10, of))
    expect([await books.total(anna), await books.total(berta)]).toEqual([600n, 3_200n])
    await expectLaws(books)
  })

  test('the example of docs/commission-rules.md', async () => {
    const opened = await open([[{ type: 'percent_of_sale', rate: '10' }], [{ type: 'percent_of_sale', rate: '20' }]], 0)
    const { books, affiliates: [anna, berta] } = opened
    await books.send(sale('s1', 4, 100, { externalCustomerId: 'c0' }), sale('s2', 6, 100, { externalCustomerId: 'c0' }))
    await give(opened, { affiliateId: berta, from: at(5, '00:00') })
    expect([await books.total(anna), await books.total(berta)]).toEqual([1_000n, 2_000n])
    await give(opened, { affiliateId: berta })
    expect([await books.total(anna), await books.total(berta)]).toEqual([0n, 4_000n])
  })

  test('a CPA that was reached before it stays where it was, is not paid twice, and is taken back from whoever has it', async () => {
    const cpa = [{ type: 'cpa', levels: [{ amount: 50, requirements: { minNetDeposit: 20 } }] }]
    const opened = await open([cpa, cpa], 0)
    const { books, affiliates: [anna, berta] } = opened
    const of = { externalCustomerId: 'c0' }
    await books.send(deposit('d1', 2, 30, of))
    await give(opened, { affiliateId: berta, from: at(5) })
    await books.send(deposit('d2', 6, 30, of))
    expect([await books.total(anna), await books.total(berta)]).toEqual([5_000n, 0n])
    await books.send({ externalId: 'w1', type: 'chargeback', transactionDate: at(7), depositAmount: 55, ...of })
    expect([await books.total(anna), await books.total(berta)]).toEqual([0n, 0n])
    await expectLaws(books)
  })

  test('a level goes to the affiliate whose event reached it, also when that is known late', async () => {
    const cpa = [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 20 } }] }]
    const opened = await open([cpa, cpa], 0)
    const { books, affiliates: [anna, berta] } = opened
    const of = { externalCustomerId: 'c0' }
    await give(opened, { affiliateId: berta, from: at(5) })
    await books.send(deposit('d2', 6, 30, of))
    expect([await books.total(anna), await books.total(berta)]).toEqual([0n, 5_000n])
    await books.send(deposit('d1', 2, 30, of))
    expect([await books.total(anna), await books.total(berta)]).toEqual([5_000n, 0n])
    expect((await books.lines()).filter(({ kind }) => kind === 'reversal')).toMatchObject([{ affiliateId: berta, amount: '-50', reason: 'level_moved' }])
    await expectLaws(books)
  })

  test('in the future moves nothing yet; the newest decision that reaches an event holds', async () => {
    const opened = await open([[flat('10')], [flat('20')]], 0)
    const { books, affiliates: [anna, berta] } = opened
    const of = { externalCustomerId: 'c0' }
    expect(await give(opened, { affiliateId: berta, from: '2026-12-01T00:00:00.000Z' })).toMatchObject({ moved: 0 })
    await books.send(revenue('now', 10, 100, of))
    expect(await books.total(berta)).toBe(0n)
    await give(opened, { affiliateId: berta, from: at(1) })
    await give(opened, { affiliateId: anna, from: at(12) })
    await books.send(revenue('mid', 11, 100, of), revenue('end', 13, 100, of))
    const owners = (await books.lines()).filter(({ kind, affiliateId }) => kind === 'computed' && affiliateId === anna).map(({ externalId }) => externalId)
    expect(owners).toEqual(['now', 'end'])
    await expectLaws(books)
  })

  test('is refused where the customer is the affiliate’s already, and for what does not exist', async () => {
    const opened = await open([[flat('10')], [flat('20')]], 0)
    await expect(give(opened, { affiliateId: opened.affiliates[0] })).rejects.toMatchObject({ code: 'state_conflict' })
    await expect(give(opened, { affiliateId: newId() })).rejects.toMatchObject({ code: 'affiliate_unknown' })
    await expect(give({ ...opened, customers: [newId()] }, { affiliateId: opened.affiliates[1] })).rejects.toMatchObject({ code: 'not_found' })
    const other = await open([[flat('10')], [flat('20')]], 0)
    await expect(give(opened, { affiliateId: other.affiliates[1] })).rejects.toMatchObject({ code: 'affiliate_unknown' })
  })
})

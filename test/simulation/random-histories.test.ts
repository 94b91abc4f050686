import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { Books, NOW, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'
import { brokenLaw } from './laws.ts'
import { pick, random, type Random, shuffle } from './random.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const PLANS = {
  hybrid: [
    { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40, withinDays: 20, withinFrom: 'registration' } }, { amount: 80, requirements: { minNetRevenue: 60 } }] },
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 150, rate: '35' }] } },
  ],
  whole: [
    { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'ftd_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 2, rate: '30' }, { from: 4, rate: '0' }] } },
    { type: 'cpa', levels: [{ amount: 10, requirements: { minDeposits: 2, minWager: 30 } }] },
  ],
  lifetime: [{ type: 'revenue_share', base: 'gross_revenue', tiers: { metric: 'deposits', window: 'lifetime', application: 'whole', bands: [{ from: 0, rate: '7.5' }, { from: 200, rate: '12.25' }] } }],
  sales: [{ type: 'percent_of_sale', steps: [{ rate: '40', count: 2 }, { rate: '20' }], recurring: { months: 1 } }, { type: 'fixed_per_sale', amount: 3, recurring: { count: 3 } }],
  plain: [{ type: 'percent_of_sale', rate: '10' }, { type: 'fixed_per_sale', amount: 1.5 }],
}

const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
]

type Item = Record<string, unknown>

/** A random history of five customers over two months: with late refunds, chargebacks, supplied commissions and equal times. */
function randomHistory(next: Random, size: number): Item[] {
  const items: Item[] = []
  const refundable: string[] = []
  for (let i = 0; i < size; i += 1) {
    const externalId = `t${i}`
    const day = 1 + Math.floor(next() * 50)
    const common = { externalId, externalCustomerId: `c${Math.floor(next() * 5)}`, transactionDate: new Date(Date.UTC(2026, 9, day, Math.floor(next() * 24))).toISOString() }
    const amount = Math.round(next() * 10_000) / 100
    const kind = pick(next, ['deposit', 'revenue', 'revenue', 'sale', 'sale', 'wager', 'withdrawal', 'mixed', 'refund', 'chargeback', 'supplied'])
    if (kind === 'deposit') items.push({ ...common, type: kind, depositAmount: amount })
    if (kind === 'revenue') items.push({ ...common, type: kind, grossRevenue: next() < 0.3 ? -amount : amount })
    if (kind === 'sale') items.push({ ...common, type: kind, saleAmount: amount + 0.01 })
    if (kind === 'wager') items.push({ ...common, type: kind, wageredAmount: amount })
    if (kind === 'withdrawal') items.push({ ...common, type: kind, withdrawalAmount: amount })
    if (kind === 'mixed') items.push({ ...common, type: 'revenue', depositAmount: amount, grossRevenue: amount / 3, saleAmount: amount / 2, wageredAmount: amount * 2 })
    if (kind === 'supplied') items.push({ ...common, type: 'revenue', grossRevenue: amount, ...pick(next, [{ cpaCommission: 20 }, { revShareCommission: 4.44 }, { fixedCommission: 1.11 }]) })
    if (kind === 'chargeback') items.push({ ...common, type: kind, depositAmount: amount / 4 })
    if (kind === 'refund' && refundable.length > 0) items.push({ ...common, type: kind, saleAmount: amount / 2, depositAmount: amount / 2, relatedExternalId: pick(next, refundable) })
    if (['deposit', 'sale', 'mixed'].includes(kind)) refundable.push(externalId)
  }
  return items
}

async function open(plan: unknown[], approval = {}): Promise<{ books: Books; affiliates: string[] }> {
  const books = await Books.open(context, { deductions: DEDUCTIONS, ...approval })
  const affiliates = [await books.affiliate(), await books.affiliate()]
  await books.defaultPlan(plan, 7)
  for (let i = 0; i < 5; i += 1) await books.customer(`c${i}`, affiliates[i % 2] ?? null, { registeredAt: '2026-09-30T12:00:00.000Z' })
  return { books, affiliates }
}

async function settle(items: readonly Item[], plan: unknown[], next: Random, seed: string): Promise<string> {
  const { books, affiliates } = await open(plan)
  for (let start = 0; start < items.length; ) {
    const size = 1 + Math.floor(next() * 12)
    await books.send(...items.slice(start, start + size))
    if (next() < 0.2) await books.mature()
    expect(await brokenLaw(books), seed).toBeNull()
    start += size
  }
  const totals = async () => (await Promise.all(affiliates.map((affiliate) => books.total(affiliate)))).join(' ')
  const settled = await totals()
  // Every input once more: nothing changes.
  await books.send(...shuffle(next, items))
  expect(await totals(), seed).toBe(settled)
  return settled
}

const HISTORIES = dose({ small: 1, short: 20, long: 200 })
const ORDERS = dose({ small: 2, short: 10, long: 25 })

test.each(Object.keys(PLANS))('plan %s: any order of arrival and any batch sizes give the same balances, and the laws hold after every step', async (name) => {
  const plan = PLANS[name as keyof typeof PLANS]
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = `seed ${SEED} history ${history} plan ${name}`
    const next = random(SEED + history)
    const items = randomHistory(next, 30)
    const expected = await settle(items, plan, next, seed)
    for (let order = 0; order < ORDERS; order += 1) expect(await settle(shuffle(next, items), plan, next, seed), seed).toBe(expected)
  }
}, dose({ small: 60_000, short: 900_000, long: 10_800_000 }))

test.each(Object.keys(PLANS))('plan %s: a rejected transaction leaves the books as if it had never come', async (name) => {
  const plan = PLANS[name as keyof typeof PLANS]
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = `seed ${SEED} history ${history} plan ${name}`
    const next = random(SEED + 1_000 + history)
    const items = randomHistory(next, 24)
    const pending = await open(plan, { autoApprove: false, approvalStage: 'commission' })
    for (let start = 0; start < items.length; start += 6) await pending.books.send(...items.slice(start, start + 6))
    const rejected = new Set<unknown>()
    for (const { externalId, relatedExternalId } of shuffle(next, items)) {
      if (relatedExternalId !== undefined) continue
      const isRejected = next() < 0.4
      if (isRejected) rejected.add(externalId)
      await (isRejected ? pending.books.reject(String(externalId)) : pending.books.approve(String(externalId)))
      expect(await brokenLaw(pending.books), seed).toBeNull()
    }
    const kept = items.filter(({ externalId, relatedExternalId }) => !rejected.has(externalId) && !rejected.has(relatedExternalId))
    const direct = await open(plan)
    await direct.books.send(...kept)
    const totals = ({ books, affiliates }: typeof direct) => Promise.all(affiliates.map((affiliate) => books.total(affiliate)))
    expect(await totals(pending), seed).toEqual(await totals(direct))
  }
}, dose({ small: 60_000, short: 900_000, long: 10_800_000 }))

/** What can be rejected at the moment: a refund by itself only before those that came after it. */
async function rejectable(books: Books): Promise<string[]> {
  const rows = await context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ external_id: string }>({
      text: `select t.external_id from transaction t where t.program_id = $1 and t.status <> 'rejected' and (t.related_transaction_id is null or not exists (
               select from transaction r where r.program_id = $1 and r.related_transaction_id = t.related_transaction_id and r.id > t.id and r.removed_sequence is null))
             order by t.id`,
      values: [books.programId],
    }),
  )
  return rows.map((row) => row.external_id)
}

async function pendingIn(books: Books): Promise<string[]> {
  const rows = await context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ external_id: string }>({ text: `select external_id from transaction where program_id = $1 and status = 'pending' order by id`, values: [books.programId] }),
  )
  return rows.map((row) => row.external_id)
}

/** Approvals, rejections of pending and approved ones in sets, maturity and payments, as they come. */
async function decideSomething(books: Books, next: Random, rejected: Set<unknown>): Promise<void> {
  const some = (externalIds: readonly string[]) => shuffle(next, externalIds).slice(0, 1 + Math.floor(next() * 4))
  const kind = pick(next, ['approve', 'approve', 'reject', 'mature', 'pay'])
  if (kind === 'mature') await books.mature()
  const chosen = some(kind === 'approve' ? await pendingIn(books) : await rejectable(books))
  if (chosen.length === 0) return
  if (kind === 'approve') await books.approve(...chosen)
  if (kind === 'pay') await books.pay(...chosen)
  if (kind === 'reject') {
    await books.reject(...chosen)
    for (const externalId of chosen) rejected.add(externalId)
  }
}

const STAGES = ['commission', 'transaction'] as const

test.each(Object.keys(PLANS).flatMap((name) => STAGES.map((stage) => [name, stage] as const)))(
  'plan %s, held at the stage of the %s: rejected after approval, maturity or payment, it is as if it had never come',
  async (name, approvalStage) => {
    const plan = PLANS[name as keyof typeof PLANS]
    for (let history = 0; history < HISTORIES; history += 1) {
      const seed = `seed ${SEED} history ${history} plan ${name} stage ${approvalStage}`
      const next = random(SEED + 3_000 + history)
      const items = randomHistory(next, 30)
      const decided = await open(plan, { autoApprove: false, approvalStage })
      const rejected = new Set<unknown>()
      for (let start = 0; start < items.length; start += 5) {
        await decided.books.send(...items.slice(start, start + 5))
        for (let i = 0; i < 3; i += 1) {
          await decideSomething(decided.books, next, rejected)
          expect(await brokenLaw(decided.books), seed).toBeNull()
        }
      }
      const left = await pendingIn(decided.books)
      if (left.length > 0) await decided.books.approve(...left)
      const direct = await open(plan)
      await direct.books.send(...items.filter(({ externalId, relatedExternalId }) => !rejected.has(externalId) && !rejected.has(relatedExternalId)))
      const totals = ({ books, affiliates }: typeof direct) => Promise.all(affiliates.map((affiliate) => books.total(affiliate)))
      expect(await totals(decided), seed).toEqual(await totals(direct))
      await expectSettled(decided, direct, seed)
    }
  },
  dose({ small: 90_000, short: 1_200_000, long: 10_800_000 }),
)

type Opened = Awaited<ReturnType<typeof open>>

/** Once every hold is over, nothing is pending any more, and the payable money is the same. */
async function expectSettled(decided: Opened, direct: Opened, seed: string): Promise<void> {
  context.clock.set('2027-03-01T00:00:00.000Z')
  for (const { books } of [decided, direct]) {
    await books.mature()
    const { laws } = await verifyBooks(context.db, books.programId)
    expect(laws.filter(({ offender }) => offender !== null), seed).toEqual([])
  }
  context.clock.set(NOW)
  const balances = ({ books, affiliates }: Opened) => Promise.all(affiliates.map((affiliate) => books.balance(affiliate)))
  const settled = await balances(decided)
  expect(settled, seed).toEqual(await balances(direct))
  expect(settled.filter(({ pending }) => pending !== '0'), seed).toEqual([])
}

test.each(Object.keys(PLANS))('plan %s: taking everything back brings every account to zero', async (name) => {
  const next = random(SEED + 2_000)
  const items = randomHistory(next, 24)
  const { books } = await open(PLANS[name as keyof typeof PLANS], { autoApprove: false, approvalStage: 'commission' })
  await books.send(...items)
  const own = items.filter(({ relatedExternalId }) => relatedExternalId === undefined).map(({ externalId }) => String(externalId))
  await books.approve(...shuffle(next, own).slice(0, own.length / 2))
  await books.mature()
  for (const externalId of shuffle(next, own)) await books.reject(externalId)
  await books.mature()
  const balances = await context.db.inProgram(books.programId, (tx) => tx.sql<{ balance: bigint }>({ text: 'select credits - debits as balance from ledger_account where program_id = $1', values: [books.programId] }))
  expect(balances.filter(({ balance }) => balance !== 0n), `seed ${SEED} plan ${name}`).toEqual([])
  expect(await brokenLaw(books)).toBeNull()
})

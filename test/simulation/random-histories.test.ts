import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { readProgram } from '../../src/domain/programs/read-program.ts'
import { simulatePlan } from '../../src/domain/simulation/simulate-plan.ts'
import { type Books, NOW, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'
import { brokenLaw } from './laws.ts'
import { pick, random, type Random, shuffle } from './random.ts'
import { type Item, openHistory, PLANS, randomHistory } from './random-history.ts'

type Opened = Awaited<ReturnType<typeof openHistory>>

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const open = (plan: unknown[], approval = {}) => openHistory(context, plan, approval)

/** What affiliates are owed when everything is reckoned. */
async function totalsOf({ books, affiliates }: Opened): Promise<bigint[]> {
  await books.reckon()
  return Promise.all(affiliates.map((affiliate) => books.total(affiliate)))
}

async function settle(items: readonly Item[], plan: unknown[], next: Random, seed: string): Promise<string> {
  const { books, affiliates } = await open(plan)
  for (let start = 0; start < items.length; ) {
    const size = 1 + Math.floor(next() * 12)
    await books.send(...items.slice(start, start + size))
    if (next() < 0.2) await books.mature()
    if (next() < 0.3) await books.reckon()
    expect(await brokenLaw(books), seed).toBeNull()
    start += size
  }
  const totals = async () => (await totalsOf({ books, affiliates })).join(' ')
  const settled = await totals()
  // Every input once more: nothing changes.
  await books.send(...shuffle(next, items))
  expect(await totals(), seed).toBe(settled)
  await expectReplayed(books, 'total', seed)
  return settled
}

/** In npm test every fourth one, others with another seed. */
const NAMES = Object.keys(PLANS).filter((_, index) => dose({ small: (index + SEED) % 4 === 0, short: true, long: true }))
const HISTORIES = dose({ small: 1, short: 20, long: 200 })

/**
 * A replay of the plan as it is comes to what the ledger says, to the cent: for every affiliate, and where what happened arrived in its
 * order and nothing was taken back for every month. (What is taken back later, also by a CPA that was supplied, is a line of its own month,
 * and no award at all.)
 */
async function expectReplayed(books: Books, of: 'total' | 'month', seed: string): Promise<void> {
  const simulation = await context.db.snapshot(books.programId, async (tx) => {
    const program = await readProgram(tx, books.programId)
    if (program === undefined || program.default_plan_id === null) throw new Error('a program with a plan')
    const request = { planId: program.default_plan_id, draft: null, affiliateIds: null, from: '2020-01', to: '2030-01' }
    return simulatePlan(tx, program, request, context.clock.now())
  })
  const compared = of === 'total' ? simulation.affiliates : simulation.affiliates.flatMap(({ name, months }) => months.map((month) => ({ name, ...month })))
  expect(compared.filter(({ before, after }) => before !== after), seed).toEqual([])
}

test.each(NAMES)('plan %s: replayed as it is, it pays in every month what the ledger says', async (name) => {
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = `seed ${SEED} history ${history} plan ${name}`
    const items = randomHistory(random(SEED + 5_000 + history), 50).filter((item) => item['type'] !== 'refund' && item['type'] !== 'chargeback' && !('cpaCommission' in item)).sort((a, b) => String(a['transactionDate']).localeCompare(String(b['transactionDate'])))
    const { books } = await open(PLANS[name as keyof typeof PLANS])
    for (let start = 0; start < items.length; start += 10) await books.send(...items.slice(start, start + 10))
    await books.reckon()
    await expectReplayed(books, 'month', seed)
  }
}, dose({ small: 60_000, short: 900_000, long: 10_800_000 }))

const ORDERS = dose({ small: 1, short: 10, long: 25 })

test.each(NAMES)('plan %s: any order of arrival and any batch sizes give the same balances, and the laws hold after every step', async (name) => {
  const plan = PLANS[name as keyof typeof PLANS]
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = `seed ${SEED} history ${history} plan ${name}`
    const next = random(SEED + history)
    const items = randomHistory(next, 30)
    const expected = await settle(items, plan, next, seed)
    for (let order = 0; order < ORDERS; order += 1) expect(await settle(shuffle(next, items), plan, next, seed), seed).toBe(expected)
  }
}, dose({ small: 60_000, short: 900_000, long: 10_800_000 }))

test.each(NAMES)('plan %s: a rejected transaction leaves the books as if it had never come', async (name) => {
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
    expect(await totalsOf(pending), seed).toEqual(await totalsOf(direct))
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

/** The small dose takes the stages in turns. */
const HELD = Object.keys(PLANS).flatMap((name, index) => STAGES.filter((_, stage) => dose({ small: (index + SEED) % 4 === stage, short: true, long: true })).map((stage) => [name, stage] as const))

test.each(HELD)(
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
      expect(await totalsOf(decided), seed).toEqual(await totalsOf(direct))
      await expectSettled(decided, direct, seed)
    }
  },
  dose({ small: 90_000, short: 1_200_000, long: 10_800_000 }),
)


/** Once every hold is over, nothing is pending any more, and the payable money is the same. */
async function expectSettled(decided: Opened, direct: Opened, seed: string): Promise<void> {
  context.clock.set('2027-03-01T00:00:00.000Z')
  for (const { books } of [decided, direct]) {
    await books.mature()
    const { laws } = await verifyBooks(context.db, books.programId)
    expect(laws.filter(({ offender }) => offender !== null), seed).toEqual([])
  }
  context.clock.set(NOW)
  const balances = ({ books, affiliates }: Opened) => Promise.all(affiliates.map((affiliate) => books.unpaid(affiliate)))
  const settled = await balances(decided)
  expect(settled, seed).toEqual(await balances(direct))
  expect(settled.filter(({ pending }) => pending !== '0'), seed).toEqual([])
}

test.each(NAMES)('plan %s: taking everything back brings every account to zero', async (name) => {
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

import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainCommission } from '../../src/domain/commissions/explain-commission.ts'
import { listCommissions } from '../../src/domain/commissions/list-commissions.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { presentExplanation } from '../../src/http/operator-api/commission/present-explanation.ts'
import { Books, openContext } from '../books/fixture.ts'
import { pick, type Random, random, shuffle } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const SHARES = [
  { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 150, rate: '35' }, { from: 400, rate: '12.5' }] },
  { metric: 'net_revenue', window: 'lifetime', application: 'whole', bands: [{ from: 0, rate: '10' }, { from: 200, rate: '0' }, { from: 300, rate: '40' }] },
  { metric: 'net_revenue', window: 'period', application: 'marginal', scope: 'customer', bands: [{ from: 0, rate: '20' }, { from: 50, rate: '30' }] },
]
const COUNTED = [
  { metric: 'ftd_count', window: 'period', application: 'whole', bands: [{ from: 0, rate: '20' }, { from: 2, rate: '30' }] },
  { metric: 'deposits', window: 'lifetime', application: 'whole', scope: 'brand', bands: [{ from: 0, rate: '7.5' }, { from: 200, rate: '12.25' }] },
]
const BASES = ['gross_revenue', 'net_deposit', 'wager', 'sale', 'net_revenue']

/** One to three components of any types; always the same in kind and order, so that versions share their keys. */
function components(next: Random): unknown[] {
  const levels = [
    { amount: pick(next, [30, 50]), requirements: { minDepositTotal: pick(next, [20, 60]), ...pick(next, [{}, { withinDays: 20 }, { withinDays: 10, withinFrom: 'first_deposit' }, { countries: ['MT', 'DE'] }]) } },
    { amount: 80, requirements: pick(next, [{ minNetRevenue: 60 }, { minWager: 100 }, { minDeposits: 3 }, { minNetDeposit: 80 }]) },
  ]
  return [
    { type: 'cpa', levels: next() < 0.5 ? levels : levels.slice(0, 1) },
    { type: 'revenue_share', base: 'net_revenue', tiers: pick(next, SHARES) },
    { type: 'revenue_share', base: pick(next, BASES), tiers: pick(next, COUNTED) },
    { type: 'percent_of_sale', ...pick(next, [{ rate: '10' }, { rate: '15', recurring: { count: 2 } }, { steps: [{ rate: '40', count: 1 }, { rate: '20' }], recurring: { months: 1 } }, { rate: '8', recurring: false }]) },
    { type: 'fixed_per_sale', amount: 1.5, ...pick(next, [{}, { recurring: { count: 3 } }]) },
  ]
}

type Item = Record<string, unknown>

function history(next: Random, size: number): Item[] {
  const refundable: string[] = []
  return Array.from({ length: size }, (_, i) => {
    const kind = pick(next, ['deposit', 'deposit', 'revenue', 'revenue', 'sale', 'sale', 'mixed', 'refund', 'chargeback', 'supplied'])
    const amount = Math.round(next() * 10_000) / 100
    const common = { externalId: `t${i}`, externalCustomerId: `c${Math.floor(next() * 4)}`, transactionDate: new Date(Date.UTC(2026, 9, 1 + Math.floor(next() * 45), Math.floor(next() * 24))).toISOString() }
    const original = refundable.length === 0 ? undefined : pick(next, refundable)
    if (['deposit', 'sale', 'mixed'].includes(kind)) refundable.push(common.externalId)
    if (kind === 'deposit') return { ...common, type: kind, depositAmount: amount + 0.01 }
    if (kind === 'sale') return { ...common, type: kind, saleAmount: amount + 0.01 }
    if (kind === 'mixed') return { ...common, type: 'revenue', depositAmount: amount + 0.01, grossRevenue: amount / 3, saleAmount: amount / 2, wageredAmount: amount * 2, withdrawalAmount: amount / 5 }
    if (kind === 'supplied') return { ...common, type: 'revenue', grossRevenue: amount, ...pick(next, [{ cpaCommission: 20 }, { revShareCommission: 4.44 }, { fixedCommission: 1.11 }]) }
    if (kind === 'refund' && original !== undefined) return { ...common, type: kind, saleAmount: amount / 2, depositAmount: amount / 2, relatedExternalId: original }
    if (kind === 'chargeback') return { ...common, type: kind, depositAmount: amount / 4 }
    return { ...common, type: 'revenue', grossRevenue: next() < 0.3 ? -amount : amount }
  })
}

const DEDUCTIONS = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
]

async function open(next: Random): Promise<Books> {
  const books = await Books.open(context, { deductions: DEDUCTIONS, autoApprove: next() < 0.5, approvalStage: pick(next, ['commission', 'transaction']) })
  const affiliates = [await books.affiliate(), await books.affiliate()]
  const planId = await books.defaultPlan(components(next), pick(next, [0, 7]))
  await books.planVersion(planId, 2, components(next), 0, { from: '2026-10-20T00:00:00.000Z', appliesTo: pick(next, ['from_date', 'new_customers']) })
  for (let i = 0; i < 4; i += 1) {
    await books.customer(`c${i}`, affiliates[i % 2] ?? null, { registeredAt: pick(next, ['2026-09-30T12:00:00.000Z', '2026-10-25T12:00:00.000Z']), country: pick(next, ['MT', 'GB']), cpaExcluded: next() < 0.1 })
  }
  return books
}

/** Approves some of what is pending, rejects and pays some of what is there: a refund by itself only before those that came after it. */
async function decide(books: Books, next: Random): Promise<void> {
  const rows = await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ external_id: string; status: string }>({
      text: `select t.external_id, t.status from transaction t where t.program_id = $1 and t.status <> 'rejected' and (t.related_transaction_id is null or not exists (
               select from transaction r where r.program_id = $1 and r.related_transaction_id = t.related_transaction_id and r.id > t.id and r.removed_sequence is null))
             order by t.id`,
      values: [books.programId],
    }),
  )
  const some = shuffle(next, rows).slice(0, 5)
  const pending = some.filter(({ status }) => status === 'pending').map((row) => row.external_id)
  if (pending.length > 0 && next() < 0.6) await books.approve(...pending)
  const others = shuffle(next, rows).slice(0, 1 + Math.floor(next() * 4)).map((row) => row.external_id)
  if (others.length > 0) await (next() < 0.3 ? books.pay(...others) : books.reject(...others))
}

async function changeCountry(books: Books, next: Random): Promise<void> {
  await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql({ text: 'update customer set country_code = $3 where program_id = $1 and external_id = $2', values: [books.programId, `c${Math.floor(next() * 4)}`, pick(next, ['MT', 'DE', 'GB'])] }),
  )
}

const HISTORIES = dose({ small: 2, short: 60, long: 1_000 })

test('random histories under random plans of two versions: every law holds, every line recomputes and explains itself', async () => {
  for (let run = 0; run < HISTORIES; run += 1) {
    const seed = `seed ${SEED} run ${run}`
    const next = random(SEED + 7_000 + run)
    const books = await open(next)
    const items = history(next, 60)
    for (let start = 0; start < items.length; ) {
      const size = 1 + Math.floor(next() * 12)
      const part = items.slice(start, start + size)
      await books.send(...part)
      if (next() < 0.3) await books.mature()
      if (next() < 0.4) await decide(books, next)
      if (next() < 0.2) await changeCountry(books, next)
      start += size
    }
    const { laws } = await verifyBooks(context.db, books.programId)
    expect(laws.filter(({ offender }) => offender !== null), seed).toEqual([])
    await explainAll(books, seed)
    await expectStates(books, seed)
  }
}, dose({ small: 90_000, short: 1_200_000, long: 10_800_000 }))

/** Asked for by state, lines are those that are shown in it. */
async function expectStates(books: Books, seed: string): Promise<void> {
  await books.context.db.inProgram(books.programId, async (tx) => {
    const all = await listCommissions(tx, books.programId, {}, null, 10_000)
    for (const status of ['pending', 'approved', 'paid', 'reversed', 'rejected'] as const) {
      const found = await listCommissions(tx, books.programId, { status }, null, 10_000)
      expect(found, `${seed} ${status}`).toEqual(all.filter((line) => line.status === status))
    }
  })
}

async function explainAll(books: Books, seed: string): Promise<void> {
  await books.context.db.inProgram(books.programId, async (tx) => {
    const lines = await tx.sql<{ id: Uuid }>({ text: 'select id from commission where program_id = $1', values: [books.programId] })
    for (const { id } of lines) expect(JSON.stringify(presentExplanation(await explainCommission(tx, books.programId, id))), seed).not.toMatch(/undefined|NaN/)
  })
}

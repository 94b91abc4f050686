import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeAffiliate } from '../../src/domain/affiliates/change-affiliate.ts'
import type { Coverage, Recruit } from '../../src/domain/commissions/components/component.ts'
import { readPlanVersions } from '../../src/domain/commissions/commission-terms.ts'
import { findRecruiters } from '../../src/domain/commissions/reckoning/mark-recruiters.ts'
import { readRecruits } from '../../src/domain/commissions/reckoning/read-recruits.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { readProgram } from '../../src/domain/programs/read-program.ts'
import { Books, NOW, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'

let context: TestContext
beforeAll(async () => { context = await openContext() })
afterAll(() => context.close())

const FIRST_LEVEL = [{ type: 'sub_affiliate', levels: [{ rate: '10' }] }]
const SALES = { type: 'percent_of_sale', rate: '10' }
const JANUARY = '2026-01-01T00:00:00.000Z'

const on = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`
const sale = (externalId: string, day: number, amount: number, more: object = {}) => ({ externalId, externalCustomerId: 'anna', type: 'sale', saleAmount: amount, transactionDate: on(day), ...more })
const refund = (externalId: string, day: number, amount: number, of: string) => sale(externalId, day, amount, { type: 'refund', relatedExternalId: of })

async function recruit(books: Books, id: Uuid, parentId: Uuid | null, from = JANUARY): Promise<void> {
  const author = { programId: books.programId, actor: 'user:test', now: context.clock.now() }
  await context.db.inProgram(books.programId, (tx) => changeAffiliate(tx, author, id, { parentAffiliateId: parentId, parentFrom: new Date(from) }))
}

const ALWAYS: readonly Coverage[] = [{ from: new Date('2020-01-01T00:00:00.000Z'), until: null }]

interface Read {
  readonly components?: unknown[]
  readonly until?: string
  readonly coverage?: readonly Coverage[]
  readonly planFrom?: string
}

/** What recruiters' recruits are for a plan with the components, in readable form. */
async function read(books: Books, recruiterId: Uuid, { components = FIRST_LEVEL, until = NOW, coverage = ALWAYS, planFrom }: Read = {}): Promise<readonly Recruit[]> {
  const planId = await books.plan(components, 0, planFrom === undefined ? {} : { from: planFrom })
  return context.db.inProgram(books.programId, async (tx) => {
    const program = await readProgram(tx, books.programId)
    if (program === undefined) throw new Error('no program')
    const versions = (await readPlanVersions(tx, program, [planId])).get(planId) ?? []
    const scope = { versions, affiliateIds: [recruiterId], coverage: new Map([[recruiterId, coverage]]), until: new Date(until) }
    return (await readRecruits(tx, program, scope)).get(recruiterId) ?? []
  })
}

/** Each part with its name, level, month and the figures that are not zero. */
function told(recruits: readonly Recruit[]): object[] {
  return recruits.flatMap(({ level, periods }) =>
    periods.map(({ from: _from, lastAt: _lastAt, ...part }) => ({ level, ...Object.fromEntries(Object.entries(part).filter(([, value]) => value !== 0n && value !== 0)) })),
  )
}

/** A recruiter, and below it an affiliate with a customer of its own who buys. */
async function open(components: unknown[] = [SALES]) {
  const books = await Books.open(context)
  const [recruiter, affiliate] = [await books.affiliate(), await books.affiliate()]
  await books.defaultPlan(components)
  await books.customer('anna', affiliate)
  return { books, recruiter, affiliate }
}

describe('commission of recruits', () => {
  test('is summed by month and by the time that they were below', async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 50), sale('s0', 1, 10, { transactionDate: '2026-10-31T22:59:59.999Z' }))
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-10', commission: 100n }, { level: 1, period: '2026-11', commission: 1_500n }])
  })

  test.each`
    case                        | at                             | before      | after
    ${'a moment before'}        | ${'2026-11-05T11:59:59.999Z'}  | ${1_000n}   | ${undefined}
    ${'at the moment itself'}   | ${'2026-11-05T12:00:00.000Z'}  | ${undefined}| ${1_000n}
    ${'a moment after'}         | ${'2026-11-05T12:00:00.001Z'}  | ${undefined}| ${1_000n}
  `('of whoever gets another parent in the middle of a month goes to whom it was below: $case', async ({ at, before, after }) => {
    const { books, recruiter, affiliate } = await open()
    const second = await books.affiliate()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, second, '2026-11-05T12:00:00.000Z')
    await books.send(sale('s1', 5, 100, { transactionDate: at }))
    expect((await read(books, recruiter))[0]?.periods[0]?.commission).toBe(before)
    expect((await read(books, second))[0]?.periods[0]?.commission).toBe(after)
  })

  test('what is taken back is taken from whom it was paid to, and in the month it was paid for', async () => {
    const { books, recruiter, affiliate } = await open()
    const second = await books.affiliate()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, second, on(5))
    await books.send(sale('s0', 1, 300, { transactionDate: '2026-10-20T12:00:00.000Z' }), sale('s1', 3, 100), sale('s2', 6, 80))
    await books.send(refund('r0', 7, 100, 's0'), refund('r1', 8, 25, 's1'), refund('r2', 9, 80, 's2'))
    expect(told(await read(books, recruiter))).toEqual([
      { level: 1, period: '2026-10', commission: 3_000n, clawbacks: -1_000n }, { level: 1, period: '2026-11', commission: 1_000n, clawbacks: -250n },
    ])
    expect(told(await read(books, second))).toEqual([{ level: 1, period: '2026-11', commission: 800n, clawbacks: -800n }])
  })

  test('a refund within a revenue share is a clawback at the moment of its sale, too', async () => {
    const { books, recruiter, affiliate } = await open([{ type: 'revenue_share', base: 'sale', rate: '10' }])
    const second = await books.affiliate()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, second, on(5))
    await books.send(sale('s1', 3, 100), sale('s2', 6, 80))
    await books.send(refund('r1', 8, 25, 's1'))
    const components = [{ type: 'sub_affiliate', base: 'revenue_share', levels: [{ rate: '10' }] }]
    expect(told(await read(books, recruiter, { components }))).toEqual([{ level: 1, period: '2026-11', commission: 1_000n, clawbacks: -250n, revenueShare: 1_000n, revenueShareClawbacks: -250n }])
    expect(told(await read(books, second, { components }))).toEqual([{ level: 1, period: '2026-11', commission: 800n, revenueShare: 800n }])
  })

  test('negative lines of a revenue share are commission, not clawbacks', async () => {
    const { books, recruiter, affiliate } = await open([{ type: 'revenue_share', rate: '10' }])
    await recruit(books, affiliate, recruiter)
    await books.send({ externalId: 'a', externalCustomerId: 'anna', type: 'revenue', grossRevenue: 100, transactionDate: on(2) }, { externalId: 'b', externalCustomerId: 'anna', type: 'revenue', grossRevenue: -300, transactionDate: on(3) })
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-11', commission: -2_000n, revenueShare: -2_000n }])
  })

  test('does not count before it is approved, nor after it was rejected', async () => {
    const books = await Books.open(context, { autoApprove: false, approvalStage: 'commission' })
    const [recruiter, affiliate] = [await books.affiliate(), await books.affiliate()]
    await books.defaultPlan([SALES])
    await books.customer('anna', affiliate)
    await recruit(books, affiliate, recruiter)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 50))
    expect(await read(books, recruiter)).toEqual([])
    await context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'delete from reckoning_mark' }))
    await books.approve('s1', 's2')
    expect(await context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'select from reckoning_mark where affiliate_id = $1', values: [recruiter] }))).not.toEqual([])
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-11', commission: 1_500n }])
    await books.reject('s1')
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-11', commission: 500n }])
  })

  test('that was rejected after it was paid is as if it had never been, and no clawback', async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 50))
    await books.mature()
    await books.pay('s1')
    await books.reject('s1')
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-11', commission: 500n }])
  })

  test('what happened after the moment that is asked for is not read', async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter)
    await books.send(sale('s1', 3, 100), sale('s2', 4, 50))
    expect((await read(books, recruiter, { until: on(4) }))[0]?.periods[0]?.commission).toBe(1_500n)
    expect((await read(books, recruiter, { until: '2026-11-04T11:59:59.999Z' }))[0]?.periods[0]?.commission).toBe(1_000n)
  })
})

describe('levels', () => {
  test('are those of the time: who moves up is there at both', async () => {
    const { books, recruiter, affiliate } = await open()
    const between = await books.affiliate()
    await recruit(books, between, recruiter)
    await recruit(books, affiliate, between)
    await recruit(books, affiliate, recruiter, on(5))
    await books.send(sale('s1', 3, 100), sale('s2', 6, 50))
    const recruits = await read(books, recruiter, { components: [{ type: 'sub_affiliate', levels: [{ rate: '10' }, { rate: '5' }] }] })
    expect(told(recruits)).toEqual([{ level: 2, period: '2026-11', commission: 1_000n }, { level: 1, period: '2026-11', commission: 500n }])
    expect(new Set(recruits.map(({ joinedAt }) => joinedAt.toISOString()))).toEqual(new Set([JANUARY]))
    expect(told(await read(books, recruiter))).toEqual([{ level: 1, period: '2026-11', commission: 500n }])
  })

  test('below an affiliate that leaves, everybody leaves', async () => {
    const { books, recruiter, affiliate } = await open()
    const between = await books.affiliate()
    await recruit(books, affiliate, between)
    await recruit(books, between, recruiter)
    await recruit(books, between, null, on(5))
    await books.send(sale('s1', 3, 100), sale('s2', 6, 50))
    expect(told(await read(books, recruiter, { components: [{ type: 'sub_affiliate', levels: [{ rate: '10' }, { rate: '5' }] }] }))).toEqual([{ level: 2, period: '2026-11', commission: 1_000n }])
  })

  test('who comes back joined when it first came', async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, null, on(2))
    await recruit(books, affiliate, recruiter, on(5))
    await books.send(sale('s1', 3, 100), sale('s2', 6, 50))
    const [found] = await read(books, recruiter)
    expect([found?.joinedAt, found?.periods.map(({ commission }) => commission)]).toEqual([new Date(JANUARY), [500n]])
  })
})

describe('parts', () => {
  test('begin where the months of a recruit end, and where the plan begins or is in force', async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter, '2026-08-05T12:00:00.000Z')
    await books.send(sale('s1', 3, 100), sale('s2', 5, 50), sale('s3', 9, 20), sale('s4', 12, 10))
    const months = await read(books, recruiter, { components: [{ type: 'sub_affiliate', levels: [{ rate: '10' }], months: 3 }] })
    expect(months[0]?.periods.map(({ from, commission }) => [from.toISOString(), commission])).toEqual([['2026-08-05T12:00:00.000Z', 1_000n], [on(5), 800n]])
    const coverage = [{ from: new Date(on(4)), until: new Date(on(9)) }, { from: new Date(on(10)), until: null }]
    expect((await read(books, recruiter, { coverage }))[0]?.periods.map(({ from, commission }) => [from.toISOString(), commission])).toEqual([[on(4), 500n], [on(10), 100n]])
    expect((await read(books, recruiter, { planFrom: on(9) }))[0]?.periods.map(({ from, commission }) => [from.toISOString(), commission])).toEqual([[on(9), 300n]])
  })
})

describe('other bases', () => {
  test('net revenue counts where its transaction counts, less refunds; months are those of the time zone', async () => {
    const { books, recruiter, affiliate } = await open([{ type: 'revenue_share', rate: '10' }])
    await books.customer('excluded', affiliate, { revShareExcluded: true })
    const second = await books.affiliate()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, second, on(5))
    const revenue = (externalId: string, at: string, amount: number, more: object = {}) => ({ externalId, externalCustomerId: 'anna', type: 'revenue', grossRevenue: amount, transactionDate: at, ...more })
    await books.send(
      revenue('a', '2026-10-31T22:59:59.999Z', 1), revenue('b', '2026-10-31T23:00:00.000Z', 2), revenue('c', on(4), -0.5), revenue('d', on(6), 40), revenue('e', on(4), 700, { externalCustomerId: 'excluded' }),
    )
    const components = [{ type: 'sub_affiliate', base: 'net_revenue', levels: [{ rate: '10' }] }]
    expect(told(await read(books, recruiter, { components }))).toEqual([{ level: 1, period: '2026-10', netRevenue: 1_000_000n }, { level: 1, period: '2026-11', netRevenue: 1_500_000n }])
    expect(told(await read(books, second, { components }))).toEqual([{ level: 1, period: '2026-11', netRevenue: 40_000_000n }])
    await books.reject('d')
    expect(await read(books, second, { components })).toEqual([])
  })

  test('customers count where they qualified', async () => {
    const { books, recruiter, affiliate } = await open([{ type: 'cpa', levels: [{ amount: 20, requirements: { minDepositTotal: 50 } }] }])
    await books.customer('bert', affiliate)
    await books.customer('carl', affiliate)
    const second = await books.affiliate()
    await recruit(books, affiliate, recruiter)
    await recruit(books, affiliate, second, on(5))
    const deposit = (externalId: string, who: string, day: number, amount: number) => ({ externalId, externalCustomerId: who, type: 'deposit', depositAmount: amount, transactionDate: on(day) })
    await books.send(deposit('a', 'anna', 2, 50), deposit('b', 'bert', 3, 49.99), deposit('c', 'carl', 3, 80), deposit('b2', 'bert', 6, 1))
    const components = [{ type: 'sub_affiliate', base: 'qualified_customer', levels: [{ amount: 5 }] }]
    expect(told(await read(books, recruiter, { components }))).toEqual([{ level: 1, period: '2026-11', qualified: 2 }])
    expect(told(await read(books, second, { components }))).toEqual([{ level: 1, period: '2026-11', qualified: 1 }])
  })
})

describe('in the books', () => {
  const PLAN = [SALES, { type: 'sub_affiliate', levels: [{ rate: '10' }, { rate: '5' }] }]

  async function chain() {
    const { books, recruiter: middle, affiliate } = await open(PLAN)
    const top = await books.affiliate()
    await recruit(books, middle, top)
    await recruit(books, affiliate, middle)
    await books.customer('mine', middle)
    return { books, top, middle, affiliate }
  }

  async function expectSound(books: Books): Promise<void> {
    const { laws } = await verifyBooks(context.db, books.programId)
    expect(laws.filter(({ offender }) => offender !== null)).toEqual([])
  }

  test('every level has its share, and nobody has a share of a share', async () => {
    const { books, top, middle, affiliate } = await chain()
    await books.send(sale('s1', 3, 100), sale('s2', 4, 200, { externalCustomerId: 'mine' }))
    await books.reckon()
    // The affiliate 10.00; above it 20.00 of its own and 10 % of 10.00; at the top 10 % of 20.00 and 5 % of 10.00.
    expect(await Promise.all([affiliate, middle, top].map((id) => books.total(id)))).toEqual([1_000n, 2_100n, 250n])
    await expectSound(books)
  })

  test('one batch or many, reckoned after each or at the end: everybody has the same', async () => {
    const items = [sale('s1', 3, 100), sale('s2', 4, 33.33), sale('s3', 5, 66.67, { externalCustomerId: 'mine' }), refund('r1', 6, 40, 's1')]
    const totals: bigint[][] = []
    for (const isAtOnce of [true, false]) {
      const { books, top, middle, affiliate } = await chain()
      if (isAtOnce) await books.send(...items)
      else for (const item of items) { await books.send(item); await books.reckon() }
      await books.reckon()
      totals.push(await Promise.all([affiliate, middle, top].map((id) => books.total(id))))
      await expectSound(books)
    }
    expect(totals[1]).toEqual(totals[0])
  })

  test('a parent of the past that turns out to be another one takes its share along', async () => {
    const { books, top, middle, affiliate } = await chain()
    await books.send(sale('s1', 3, 100), sale('s2', 8, 100))
    await books.reckon()
    expect(await Promise.all([middle, top].map((id) => books.total(id)))).toEqual([200n, 100n])
    await recruit(books, affiliate, top, on(5))
    await books.reckon()
    // The second sale: 10 % at the top; the first 10 % in the middle and 5 % at the top.
    expect(await Promise.all([middle, top].map((id) => books.total(id)))).toEqual([100n, 150n])
    await recruit(books, affiliate, null, JANUARY)
    await books.reckon()
    expect(await Promise.all([middle, top].map((id) => books.total(id)))).toEqual([0n, 0n])
    await expectSound(books)
  })

  test('parents change while lines are booked and reckoned: nobody is forgotten', async () => {
    const { books, top, middle, affiliate } = await chain()
    for (let round = 0; round < 5; round += 1) {
      const day = 1 + round
      await Promise.all([
        books.send(sale(`s${round}`, day, 100)), recruit(books, affiliate, round % 2 === 0 ? top : middle, on(day)), books.reckon(),
        books.send(sale(`t${round}`, day, 50, { transactionDate: `2026-11-0${day}T11:59:59.999Z` })),
      ])
    }
    // Who found the book taken came back empty-handed.
    await books.process()
    await books.reckon()
    // Of each day 5.00 belong to the parent of the day before, 10.00 to the day's. The middle had the first 5.00, the top 5 % of what it had.
    expect(await Promise.all([middle, top].map((id) => books.total(id)))).toEqual([50n + 100n + 50n + 100n + 50n, 400n + 175n])
    await expectSound(books)
  })

  test('what is rejected was never shared', async () => {
    const { books, top, middle } = await chain()
    await books.send(sale('s1', 3, 100), sale('s2', 8, 100))
    await books.reckon()
    await books.reject('s1')
    await books.reckon()
    expect(await Promise.all([middle, top].map((id) => books.total(id)))).toEqual([100n, 50n])
    await expectSound(books)
  })
})

describe('recruiters of affiliates', () => {
  test('are everybody who is or was above them, and nobody where nobody was recruited', async () => {
    const { books, recruiter, affiliate } = await open()
    const find = (...ids: Uuid[]) => context.db.inProgram(books.programId, (tx) => findRecruiters(tx, books.programId, ids))
    expect(await find(affiliate, recruiter)).toEqual([])
    const [old, top] = [await books.affiliate(), await books.affiliate()]
    await recruit(books, affiliate, old)
    await recruit(books, affiliate, recruiter, on(5))
    await recruit(books, recruiter, top, on(6))
    expect((await find(affiliate)).sort()).toEqual([old, recruiter, top].sort())
    expect(await find(recruiter)).toEqual([top])
    expect(await find()).toEqual([])
  })

  test("another program's affiliates are unknown", async () => {
    const { books, recruiter, affiliate } = await open()
    await recruit(books, affiliate, recruiter)
    await books.send(sale('s1', 3, 100))
    const other = await Books.open(context)
    expect(await context.db.inProgram(other.programId, (tx) => findRecruiters(tx, other.programId, [affiliate]))).toEqual([])
    for (const id of [recruiter, newId()]) expect(await read(other, id)).toEqual([])
  })
})

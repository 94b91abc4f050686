import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reattributeCustomer } from '../../src/domain/customers/re-attribute-customer.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import { countFacts } from '../../src/domain/reports/count-facts.ts'
import { CLICK_FLAGS } from '../../src/domain/tracking/click-flags.ts'
import { bytesOfUuid } from '../../src/domain/tracking/click-key.ts'
import { RECORD_BYTES_MAX, writeClick } from '../../src/redirect/click-record.ts'
import { ClickRows } from '../../src/redirect/click-rows.ts'
import { storeClicks } from '../../src/redirect/store-clicks.ts'
import { Books, openContext } from '../books/fixture.ts'
import { openHistory, PLANS, randomHistory } from '../simulation/random-history.ts'
import { pick, random, type Random, shuffle } from '../simulation/random.ts'
import { createClickKeys } from '../../src/app/secrets.ts'
import { TEST_SECRET, type TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'
import { brokenReportLaws, countAll, countAnew, factsAndDays } from './counted.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const HISTORIES = dose({ small: 1, short: 10, long: 100 })
const NAMES = dose<string[]>({ small: ['hybrid', 'counted'], short: Object.keys(PLANS), long: Object.keys(PLANS) })

/** Whatever may happen to what has been counted: late facts, decisions taken back, customers that move. */
async function somethingHappens(next: Random, books: Books, affiliates: readonly Uuid[], sent: readonly string[]): Promise<void> {
  const externalId = sent.length === 0 ? undefined : pick(next, sent)
  const dice = next()
  if (dice < 0.2) await books.mature()
  else if (dice < 0.4) await books.reckon()
  else if (dice < 0.6 && externalId !== undefined) await books.reject(externalId).catch(refused)
  else if (dice < 0.75 && externalId !== undefined) await books.approve(externalId).catch(refused)
  else if (dice < 0.85) await moveSomebody(next, books, affiliates).catch(refused)
}

/** It was rejected already, is a refund that others build on, or belongs to nobody else. */
function refused(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && (error.code === 'state_conflict' || error.code === 'not_found'))) throw error
}

async function moveSomebody(next: Random, books: Books, affiliates: readonly Uuid[]): Promise<void> {
  const [customer] = await books.context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ id: Uuid }>({ text: 'select id from customer where program_id = $1 order by external_id offset $2 limit 1', values: [books.programId, Math.floor(next() * 5)] }))
  const from = next() < 0.5 ? null : new Date(Date.UTC(2026, 9, 1 + Math.floor(next() * 40)))
  await books.context.db.inProgram(books.programId, (tx) =>
    reattributeCustomer(tx, books.context.clock, { programId: books.programId, actor: 'user:test' }, customer?.id ?? newId(), { affiliateId: pick(next, affiliates), from, reason: 'theirs' }))
}

test.each(NAMES)('plan %s: the days are what the facts say, whatever happens in whatever order', async (name) => {
  for (let history = 0; history < HISTORIES; history += 1) {
    const seed = `seed ${SEED} history ${history} plan ${name}`
    const next = random(SEED + history * 31 + name.length)
    const { books, affiliates } = await openHistory(context, PLANS[name as keyof typeof PLANS], { autoApprove: next() < 0.7, approvalStage: pick(next, ['transaction', 'commission']) })
    const items = shuffle(next, randomHistory(next, 60))
    for (let start = 0; start < items.length; ) {
      const size = 1 + Math.floor(next() * 12)
      await books.send(...items.slice(start, start + size))
      start += size
      await somethingHappens(next, books, affiliates, items.slice(0, start).map((item) => String(item['externalId'])))
      if (next() < 0.5) await countFacts(context, books.programId)
    }
    await countAll(context, books.programId)
    const { facts, days } = await factsAndDays(books)
    expect(days, seed).toEqual(facts)
    expect(facts.length, seed).toBeGreaterThan(1)
    expect(await brokenReportLaws(context, books.programId), seed).toEqual([])
    await countAnew(context, books.programId)
    expect((await factsAndDays(books)).days, `${seed}, counted from the beginning`).toEqual(facts)
  }
}, dose({ small: 30_000, short: 600_000, long: 3_600_000 }))

test('ten workers that count at once count everything once', async () => {
  const { books } = await openHistory(context, PLANS.hybrid)
  for (const batch of [0, 1, 2, 3]) {
    await books.send(...randomHistory(random(SEED + batch), 30).map((item) => ({ ...item, externalId: `${batch}-${item['externalId']}` })).filter((item) => !('relatedExternalId' in item)))
    await Promise.all(Array.from({ length: 10 }, () => countFacts(context, books.programId)))
  }
  await countAll(context, books.programId)
  const { facts, days } = await factsAndDays(books)
  expect(days).toEqual(facts)
})

describe('the day is the program’s', () => {
  test.each`
    zone                   | instant                       | day
    ${'Europe/Malta'}      | ${'2026-10-24T22:00:00.000Z'} | ${'2026-10-25'}
    ${'Europe/Malta'}      | ${'2026-10-25T22:59:59.999Z'} | ${'2026-10-25'}
    ${'Europe/Malta'}      | ${'2026-10-25T23:00:00.000Z'} | ${'2026-10-26'}
    ${'America/Sao_Paulo'} | ${'2026-11-01T02:59:59.999Z'} | ${'2026-10-31'}
    ${'Asia/Kathmandu'}    | ${'2026-11-01T18:14:59.999Z'} | ${'2026-11-01'}
    ${'Asia/Kathmandu'}    | ${'2026-11-01T18:15:00.000Z'} | ${'2026-11-02'}
  `('$instant in $zone is $day, also when clocks change', async ({ zone, instant, day }) => {
    const books = await Books.open(context)
    await context.db.shared((tx) => tx.sql({ text: 'update program set time_zone = $2 where id = $1', values: [books.programId, zone] }))
    const affiliateId = await books.affiliate()
    await books.defaultPlan([{ type: 'revenue_share', rate: '10' }])
    await books.customer('c', affiliateId, { registeredAt: '2026-09-01T00:00:00.000Z' })
    await books.send({ externalId: 't', externalCustomerId: 'c', transactionDate: instant, type: 'revenue', grossRevenue: 100 })
    await countAll(context, books.programId)
    const { facts, days } = await factsAndDays(books)
    expect(days).toEqual(facts)
    expect(days.filter((line) => line.startsWith('transactions'))).toEqual([`transactions ${day} ${affiliateId} revenue 1 0 100000000 100000000`])
  })
})

test('a program that nothing happens in is left alone', async () => {
  const books = await Books.open(context)
  await countAll(context, books.programId)
  const state = () => context.db.inProgram(books.programId, (tx) => tx.sql({ text: 'select xmin::text from report_state where program_id = $1', values: [books.programId] }))
  const before = await state()
  await countFacts(context, books.programId)
  expect(await state()).toEqual(before)
})

describe('clicks', () => {
  const AT = Date.parse('2026-11-15T12:00:00.000Z')

  test('are there at once, and counted for good when no more can be on their way', async () => {
    const { books, store, total } = await openClicks()
    await countAll(context, books.programId)
    await store([AT - 500_000, AT - 60_000, AT - 1_000])
    await countAll(context, books.programId)
    expect(await total()).toEqual({ clicks: 3n, tail: 2n })
    const hour = 3_600_000
    context.clock.set(new Date(AT + hour))
    await store([AT + hour - 1_000])
    await countAll(context, books.programId)
    expect(await total()).toEqual({ clicks: 4n, tail: 1n })
    context.clock.set(new Date(AT + 2 * hour))
    await countAll(context, books.programId)
    expect(await total()).toEqual({ clicks: 4n, tail: 0n })
    const { facts, days } = await factsAndDays(books)
    expect(days).toEqual(facts)
    context.clock.set(new Date(AT))
  })

  test('that come late, into days that were counted long ago, are counted with those', async () => {
    const { books, store } = await openClicks()
    const day = 86_400_000
    await store([AT - 40 * day, AT - 39 * day, AT - 2 * day])
    await countAll(context, books.programId)
    await store([AT - 40 * day + 5, AT - 12 * day, AT - 2 * day + 60_000])
    await countAll(context, books.programId)
    const { facts, days } = await factsAndDays(books)
    expect(facts.map((line) => line.split(' ').at(4))).toEqual(['2', '1', '1', '2'])
    expect(days).toEqual(facts)
    expect(await brokenReportLaws(context, books.programId)).toEqual([])
  })

  /** A program with a link, whose clicks come through the door of the drain. */
  async function openClicks() {
    const books = await Books.open(context)
    const affiliateId = await books.affiliate()
    const linkId = newId()
    await books.context.db.inProgram(books.programId, (tx) =>
      tx.sql({
        text: `insert into tracking_link (program_id, id, number, tracker_id, brand_id, slug, created_at, updated_at) values ($1, $2, 1, $3, $4, $5, now(), now())`,
        values: [books.programId, linkId, affiliateId, books.brandId, `s${linkId}`],
      }))
    const linkIds = Buffer.concat([books.programId, linkId, affiliateId, affiliateId, books.brandId].map(bytesOfUuid))
    const store = async (instants: readonly number[]) => {
      const buffer = Buffer.alloc(instants.length * RECORD_BYTES_MAX)
      const ranges: number[] = []
      for (const nowMs of instants) {
        const start = ranges.at(-1) ?? 0
        // Each with a mint of its own: one that has been in the present does not go back.
        const clickKey = createClickKeys({ secretKeys: [TEST_SECRET] }).mint({ programNumber: 1, linkNumber: 1, blocked: false, nowMs })
        ranges.push(start, writeClick(buffer, start, {
          clickKey, recordedAtMs: nowMs, linkIds, visitorId: Buffer.alloc(16, ranges.length), flags: CLICK_FLAGS.unique_24h, address: '', agentFamily: 'Firefox', country: 'MT',
          referringUrl: undefined, customParameter: undefined, subIds: [], utm: [],
        }))
      }
      await context.db.inProgram(books.programId, (tx) => storeClicks(tx, { programId: books.programId, buffer, ranges }, new ClickRows(() => ({ inet: null, country: null })), async () => undefined))
    }
    const total = async () => {
      const [row] = await context.db.inProgram(books.programId, (tx) =>
        tx.sql({ text: 'select coalesce(sum(clicks), 0) as clicks, coalesce(sum(clicks) filter (where is_tail), 0) as tail from click_daily where program_id = $1', values: [books.programId] }))
      return row
    }
    return { books, store, total }
  }
})

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../src/domain/commissions/explanation.ts'
import { disqualifyCustomer } from '../../src/domain/customers/disqualify-customer.ts'
import { reattributeCustomer } from '../../src/domain/customers/re-attribute-customer.ts'
import { tellStory } from '../../src/domain/stories/tell-story.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import type { Chapter } from '../../src/domain/stories/story.ts'
import { Books, openContext } from '../books/fixture.ts'
import { at, refundOf, revenue, sale } from '../explain/scenario.ts'
import { createTestApi, type TestApi } from '../operator-api/support/test-api.ts'
import { playScene } from '../operator-api/support/scene.ts'
import { pick, random, type Random } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const PLAN = [
  { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 100 } }] },
  { type: 'revenue_share', base: 'net_revenue', rate: '25' },
  { type: 'percent_of_sale', rate: '10', recurring: { count: 2 } },
]

async function story(books: Books, about: string): Promise<readonly Chapter[]> {
  const { chapters } = await books.context.db.inProgram(books.programId, (tx) => tellStory(tx, books.programId, about, null))
  return chapters
}

/** Every chapter, and every line of it, says something in every language. */
function expectWords(chapters: readonly Chapter[], what: string): void {
  for (const { words, lines } of chapters) {
    for (const said of [words, ...lines.map((line) => line.words)]) {
      for (const language of LANGUAGES) expect(said[language], what).toMatch(/\S/)
      expect(new Set(Object.values(said)).size, `${what}: ${said.en}`).toBe(LANGUAGES.length)
    }
  }
}

type Item = Record<string, unknown>

/** A batch with all that can become of an item: good ones, duplicates, unknown customers, brands and originals, refunds, huge amounts. */
function randomBatch(next: Random, size: number): Item[] {
  const names = Array.from({ length: size }, (_, i) => `t${i}`)
  return Array.from({ length: size }, (_, i): Item => {
    const common = { externalId: names[i], externalCustomerId: `c${Math.floor(next() * 4)}`, transactionDate: at(1 + Math.floor(next() * 12)) }
    const value = Math.round(next() * 20_000) / 100
    switch (pick(next, ['deposit', 'revenue', 'sale', 'sale', 'refund', 'nobody', 'no brand', 'no currency', 'duplicate', 'other content', 'organic'])) {
      case 'deposit': return { ...common, type: 'deposit', depositAmount: value }
      case 'revenue': return { ...common, type: 'revenue', grossRevenue: value - 50 }
      case 'refund': return { ...common, type: 'refund', saleAmount: value, relatedExternalId: pick(next, names) }
      case 'nobody': return { ...common, type: 'sale', saleAmount: value, externalCustomerId: 'nobody' }
      case 'no brand': return { ...common, type: 'sale', saleAmount: value, externalBrandId: 'no such brand' }
      case 'no currency': return { ...common, type: 'sale', saleAmount: value, currency: 'JPY' }
      case 'duplicate': return { ...common, externalId: names[Math.max(0, i - 1)], type: 'sale', saleAmount: 5 }
      case 'other content': return { ...common, externalId: names[Math.max(0, i - 2)], type: 'sale', saleAmount: value }
      case 'organic': return { ...common, type: 'sale', saleAmount: value, externalCustomerId: 'organic' }
      default: return { ...common, type: 'sale', saleAmount: value }
    }
  })
}

describe('what happened to X?', () => {
  test(`answers for every item that was accepted, whatever became of it (seed ${SEED})`, async () => {
    for (let round = 0; round < dose({ small: 1, short: 20, long: 200 }); round += 1) {
      const next = random(SEED + round)
      const books = await Books.open(context, { autoApprove: next() < 0.5, approvalStage: pick(next, ['transaction', 'commission']) })
      const affiliates = [await books.affiliate(), await books.affiliate()] as const
      await books.defaultPlan(PLAN, 7)
      const customers: Uuid[] = []
      for (let i = 0; i < 4; i += 1) customers.push(await books.customer(`c${i}`, affiliates[i % 2] ?? null))
      await books.customer('organic', null)
      const items = randomBatch(next, 40)
      const batchId = await books.accept(items)
      for (const { externalId } of items) {
        const chapters = await story(books, String(externalId))
        expect(chapters.map(({ state }) => state), `${externalId}, queued`).toContain('queued')
      }
      await books.process()
      const decided = await books.idsOf(items.map(({ externalId }) => String(externalId)))
      const pending = await books.context.db.inProgram(books.programId, (tx) =>
        tx.sql<{ external_id: string }>({ text: `select external_id from transaction where program_id = $1 and id = any($2) and status = 'pending'`, values: [books.programId, decided] }),
      )
      const waiting = pending.map((row) => row.external_id)
      if (waiting.length > 4) {
        await books.approve(...waiting.slice(0, waiting.length / 2))
        await books.reject(...waiting.slice(-2))
      }
      await books.mature()
      await context.db.inProgram(books.programId, (tx) =>
        reattributeCustomer(tx, context.clock, { programId: books.programId, actor: 'user:x' }, customers[0] ?? '', { affiliateId: affiliates[1], from: null, reason: 'theirs' }),
      )
      const batch = await books.batch(batchId)
      expect(batch.accepted).toBe(items.length)
      for (const { externalId, type } of items) {
        const chapters = await story(books, String(externalId))
        const what = `${type} ${externalId}, seed ${SEED + round}`
        expect(chapters.filter((chapter) => chapter.externalId === externalId).length, what).toBeGreaterThan(0)
        expectWords(chapters, what)
        for (const { kind, state, lines } of chapters) {
          // What took effect left at least one line, which says what it earned or why nothing.
          if (kind === 'transaction' && state === 'approved') expect(lines.length, what).toBeGreaterThan(0)
          for (const line of lines) if (line.amountMinor === 0n) expect(line.reason, what).not.toBeNull()
        }
      }
    }
  })

  test('tells a customer from the registration on, and the whole life of a sale', async () => {
    const books = await Books.open(context)
    const [anna, berta] = [await books.affiliate(), await books.affiliate()]
    await books.defaultPlan(PLAN, 0)
    const customerId = await books.customer('c1', anna)
    await books.send(sale('s1', 2, 100), refundOf('r1', 3, 40, 's1'), revenue('v1', 4, 0.01))
    await books.mature()
    const [registration, ...rest] = await story(books, 'c1')
    expect(registration).toMatchObject({ kind: 'registration', state: 'attributed', affiliateId: anna, words: { en: expect.stringContaining('Affiliate a brought the customer by a click.') } })
    expect(rest.map(({ externalId }) => externalId).sort()).toEqual(['r1', 's1', 'v1'])
    expect((await story(books, customerId)).length).toBe(4)
    const [refund, sold] = await story(books, 's1')
    expect(refund?.words.en).toContain('It takes back from s1.')
    expect(sold?.lines).toMatchObject([
      { amountMinor: 1_000n, payout: 'payable', words: { en: expect.stringMatching(/10 % for a sale of 100.*It is payable\./) } },
    ])
    expect(refund?.lines).toMatchObject([{ amountMinor: -400n, payout: 'deducted' }])
    const [small] = await story(books, 'v1')
    expect(small?.lines).toMatchObject([{ amountMinor: 0n, reason: 'not_qualified_yet', payout: 'none', words: { 'pt-BR': expect.stringContaining('Nada foi ganho') } }])

    await context.db.inProgram(books.programId, (tx) => reattributeCustomer(tx, context.clock, { programId: books.programId, actor: 'user:x' }, customerId, { affiliateId: berta, from: null, reason: 'their video' }))
    const moved = (await story(books, 's1')).filter(({ externalId }) => externalId === 's1')
    expect(moved.map(({ state, affiliateId, reason }) => ({ state, affiliateId, reason }))).toEqual([
      { state: 'approved', affiliateId: berta, reason: null },
      { state: 'moved', affiliateId: anna, reason: 'their video' },
    ])
    expect(moved[0]?.words.en).toContain('until a manager gave it to this one')
    expect((await story(books, 'c1'))[0]?.words.en).toContain('A manager gave the customer to affiliate affiliate 2 with its history: their video.')
  })

  test('tells of a customer that a manager keeps from qualifying, and why a deposit earned nothing', async () => {
    const books = await Books.open(context)
    await books.defaultPlan([PLAN[0]], 0)
    const customerId = await books.customer('c1', await books.affiliate())
    await context.db.inProgram(books.programId, (tx) => disqualifyCustomer(tx, context.clock, { programId: books.programId, actor: 'user:x' }, customerId, { kind: 'disqualified', from: null, reason: 'stolen card' }))
    await books.send({ externalId: 'd1', type: 'deposit', depositAmount: 200, externalCustomerId: 'c1', transactionDate: at(2) })
    const [registration, paidIn] = await story(books, 'c1')
    expect(registration?.words.es).toContain('Un gestor impide que el cliente se califique: stolen card.')
    expect(paidIn?.lines).toMatchObject([{ amountMinor: 0n, reason: 'disqualified', words: { en: expect.stringContaining('a manager keeps the customer from qualifying') } }])
  })

  test('says of a long story where it goes on', async () => {
    const books = await Books.open(context)
    await books.defaultPlan(PLAN, 0)
    await books.customer('c1', await books.affiliate())
    await books.send(...Array.from({ length: 60 }, (_, i) => sale(`s${i}`, 2, 10)))
    const pages = []
    let afterId: string | null = null
    do {
      const page = await books.context.db.inProgram(books.programId, (tx) => tellStory(tx, books.programId, 'c1', afterId))
      pages.push(page.chapters)
      afterId = page.nextAfterId
    } while (afterId !== null)
    expect(pages.map((page) => page.length)).toEqual([51, 10])
    expect(new Set(pages.flat().map(({ externalId }) => externalId)).size).toBe(61)
  })
})

describe('GET /story', () => {
  let api: TestApi
  beforeAll(async () => {
    api = await createTestApi()
  })
  afterAll(() => api.close())

  test('answers for the own program only, and with an empty story for what nobody sent', async () => {
    const scene = await playScene(api, api.program, 'A')
    const other = await api.addProgram('Other')
    const told = await api.get('/story?about=s-1')
    expect(told.body).toMatchObject({ about: 's-1', nextCursor: null, items: [{ kind: 'transaction', externalId: 's-1', state: 'approved', lines: [{ amount: 10, status: 'approved' }] }] })
    expect((await api.get('/story?about=s-3')).body.items).toMatchObject([{ kind: 'item', state: 'failed', reason: 'brand_unknown' }])
    expect((await api.get(`/story?about=${scene.customerId}`)).body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['registration', 'item', 'transaction', 'transaction'])
    expect((await api.get('/story?about=nothing')).body).toEqual({ about: 'nothing', items: [], nextCursor: null })
    for (const about of ['s-1', scene.customerId, scene.transactionId]) expect((await api.get(`/story?about=${about}`, { key: other.apiKey })).body.items).toEqual([])
    expect((await api.get('/story')).status).toBe(400)
  })

  test('tells an order that was reported by hand', async () => {
    const affiliate = (await api.post('/affiliate', { name: 'Clara', referralCode: 'CLARA' })).body.id
    const answer = await api.post('/conversion', { affiliateId: affiliate, orderValue: 50, orderId: 'order-1' })
    expect(answer.status, answer.text).toBe(201)
    const { items } = (await api.get('/story?about=order-1')).body
    expect(items.map(({ kind }: { kind: string }) => kind)).toContain('event')
    expect(items.find(({ kind }: { kind: string }) => kind === 'event')).toMatchObject({ externalId: 'order-1', type: 'conversion', via: 'manual' })
  })
})

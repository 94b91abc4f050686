import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { affiliatesWithClicksSince, readDevices } from '../../src/domain/commissions/reckoning/read-clicks.ts'
import { Books, openContext } from '../books/fixture.ts'
import type { TestContext } from '../support/context.ts'
import { addBrand, addGroup, addLink, addProduct, addTracker, assign, storeClicks, tallies } from './click-fixture.ts'

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const CPC = { type: 'cpc', amount: 0.1 }

async function program(components: unknown[] = [CPC]): Promise<{ books: Books; affiliate: string; planId: string }> {
  const books = await Books.open(context)
  return { books, affiliate: await books.affiliate(), planId: await books.defaultPlan(components) }
}

describe('clicks of a day', () => {
  test('are counted as unique, repeated or invalid', async () => {
    const { books, affiliate, planId } = await program()
    const at = '2026-11-02T10:00:00Z'
    await storeClicks(
      books, { at, affiliateId: affiliate }, { at, affiliateId: affiliate }, { at, affiliateId: affiliate, flags: ['unique_24h', 'no_gesture'] },
      { at, affiliateId: affiliate, flags: [] }, { at, affiliateId: affiliate, flags: ['no_gesture'] },
      { at, affiliateId: affiliate, flags: ['bot'], isValid: false }, { at, affiliateId: affiliate, flags: ['unique_24h', 'duplicate'] },
      { at, affiliateId: affiliate, flags: ['datacenter'] }, { at: '2026-11-02T11:00:00Z', affiliateId: affiliate, flags: ['head', 'unique_24h'], isValid: false },
    )
    const found = (await tallies(books, planId, [affiliate])).get(affiliate)
    expect(found).toEqual([
      {
        day: '2026-11-02', lastAt: new Date('2026-11-02T11:00:00Z'), versionId: expect.any(String), brandId: books.brandId, productId: null, trackerId: affiliate,
        country: null, device: null, unique: 3, repeated: 2, invalid: 4,
      },
    ])
  })

  test('are those of the program\'s time zone, also where the clock changes', async () => {
    const { books, affiliate, planId } = await program()
    // Malta: UTC+1, from March 29, 2026, 01:00 UTC to October 25, 01:00 UTC UTC+2.
    const instants = [
      '2026-03-28T22:59:59.999Z', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00.000Z',
      '2026-10-24T21:59:59.999Z', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00.000Z',
    ]
    await storeClicks(books, ...instants.map((at) => ({ at, affiliateId: affiliate })))
    const found = (await tallies(books, planId, [affiliate])).get(affiliate)
    expect(found?.map(({ day, unique, lastAt }) => `${day} ${unique} ${lastAt.toISOString()}`)).toEqual([
      '2026-03-28 1 2026-03-28T22:59:59.999Z', '2026-03-29 2 2026-03-29T21:59:59.999Z', '2026-03-30 1 2026-03-29T22:00:00.000Z',
      '2026-10-24 1 2026-10-24T21:59:59.999Z', '2026-10-25 2 2026-10-25T22:59:59.999Z', '2026-10-26 1 2026-10-25T23:00:00.000Z',
    ])
  })

  test('are told apart by affiliate, brand, tracker and product; by country and device only where terms ask for them', async () => {
    const clicks = async (components: unknown[]) => {
      const { books, affiliate, planId } = await program(components)
      const [brandId, trackerId] = [await addBrand(books), await addTracker(books, affiliate)]
      const linkId = await addLink(books, affiliate, await addProduct(books))
      const other = await books.affiliate()
      const at = '2026-11-02T10:00:00Z'
      await storeClicks(
        books, { at, affiliateId: affiliate, country: 'DE', agentFamily: 'Samsung Internet' }, { at, affiliateId: affiliate, country: 'DE', agentFamily: 'iOS WebView' },
        { at, affiliateId: affiliate, country: 'FR', agentFamily: 'Chrome' }, { at, affiliateId: affiliate, brandId }, { at, affiliateId: affiliate, trackerId },
        { at, affiliateId: affiliate, linkId }, { at, affiliateId: other },
      )
      const found = await tallies(books, planId, [affiliate, other])
      expect(found.get(other)).toHaveLength(1)
      const own = found.get(affiliate) ?? []
      expect(own.map((tally) => [tally.brandId, tally.trackerId, tally.productId].filter((id) => id !== books.brandId && id !== affiliate && id !== null))).toHaveLength(own.length)
      return own.map(({ country, device, unique }) => `${country} ${device} ${unique}`).sort()
    }
    expect(await clicks([CPC])).toEqual(['null null 1', 'null null 1', 'null null 1', 'null null 3'])
    expect(await clicks([{ ...CPC, rates: [{ countries: ['DE'], amount: 1 }] }])).toEqual(['DE null 2', 'FR null 1', 'null null 1', 'null null 1', 'null null 1'])
    expect(await clicks([{ ...CPC, rates: [{ devices: ['mobile'], amount: 1 }] }])).toEqual(['null mobile 2', 'null null 1', 'null null 1', 'null null 1', 'null null 1'])
  })

  test('after the moment that is asked for are left out; who has none is not there', async () => {
    const { books, affiliate, planId } = await program()
    const other = await books.affiliate()
    await storeClicks(books, { at: '2026-11-02T10:00:00.000Z', affiliateId: affiliate }, { at: '2026-11-02T10:00:00.001Z', affiliateId: affiliate })
    const found = await tallies(books, planId, [affiliate, other], '2026-11-02T10:00:00.000Z')
    expect([...found].map(([id, list]) => [id, list.map(({ unique }) => unique)])).toEqual([[affiliate, [1]]])
    expect(await tallies(books, planId, [affiliate], '2026-11-02T09:59:59.999Z')).toEqual(new Map())
    expect(await tallies(books, planId, [])).toEqual(new Map())
  })

  test('of another program are not seen', async () => {
    const [one, other] = [await program(), await program()]
    await storeClicks(other.books, { at: '2026-11-02T10:00:00Z', affiliateId: one.affiliate })
    expect(await tallies(one.books, one.planId, [one.affiliate])).toEqual(new Map())
  })
})

describe('the plan of a click is that of a customer who registers at its moment', () => {
  const CHANGE = '2026-11-02T10:00:00.000Z'

  test('an assignment that begins in the middle of a day takes the clicks from its moment on', async () => {
    const { books, affiliate, planId } = await program()
    const own = await books.plan([{ ...CPC, amount: 1 }])
    await assign(books, { planId: own, affiliateId: affiliate, from: CHANGE, until: '2026-11-02T11:00:00.000Z' })
    await storeClicks(
      books, { at: '2026-11-02T09:59:59.999Z', affiliateId: affiliate }, { at: CHANGE, affiliateId: affiliate }, { at: '2026-11-02T10:59:59.999Z', affiliateId: affiliate },
      { at: '2026-11-02T11:00:00.000Z', affiliateId: affiliate },
    )
    const of = async (plan: string) => (await tallies(books, plan, [affiliate])).get(affiliate)?.map(({ day, unique, lastAt }) => `${day} ${unique} ${lastAt.toISOString()}`)
    expect(await of(own)).toEqual(['2026-11-02 2 2026-11-02T10:59:59.999Z'])
    // Both ends of the day are one tally again.
    expect(await of(planId)).toEqual(['2026-11-02 2 2026-11-02T11:00:00.000Z'])
  })

  test.each(['new_customers', 'from_date'])('a version for %s takes the clicks from its moment on, in the middle of a day', async (appliesTo) => {
    const { books, affiliate, planId } = await program()
    await books.planVersion(planId, 2, [{ ...CPC, amount: 1 }], 0, { from: CHANGE, appliesTo })
    await storeClicks(books, { at: '2026-11-02T09:59:59.999Z', affiliateId: affiliate }, { at: CHANGE, affiliateId: affiliate }, { at: CHANGE, affiliateId: affiliate })
    const found = (await tallies(books, planId, [affiliate])).get(affiliate) ?? []
    expect(found.map(({ unique }) => unique)).toEqual([1, 2])
    expect(new Set(found.map(({ versionId }) => versionId)).size).toBe(2)
  })

  test('a version for all that is open takes the clicks of its month', async () => {
    const { books, affiliate, planId } = await program()
    await books.planVersion(planId, 2, [{ ...CPC, amount: 1 }], 0, { from: '2026-11-20T00:00:00Z', appliesTo: 'all_open' })
    await storeClicks(books, { at: '2026-10-31T22:59:59.999Z', affiliateId: affiliate }, { at: '2026-10-31T23:00:00.000Z', affiliateId: affiliate }, { at: '2026-11-21T00:00:00Z', affiliateId: affiliate })
    const [october, ...november] = (await tallies(books, planId, [affiliate])).get(affiliate) ?? []
    expect(october?.day).toBe('2026-10-31')
    expect(november.map(({ day }) => day)).toEqual(['2026-11-01', '2026-11-21'])
    expect(november.every(({ versionId }) => versionId !== october?.versionId)).toBe(true)
  })

  test('by group, brand, product and tracker, the most specific wins', async () => {
    const { books, affiliate, planId } = await program()
    const [groupId, brandId, productId, trackerId] = [await addGroup(books, affiliate), await addBrand(books), await addProduct(books), await addTracker(books, affiliate)]
    const linkId = await addLink(books, affiliate, productId)
    const plans = [await books.plan([CPC]), await books.plan([CPC]), await books.plan([CPC]), await books.plan([CPC])] as const
    await assign(books, { planId: plans[0], groupId })
    await assign(books, { planId: plans[1], affiliateId: affiliate, brandId })
    await assign(books, { planId: plans[2], affiliateId: affiliate, brandId: books.brandId, productId })
    await assign(books, { planId: plans[3], affiliateId: affiliate, trackerId })
    const at = '2026-11-02T10:00:00Z'
    await storeClicks(books, { at, affiliateId: affiliate }, { at, affiliateId: affiliate, brandId }, { at, affiliateId: affiliate, linkId }, { at, affiliateId: affiliate, trackerId })
    expect(await tallies(books, planId, [affiliate])).toEqual(new Map())
    for (const plan of plans) expect((await tallies(books, plan, [affiliate])).get(affiliate)?.map(({ unique }) => unique)).toEqual([1])
  })
})

describe('who is to be reckoned for clicks', () => {
  const since = new Date('2026-11-02T10:00:00.000Z')

  test('affiliates with clicks recorded since, whom the plans may apply to', async () => {
    const { books, affiliate, planId } = await program()
    const [quiet, early] = [await books.affiliate(), await books.affiliate()]
    await storeClicks(books, { at: '2026-11-02T10:00:00.000Z', affiliateId: affiliate }, { at: '2026-11-02T09:59:59.999Z', affiliateId: early })
    const of = (plans: string[], from = since) => context.db.inProgram(books.programId, (tx) => affiliatesWithClicksSince(tx, books.programId, plans, from))
    expect(await of([planId])).toEqual([affiliate])
    expect((await of([planId], new Date(0))).sort()).toEqual([affiliate, early].sort())
    const own = await books.plan([CPC])
    expect(await of([own])).toEqual([])
    await assign(books, { planId: own, affiliateId: quiet })
    expect(await of([own])).toEqual([])
    await assign(books, { planId: own, affiliateId: affiliate, brandId: books.brandId })
    expect(await of([own])).toEqual([affiliate])
  })

  test('a click is found by when it was recorded, a moment after it happened', async () => {
    const { books, affiliate, planId } = await program()
    await storeClicks(books, { at: '2026-11-02T09:59:58.000Z', recordedAt: '2026-11-02T10:00:00.000Z', affiliateId: affiliate })
    expect(await context.db.inProgram(books.programId, (tx) => affiliatesWithClicksSince(tx, books.programId, [planId], since))).toEqual([affiliate])
  })
})

test('the device of a customer is that of its click, where its agent tells', async () => {
  const { books, affiliate } = await program()
  const at = '2026-11-02T10:00:00Z'
  const keys = await storeClicks(books, { at, affiliateId: affiliate, agentFamily: 'Instagram app' }, { at, affiliateId: affiliate, agentFamily: 'Chrome' })
  const customers = [await books.customer('phone', affiliate), await books.customer('unknown', affiliate), await books.customer('none', affiliate)]
  await context.db.inProgram(books.programId, async (tx) => {
    for (const [index, key] of keys.entries()) {
      await tx.sql({ text: 'update attribution set click_key = $3, touched_at = $4 where program_id = $1 and customer_id = $2', values: [books.programId, customers[index], key, at] })
    }
  })
  const devices = await context.db.inProgram(books.programId, (tx) => readDevices(tx, books.programId, customers))
  expect([...devices]).toEqual([[customers[0], 'mobile']])
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import type { NewEvent } from '../../src/domain/events/new-event.ts'
import { NOW, openContext } from '../books/fixture.ts'
import { pick, random, shuffle } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { Campaign, conversion } from './event-fixture.ts'

let context: TestContext

beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

const HOUR_MS = 3_600_000
const AFFILIATES = 3
const CUSTOMERS = 4
const ORDERS = 40

const RULES = {
  'first two sales': [{ type: 'percent_of_sale', rate: '10', recurring: { count: 2 } }],
  'a month from the first sale': [{ type: 'fixed_per_sale', amount: 15, recurring: { months: 1 } }],
  'every sale': [{ type: 'percent_of_sale', rate: '12.5' }],
  'steps, and a fixed amount for the first': [
    { type: 'percent_of_sale', steps: [{ rate: '40', count: 2 }, { rate: '20' }] },
    { type: 'fixed_per_sale', amount: 5, recurring: { firstOnly: true } },
  ],
}

/** Amounts owed by affiliate, when the conversions come in this order, so many at a time, then some are refunded and rejected. */
async function owed(components: unknown[], codes: readonly string[], events: readonly NewEvent[], sizes: () => number): Promise<bigint[]> {
  const campaign = await Campaign.open(context)
  await campaign.books.defaultPlan(components)
  const suffix = campaign.books.programId.slice(-6).toUpperCase()
  const affiliates = []
  for (const code of codes) affiliates.push(await campaign.affiliate(`${code}${suffix}`))
  const left = events.map((event) => ({ ...event, referralCode: `${event.referralCode}${suffix}` }))
  while (left.length > 0) {
    await campaign.record(left.splice(0, sizes()))
    if (sizes() % 2 === 0) await campaign.books.process()
  }
  await campaign.books.process()
  for (const order of ['o-3', 'o-7', 'o-11']) {
    await campaign.books.send({ type: 'refund', relatedExternalId: order, saleAmount: 20, transactionDate: NOW, externalId: `refund-${order}` })
  }
  await campaign.books.reject('o-2', 'o-3', 'o-5')
  await campaign.books.approve('o-8', 'o-9', 'o-10')
  await campaign.books.mature()
  expect(await campaign.offences()).toEqual([])
  return Promise.all(affiliates.map((id) => campaign.books.total(id)))
}

test.each(Object.entries(RULES))('conversions of customers of several affiliates come to the same in any order: %s', async (_name, components) => {
  const seed = Number(process.env['TEST_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const next = random(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const codes = Array.from({ length: AFFILIATES }, (_, index) => `A${index}X`)
  const events = Array.from({ length: ORDERS }, (_, index) =>
    conversion(`o-${index}`, pick(next, codes), {
      value: BigInt(below(20_000) + 1) * 10_000n,
      customerId: next() < 0.9 ? `c-${below(CUSTOMERS)}` : null,
      occurredAt: new Date(Date.parse(NOW) - below(60 * 24) * HOUR_MS),
    }),
  )
  // Who brought the customer depends on who comes first: the plan is everybody's, so what is earned does not.
  const together = await owed(components, codes, events, () => ORDERS)
  expect(await owed(components, codes, shuffle(next, events), () => below(5) + 1), `TEST_SEED=${seed}`).toEqual(together)
})

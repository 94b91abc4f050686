import { afterAll, beforeAll, expect, test } from 'vitest'
import { Books, NOW, openContext } from '../books/fixture.ts'
import { verifyBooks } from '../../src/domain/ledger/verify-books.ts'
import { brokenLaw } from '../simulation/laws.ts'
import { pick, type Random, random, shuffle } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'
import { readVersions } from './engine.ts'
import { digitsOf } from './events.ts'
import { randomWorld, type World } from './generator.ts'
import type { ComponentJson, Event } from './model.ts'
import { oracle } from './oracle.ts'

const WORLDS = dose({ small: 4, short: 100, long: 1_000 })
const TYPES: readonly ComponentJson['type'][] = ['cpa', 'cpl', 'revenue_share', 'percent_of_sale', 'fixed_per_sale', 'bonus', 'period_fee']
const SETTING = { zone: 'Europe/Malta', start: '2026-08', now: Date.parse(NOW) }
const DEDUCTIONS = [{ name: 'Cash', kind: 'payment_fee', base: 'deposit' as const, rate: '5' }, { name: 'Admin', kind: 'admin_fee', base: 'running_net' as const, rate: '17.5', whenNegative: 'clamp' as const }]

let context: TestContext
beforeAll(async () => {
  context = await openContext()
})
afterAll(() => context.close())

/** A world as far as the books of one brand and one affiliate can hold it. */
function bookable(world: World, brand: string, affiliate: string): World {
  const own = (text: string) => text.replaceAll(/00000000-0000-4000-8000-00000000001[12]/g, brand).replaceAll('00000000-0000-4000-8000-000000000031', affiliate)
  const customers = world.history.customers.map((customer) => ({ ...customer, brand, product: null, tracker: affiliate, device: null, clickedAt: customer.registeredAt, isVerified: true }))
  const events = world.history.events.flatMap((event): Event[] => {
    if (event.customer === null || (event.sale < 0n && event.refunds === null)) return []
    const place = { brand, product: null, tracker: affiliate, deductions: [] }
    return [event.type === 'chargeback' && event.refunds === null ? { ...event, ...place, gross: 0n } : { ...event, ...place }]
  })
  const known = new Set(events.map(({ id }) => id))
  return {
    ...world,
    program: { ...world.program, carryover: { mode: 'reset' }, deductions: DEDUCTIONS },
    versions: world.versions.map((version) => ({ ...version, components: JSON.parse(own(JSON.stringify(version.components))) })),
    history: { coverage: [{ from: 0, until: null }], customers, events: events.filter(({ refunds }) => refunds === null || known.has(refunds.event)), clicks: [], recruits: [] },
    others: [],
  }
}

/** A world that the readers accept also after it was made bookable. */
function acceptedWorld(next: Random, brand: string, affiliate: string): World {
  for (;;) {
    const world = bookable(randomWorld(next, TYPES, SETTING), brand, affiliate)
    try {
      readVersions(world)
      return world
    } catch {
      // Refused: another one.
    }
  }
}

/** An event as an operator sends it. */
function itemOf(event: Event, events: readonly Event[], digits: number): Record<string, unknown> {
  const amount = (micros: bigint) => Number(micros) / 1_000_000
  const common = { externalId: event.externalId, externalCustomerId: event.customer, transactionDate: new Date(event.at).toISOString(), type: event.type }
  const country = event.country === null ? {} : { country_code: event.country }
  const original = events.find(({ id }) => id === event.refunds?.event)
  if (original !== undefined) return { ...common, relatedExternalId: original.externalId, [original.sale > 0n ? 'saleAmount' : 'depositAmount']: amount(event.refunds?.amount ?? 0n) }
  if (event.type === 'chargeback') return { ...common, ...country, depositAmount: amount(-event.deposit) }
  const named = {
    depositAmount: event.deposit, saleAmount: event.sale, withdrawalAmount: event.withdrawal, wageredAmount: event.wager, bonusAmount: event.bonus, grossRevenue: event.gross,
    revShareCommission: inMicros(event.suppliedRevShare, digits), cpaCommission: inMicros(event.suppliedCpa, digits), fixedCommission: inMicros(event.suppliedFixed, digits),
  }
  return { ...common, ...country, ...Object.fromEntries(Object.entries(named).flatMap(([name, micros]) => (micros === 0n ? [] : [[name, amount(micros)]]))) }
}

function inMicros(minor: bigint, digits: number): bigint {
  return minor * 10n ** BigInt(6 - digits)
}

/** What the affiliate's lines come to by component, without what the operator supplied itself. */
async function posted(books: Books, affiliate: string): Promise<Map<string, bigint>> {
  const rows = await context.db.inProgram(books.programId, (tx) =>
    tx.sql<{ component: string; amount: bigint }>({
      text: `select c.component, sum(c.amount_minor)::bigint as amount from commission c left join commission r on r.program_id = $1 and r.id = c.reverses_id
              where c.program_id = $1 and c.affiliate_id = $2 and c.kind <> 'supplied' and r.kind is distinct from 'supplied' group by 1`,
      values: [books.programId, affiliate],
    }),
  )
  return new Map(rows.map(({ component, amount }) => [component, amount]))
}

async function bookedWorld(seed: number): Promise<{ readonly booked: string[]; readonly expected: string[] }> {
  const next = random(seed)
  const currency = pick(next, ['EUR', 'JPY', 'KWD'])
  const books = await Books.open(context, { currency, deductions: DEDUCTIONS })
  const affiliate = await books.affiliate()
  let world = acceptedWorld(next, books.brandId, affiliate)
  while (world.program.currency !== currency) world = acceptedWorld(next, books.brandId, affiliate)
  const [first, ...later] = world.versions
  const from = (effectiveFrom: number) => new Date(effectiveFrom).toISOString()
  const planId = await books.defaultPlan([...(first?.components ?? [])], 0, { from: from(first?.effectiveFrom ?? 0), appliesTo: first?.appliesTo ?? '' })
  for (const [index, version] of later.entries()) await books.planVersion(planId, index + 2, [...version.components], 0, { from: from(version.effectiveFrom), appliesTo: version.appliesTo })
  for (const { id, registeredAt, country, revShareExcluded, cpaExcluded } of world.history.customers) {
    await books.customer(id, affiliate, { registeredAt: from(registeredAt), revShareExcluded, cpaExcluded, ...(country === null ? {} : { country }) })
  }
  const items = shuffle(next, world.history.events.map((event) => itemOf(event, world.history.events, digitsOf(currency))))
  for (let start = 0; start < items.length; ) {
    const size = 1 + Math.floor(next() * 15)
    await books.send(...items.slice(start, start + size))
    if (next() < 0.3) await books.reckon()
    start += size
  }
  await books.reckon()
  expect(await brokenLaw(books), `TEST_SEED=${seed}`).toBeNull()
  const { laws } = await verifyBooks(context.db, books.programId)
  expect(laws.filter(({ offender }) => offender !== null), `TEST_SEED=${seed}`).toEqual([])
  const totals = [...oracle(world)].map(([key, periods]) => [key, [...periods.values()].reduce((total, amount) => total + amount, 0n)] as const)
  const text = (entries: Iterable<readonly [string, bigint]>) => [...entries].filter(([, amount]) => amount !== 0n).map(([key, amount]) => `${key} ${amount}`).sort()
  return { booked: text(await posted(books, affiliate)), expected: text(totals) }
}

test(`${WORLDS} random plans and histories sent in any order and in batches of any size: what is booked is what the oracle says`, async () => {
  for (let n = 0; n < WORLDS; n += 1) {
    const { booked, expected } = await bookedWorld(SEED + n)
    expect(booked, `TEST_SEED=${SEED + n}`).toEqual(expected)
  }
})

test('what a customer does under a version without a CPA counts towards the next version’s, whenever it arrives', async () => {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  const cpa = [{ type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40 } }] }]
  const planId = await books.defaultPlan(cpa, 0, { from: '2026-10-01T00:00:00.000Z' })
  await books.planVersion(planId, 2, [{ type: 'percent_of_sale', rate: '10' }], 0, { from: '2026-11-01T00:00:00.000Z', appliesTo: 'from_date' })
  await books.planVersion(planId, 3, cpa, 0, { from: '2026-11-08T00:00:00.000Z', appliesTo: 'from_date' })
  await books.customer('anna', affiliate, { registeredAt: '2026-10-20T00:00:00.000Z' })
  const deposit = (externalId: string, day: string, more = {}) => ({ externalId, externalCustomerId: 'anna', type: 'deposit', depositAmount: 20, transactionDate: `2026-11-${day}T00:00:00.000Z`, ...more })
  await books.send(deposit('third version', '09'))
  expect(await books.total(affiliate)).toBe(0n)
  await books.send(deposit('second version', '02', { cpaCommission: 5 }))
  expect([...(await posted(books, affiliate))]).toEqual([['cpa', 4500n]])
})

test('a refund takes back at the rate of its sale, though it names no country', async () => {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  await books.defaultPlan([{ type: 'revenue_share', base: 'sale', rate: '50', rates: [{ countries: ['SE'], rate: '10' }] }])
  await books.customer('anna', affiliate, { country: 'BR' })
  const at = { externalCustomerId: 'anna', transactionDate: '2026-11-05T00:00:00.000Z' }
  await books.send({ ...at, externalId: 'sale', type: 'sale', saleAmount: 100, country_code: 'SE' }, { ...at, externalId: 'refund', type: 'refund', saleAmount: 100, relatedExternalId: 'sale' })
  await books.send({ ...at, externalId: 'other', type: 'sale', saleAmount: 10 })
  await books.reckon()
  expect(await books.total(affiliate)).toBe(500n)
})

test('a first sale is the first of all, also where another version had it reckoned', async () => {
  const books = await Books.open(context)
  const affiliate = await books.affiliate()
  const planId = await books.defaultPlan([{ type: 'percent_of_sale', rate: '10', caps: [{ window: 'day', count: 9 }] }], 0, { from: '2026-10-01T00:00:00.000Z' })
  await books.planVersion(planId, 2, [{ type: 'percent_of_sale', rate: '50', recurring: false }], 0, { from: '2026-11-08T00:00:00.000Z', appliesTo: 'from_date' })
  await books.customer('anna', affiliate, { registeredAt: '2026-10-20T00:00:00.000Z' })
  const sale = (day: string) => ({ externalId: day, externalCustomerId: 'anna', type: 'sale', saleAmount: 100, transactionDate: `2026-11-${day}T00:00:00.000Z` })
  await books.send(sale('09'))
  expect(await books.total(affiliate)).toBe(5_000n)
  await books.send(sale('02'))
  await books.reckon()
  expect(await books.total(affiliate)).toBe(1_000n)
})

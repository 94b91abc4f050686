import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeAffiliate } from '../../src/domain/affiliates/change-affiliate.ts'
import { DomainError } from '../../src/domain/errors.ts'
import type { Uuid } from '../../src/domain/ids.ts'
import { Books, NOW, openContext } from '../books/fixture.ts'
import { brokenLaw } from '../simulation/laws.ts'
import { pick, type Random, random } from '../simulation/random.ts'
import type { TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'

const WORLDS = dose({ small: 3, short: 60, long: 1_000 })
const STEPS = 30
const AFFILIATES = 5
const RATES = [10n, 5n, 2n]
const FIRST_MS = Date.parse('2026-08-01T00:00:00Z')
const DAY_MS = 86_400_000
const TYPE = { levels: RATES.map((rate) => ({ rate: `${rate}` })), type: 'sub_affiliate' }

let context: TestContext
beforeAll(async () => { context = await openContext() })
afterAll(() => context.close())

interface Decision { readonly affiliate: number; readonly parent: number | null; readonly fromMs: number }
interface Sale { readonly id: string; readonly affiliate: number; readonly atMs: number; readonly amount: bigint; refunded: bigint; isRejected: boolean }

/** What was done, and nothing else: everything is worked out from it, moment by moment. */
interface World { readonly decisions: Decision[]; readonly sales: Sale[]; readonly months: number | null }

/** The newest decision about the affiliate that holds at the moment. */
function parentAt({ decisions }: World, affiliate: number, atMs: number): number | null {
  return decisions.findLast((decision) => decision.affiliate === affiliate && decision.fromMs <= atMs)?.parent ?? null
}

function levelAt(world: World, ancestor: number, affiliate: number, atMs: number): number | null {
  let at: number | null = affiliate
  for (let level = 0; at !== null && level <= AFFILIATES; level += 1) {
    if (at === ancestor) return level
    at = parentAt(world, at, atMs)
  }
  return null
}

/** Nothing changes but at the moments of decisions. */
function joinedMs(world: World, ancestor: number, affiliate: number): number {
  return Math.min(...world.decisions.map(({ fromMs }) => fromMs).filter((fromMs) => (levelAt(world, ancestor, affiliate, fromMs) ?? 0) > 0))
}

function monthsLater(ms: number, months: number): number {
  const date = new Date(ms)
  return date.setUTCMonth(date.getUTCMonth() + months)
}

/** Minor units: a tenth of what was paid and not refunded. Amounts are multiples of ten, so that it is exact. */
function earned({ amount, refunded, isRejected }: Sale): bigint {
  return isRejected ? 0n : (amount - refunded) / 10n
}

function monthOf(ms: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Malta', year: 'numeric', month: '2-digit' }).formatToParts(ms)
  return `${parts.find(({ type }) => type === 'year')?.value}-${parts.find(({ type }) => type === 'month')?.value}`
}

/** What an affiliate has in all: its own, and for each month what all of its recruits bring, rounded once. */
function expected(world: World, affiliate: number): bigint {
  const own = world.sales.filter((sale) => sale.affiliate === affiliate).reduce((sum, sale) => sum + earned(sale), 0n)
  const months = new Map<string, bigint>()
  for (const sale of world.sales) {
    const level = levelAt(world, affiliate, sale.affiliate, sale.atMs)
    const rate = level === null || level === 0 ? undefined : RATES[level - 1]
    if (rate === undefined) continue
    if (world.months !== null && sale.atMs >= monthsLater(joinedMs(world, affiliate, sale.affiliate), world.months)) continue
    const month = monthOf(sale.atMs)
    months.set(month, (months.get(month) ?? 0n) + earned(sale) * rate)
  }
  return [...months.values()].reduce((sum, hundredths) => sum + (hundredths + 50n) / 100n, own)
}

async function play(next: Random, world: World, books: Books, ids: readonly Uuid[]): Promise<void> {
  const upTo = (most: number) => Math.floor(next() * most)
  const moment = () => FIRST_MS + upTo((Date.parse(NOW) - FIRST_MS) / DAY_MS) * DAY_MS + pick(next, [0, 1, DAY_MS / 2])
  for (let step = 0; step < STEPS; step += 1) {
    const dice = next()
    if (dice < 0.35) {
      const decision = { affiliate: upTo(AFFILIATES), parent: next() < 0.15 ? null : upTo(AFFILIATES), fromMs: moment() }
      if (await decide(books, ids, decision)) world.decisions.push(decision)
    } else if (dice < 0.75 || world.sales.length === 0) {
      const sale = { id: `s${step}`, affiliate: upTo(AFFILIATES), atMs: moment(), amount: BigInt(20 * (1 + upTo(99))), refunded: 0n, isRejected: false }
      await books.send({ externalId: sale.id, externalCustomerId: `c${sale.affiliate}`, type: 'sale', saleAmount: Number(sale.amount) / 100, transactionDate: new Date(sale.atMs).toISOString() })
      world.sales.push(sale)
    } else if (dice < 0.85) {
      await takeBack(books, pick(next, world.sales), step)
    } else if (dice < 0.9) {
      const sale = pick(next, world.sales)
      if (!sale.isRejected) await books.reject(sale.id)
      sale.isRejected = true
    } else await books.reckon()
  }
  await books.reckon()
}

/** Half of a sale, once. */
async function takeBack(books: Books, sale: Sale, step: number): Promise<void> {
  if (sale.isRejected || sale.refunded > 0n) return
  sale.refunded = sale.amount / 2n
  await books.send({ externalId: `r${step}`, externalCustomerId: `c${sale.affiliate}`, type: 'refund', relatedExternalId: sale.id, saleAmount: Number(sale.refunded) / 100, transactionDate: new Date(Math.min(sale.atMs + 20 * DAY_MS, Date.parse(NOW))).toISOString() })
}

/** Whether the decision was taken: nobody becomes their own ancestor. */
async function decide({ programId }: Books, ids: readonly Uuid[], { affiliate, parent, fromMs }: Decision): Promise<boolean> {
  try {
    const change = { parentAffiliateId: parent === null ? null : (ids[parent] ?? null), parentFrom: new Date(fromMs) }
    await context.db.inProgram(programId, (tx) => changeAffiliate(tx, { programId, actor: 'user:test', now: context.clock.now() }, ids[affiliate] ?? '', change))
    return true
  } catch (error) {
    if (error instanceof DomainError && error.code === 'state_conflict') return false
    throw error
  }
}

test(`${WORLDS} random families: everybody has the share that the past, as it stands in the end, gives them`, async () => {
  for (let number = 0; number < WORLDS; number += 1) {
    const next = random(SEED + number)
    const months = pick(next, [null, 1, 2])
    const world: World = { decisions: [], sales: [], months }
    const books = await Books.open(context)
    await books.defaultPlan([{ type: 'percent_of_sale', rate: '10' }, { ...TYPE, ...(months === null ? {} : { months }) }])
    const ids: Uuid[] = []
    for (let affiliate = 0; affiliate < AFFILIATES; affiliate += 1) {
      const id = await books.affiliate()
      ids.push(id)
      await books.customer(`c${affiliate}`, id, { registeredAt: '2026-01-01T00:00:00.000Z' })
    }
    await play(next, world, books, ids)
    const totals = await Promise.all(ids.map((id) => books.total(id)))
    expect(totals, `TEST_SEED=${SEED + number} ${JSON.stringify(world, (_, value) => (typeof value === 'bigint' ? Number(value) : value))}`).toEqual(ids.map((_, affiliate) => expected(world, affiliate)))
    expect(await brokenLaw(books), `TEST_SEED=${SEED + number}`).toBeNull()
  }
})

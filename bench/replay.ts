/**
 * A replay of history, in memory and on one core: the deductions of 1,000,000 transactions of two years, and what the hybrid plan of the speed
 * goals (a CPA of two levels, a tiered marginal revenue share) comes to for each of 50 affiliates and each month. Then what one
 * transaction costs in a history of 1,000,000 of one affiliate, against one in as many histories of 1,000 as hold as much.
 *
 *   node scripts/run.mjs bench/replay.ts
 */
import type { History, HistoryCustomer, HistoryTransaction } from '../src/domain/commissions/components/component.ts'
import { readComponents } from '../src/domain/commissions/components/read-components.ts'
import { isInFlight } from '../src/domain/commissions/components/registry.ts'
import { type ReckonedPlan, reckonPlan } from '../src/domain/commissions/reckoning/reckon-plan.ts'
import { netAmounts, parseDeductions } from '../src/domain/commissions/rules/deductions.ts'
import { newId, type Uuid } from '../src/domain/ids.ts'
import { COMPONENTS, DEDUCTIONS } from './support/program.ts'
import { median } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const TRANSACTIONS = Number(process.env['BENCH_TRANSACTIONS'] ?? 1_000_000)
const AFFILIATES = 50
const CUSTOMERS = 20_000
const SMALL = 1_000
const GOAL_PER_SECOND = 100_000
const MOST_GROWTH = 1.2
const FROM = Date.UTC(2024, 0, 1)
const UNTIL = Date.UTC(2026, 0, 1)
const ACTIVE_MS = 90 * 86_400_000

/** What is sent of a transaction, and its net, which the replay works out. */
type Sent = { -readonly [Name in keyof HistoryTransaction]: HistoryTransaction[Name] } & { readonly bonus: bigint }

const deductions = parseDeductions(DEDUCTIONS, 'EUR', 'deductions')
const versionId = newId()
const components = readComponents(COMPONENTS, 'EUR', 'components')
const plan: ReckonedPlan = {
  program: { currency: 'EUR', timeZone: 'Europe/Malta', carryover: { scope: 'plan', what: 'commission', mode: 'reset', cap: null, expiryMonths: null } },
  versions: [
    { planId: newId(), versionId, version: 1, effectiveFrom: new Date(FROM), appliesTo: 'new_customers', holdDays: 14, components, inFlight: components.filter(isInFlight) },
  ],
  now: new Date(UNTIL),
}
const brandId = newId()
const trackerId = newId()

const NONE: readonly never[] = []

const rates: number[] = []
const many = Array.from({ length: AFFILIATES }, () => makeHistory(TRANSACTIONS / AFFILIATES, CUSTOMERS / AFFILIATES))
for (let round = 0; round <= ROUNDS; round += 1) {
  const { ms, awards } = replay(many)
  // The first round warms up.
  if (round === 0) continue
  rates.push(TRANSACTIONS / (ms / 1_000))
  console.log(`round ${round}: ${(TRANSACTIONS / (ms / 1_000)).toFixed(0)} transactions/s, ${awards} awards`)
}
const rate = median(rates)
console.log(`replay: ${rate.toFixed(0)} transactions/s (at least ${GOAL_PER_SECOND})${rate < GOAL_PER_SECOND ? ', missed' : ''}`)

many.length = 0
const large = [makeHistory(TRANSACTIONS, CUSTOMERS)]
// As many transactions in all: what is written to lives as long, and the collector has as much to look through.
const small = Array.from({ length: TRANSACTIONS / SMALL }, () => makeHistory(SMALL, (CUSTOMERS * SMALL) / TRANSACTIONS))
const growth: number[] = []
for (let round = 0; round <= ROUNDS; round += 1) {
  const [perSmall, perLarge] = [replay(small).ms / TRANSACTIONS, replay(large).ms / TRANSACTIONS]
  if (round === 0) continue
  growth.push(perLarge / perSmall)
  console.log(`round ${round}: ${(perSmall * 1_000).toFixed(2)} µs for each of 1,000, ${(perLarge * 1_000).toFixed(2)} µs for each of ${TRANSACTIONS}`)
}
console.log(`growth: a transaction of ${TRANSACTIONS} costs ${median(growth).toFixed(2)} of one of 1,000 (at most ${MOST_GROWTH})${median(growth) > MOST_GROWTH ? ', missed' : ''}`)

function replay(histories: readonly Made[]): { readonly ms: number; readonly awards: number } {
  const start = performance.now()
  let awards = 0
  for (const { history, sent } of histories) {
    for (const transaction of sent) transaction.net = netAmounts(deductions, transaction, { country: transaction.country, productId: null, productExternalId: null, supplied: NONE }).net
    for (const component of reckonPlan(plan, [history], 'all')) awards += component.awards.length
  }
  return { ms: performance.now() - start, awards }
}

interface Made {
  readonly history: History
  readonly sent: readonly Sent[]
}

/**
 * Transactions like those of the bulk benchmark, evenly over two years, in canonical order. Customers come and go: they register evenly too, and
 * buy in the days after.
 */
function makeHistory(size: number, customers: number): Made {
  const known = Array.from({ length: customers }, (_, n) => makeCustomer(n, momentOf(n, customers)))
  const active = Math.max(1, (customers * ACTIVE_MS) / (UNTIL - FROM))
  const sent = Array.from({ length: size }, (_, n) => {
    const registered = Math.floor((n * customers) / size)
    return makeTransaction(n, momentOf(n, size), known[Math.max(0, registered - Math.floor(Math.random() * active))]?.id ?? null)
  })
  const history: History = {
    affiliateId: newId(), coverage: [{ from: new Date(FROM), until: null }], customers: new Map(known.map((customer) => [customer.id, customer])),
    transactions: sent, clicks: [], recruits: [],
  }
  return { history, sent }
}

/** The n-th moment of as many as there are, evenly over the two years. */
function momentOf(n: number, of: number): Date {
  return new Date(FROM + Math.floor(((UNTIL - FROM) * n) / of))
}

function makeCustomer(n: number, registeredAt: Date): HistoryCustomer {
  return {
    id: newId(), externalId: `c${n}`, brandId, productId: null, trackerId, device: null, versionId, isRegisteredUnderPlan: true, revShareExcluded: false, cpaExcluded: false,
    registeredAt, clickedAt: null, country: 'MT', isVerified: false,
  }
}

function makeTransaction(n: number, at: Date, customerId: Uuid | null): Sent {
  const cents = (most: number, least = 0) => BigInt(Math.round(Math.random() * (most - least) + least)) * 10_000n
  return {
    id: newId(), type: 'revenue', externalId: `t${n}`, relatedTransactionId: null, brandId, productId: null, customerId, trackerId, country: 'MT',
    deposit: n % 3 === 0 ? cents(5_000) : 0n, sale: 0n, withdrawal: 0n, wager: cents(40_000), bonus: n % 10 === 0 ? 1_500_000n : 0n, gross: cents(16_000, -4_000), net: 0n,
    occurredAt: at, effectiveAt: at, revShareExcluded: false, cpaExcluded: false, suppliedRevShareMinor: 0n, suppliedCpaMinor: 0n, suppliedFixedMinor: 0n, versionId,
  }
}

import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pick, random, type Random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { KillableInstallation } from './installation.ts'

const CLIENTS = 32
const OPERATIONS = dose({ small: 600, short: 5_000, long: 100_000 })
const SNAPSHOTS = dose({ small: 20, short: 200, long: 1_000 })
const SETTLE_MS = dose({ small: 120_000, short: 300_000, long: 1_800_000 })

const FEES = [
  { name: 'Payment fees', kind: 'payment_fee', base: 'deposit', rate: '5' },
  { name: 'Admin fee', kind: 'admin_fee', base: 'running_net', rate: '17.5', whenNegative: 'clamp' },
]
const BRANDS = {
  quick: { deductions: FEES },
  asked: { autoApprove: false, approvalStage: 'transaction' },
  held: { autoApprove: false, approvalStage: 'commission', deductions: FEES },
}
const COMPONENTS = [
  { type: 'cpa', levels: [{ amount: 50, requirements: { minDepositTotal: 40 } }, { amount: 80, requirements: { minNetRevenue: 60 } }] },
  { type: 'revenue_share', base: 'net_revenue', tiers: { metric: 'net_revenue', window: 'period', application: 'marginal', bands: [{ from: 0, rate: '25' }, { from: 500, rate: '35' }] } },
  { type: 'percent_of_sale', rate: '10' },
  // Reckoned from history, by whichever worker lives.
  { type: 'fixed_per_sale', amount: 2, caps: [{ per: 'customer', window: 'day', count: 2 }] },
  { type: 'cpl', amount: 1 },
]
const AFFILIATES = ['ANNA', 'BERT', 'CARA']

let installation: KillableInstallation
beforeAll(async () => {
  installation = await KillableInstallation.open('api', 'worker', 'worker 2')
  for (const [externalId, settings] of Object.entries(BRANDS)) await installation.must('POST', '/brand', { name: externalId, externalId, landingPageUrl: 'https://brand.example', ...settings })
  for (const name of AFFILIATES) await installation.must('POST', '/affiliate', { name, referralCode: name })
  const plan = await installation.must('POST', '/commission-plan', { name: 'Everything', version: { effectiveFrom: '2026-01-01T00:00:00Z', components: COMPONENTS } })
  await installation.must('POST', `/commission-plan/${plan.id}/assignment`, { effectiveFrom: '2026-01-01T00:00:00Z' })
}, 180_000)
afterAll(() => installation?.close(), 60_000)

test(`${OPERATIONS} random operations of ${CLIENTS} clients, with workers killed: the laws hold at ${SNAPSHOTS} moments and at the end (seed ${SEED})`, {
  timeout: SETTLE_MS * 4,
}, async () => {
  const clients = new RandomClients()
  const [, kills, snapshots] = await Promise.all([clients.run(), killWorkers(clients), lookAtBooks(clients)])
  await installation.settled(SETTLE_MS)
  expect(await installation.brokenLaw(), `seed ${SEED}`).toBeNull()
  expect(clients.unexpected, `seed ${SEED}`).toEqual([])
  const twice = await installation.rows('select brand_id, external_id from transaction where program_id = $1 group by 1, 2 having count(*) > 1')
  expect(twice, `seed ${SEED}`).toEqual([])
  const [counts] = await installation.rows<Record<string, bigint>>(
    `select (select count(*) from transaction where program_id = $1) as transactions, (select count(*) from commission where program_id = $1) as lines,
            (select count(*) from ledger_transfer where program_id = $1) as transfers, (select count(*) from transaction_event where program_id = $1) as decisions`,
  )
  // Whether there was anything to decide depends on how fast the workers were beside the clients.
  const { decisions: _decisions, ...always } = counts ?? {}
  expect(Object.values(always).every((count) => count > 0n), `${Object.entries(always).join(' ')}, seed ${SEED}`).toBe(true)
  const made = Object.entries(counts ?? {}).map(([what, count]) => `${count} ${what}`).join(', ')
  console.log(`${clients.done} operations, ${kills} kills, ${snapshots} snapshots, seed ${SEED}: ${made}; answers ${JSON.stringify(clients.statuses)}`)
})

async function killWorkers(clients: RandomClients): Promise<number> {
  const next = random(SEED + 1)
  let kills = 0
  while (!clients.isOver) {
    await delay(300 + next() * 1_200)
    await installation.killAndRestart(pick(next, ['worker', 'worker 2']))
    kills += 1
  }
  return kills
}

/** Debits and credits, the totals of accounts, and what is owed against the lines, evenly over the operations. Answers how often it looked. */
async function lookAtBooks(clients: RandomClients): Promise<number> {
  for (let snapshot = 0; snapshot < SNAPSHOTS; snapshot += 1) {
    while (!clients.isOver && clients.done < (OPERATIONS * snapshot) / SNAPSHOTS) await delay(5)
    expect(await installation.brokenMoneyLaw(), `after ${clients.done} operations, seed ${SEED}`).toBeNull()
  }
  return SNAPSHOTS
}

interface Sent {
  readonly brand: string
  readonly item: Readonly<Record<string, unknown>>
}

class RandomClients {
  done = 0
  isOver = false
  readonly statuses: Record<string, number> = {}
  readonly unexpected: string[] = []
  readonly #sent: Sent[] = []
  #started = 0

  async run(): Promise<void> {
    try {
      await Promise.all(Array.from({ length: CLIENTS }, (_, client) => this.#client(client, random(SEED + 100 + client))))
    } finally {
      this.isOver = true
    }
  }

  async #client(client: number, next: Random): Promise<void> {
    while (this.#started < OPERATIONS) {
      this.#started += 1
      await this.#operation(`${client}-${this.#started}`, next)
      this.done += 1
    }
  }

  #operation(name: string, next: Random): Promise<unknown> {
    const kind = next()
    if (kind < 0.12) return this.#register(next)
    if (kind < 0.5) return this.#post('/transaction', this.#item(name, next))
    if (kind < 0.64) return this.#post('/transaction/bulk', Array.from({ length: 1 + Math.floor(next() * 20) }, (_, i) => this.#item(`${name}-${i}`, next)))
    if (kind < 0.74) return this.#takeBack(name, next)
    if (kind < 0.8) return this.#repeat(next)
    if (kind < 0.94) return this.#decide(next)
    return this.#mend(next)
  }

  /** Of 20 customers per brand: most operations meet one that exists, the first ones do not. */
  #customer(next: Random): { readonly brand: string; readonly customer: string } {
    return { brand: pick(next, Object.keys(BRANDS)), customer: `c-${Math.floor(next() * 20)}` }
  }

  #register(next: Random): Promise<unknown> {
    const { brand, customer } = this.#customer(next)
    return this.#post('/customer', { externalId: customer, externalBrandId: brand, registrationDate: '2026-10-01T00:00:00.000Z', referralCode: pick(next, [...AFFILIATES, null]) })
  }

  #item(externalId: string, next: Random): Record<string, unknown> {
    const { brand, customer } = this.#customer(next)
    const amount = Math.round(next() * 20_000) / 100
    const amounts = pick(next, [
      { type: 'deposit', depositAmount: amount }, { type: 'revenue', grossRevenue: amount }, { type: 'revenue', grossRevenue: -amount / 2 }, { type: 'sale', saleAmount: amount + 0.01 },
      { type: 'revenue', depositAmount: amount, grossRevenue: amount / 3, saleAmount: amount / 2 }, { type: 'revenue', grossRevenue: amount, cpaCommission: 20 },
      { type: 'revenue', grossRevenue: amount, revShareCommission: 4.44 }, { type: 'chargeback', depositAmount: amount / 4 }, { type: 'sale', saleAmount: amount, currency: next() < 0.1 ? 'USD' : undefined },
    ])
    const day = new Date(Date.UTC(2026, 9, 1 + Math.floor(next() * 45), Math.floor(next() * 24)))
    const item = { externalId, externalBrandId: brand, externalCustomerId: customer, transactionDate: day.toISOString(), ...amounts }
    this.#sent.push({ brand, item })
    return item
  }

  #takeBack(name: string, next: Random): Promise<unknown> {
    const original = this.#sent[Math.floor(next() * this.#sent.length)]
    if (original === undefined) return Promise.resolve()
    const amount = Math.round(next() * 10_000) / 100
    return this.#post('/transaction', {
      externalId: `back-${name}`, type: pick(next, ['refund', 'chargeback']), externalBrandId: original.brand, transactionDate: original.item['transactionDate'],
      relatedExternalId: original.item['externalId'], saleAmount: amount, depositAmount: amount,
    })
  }

  /** The same again, or the same id with other content. */
  #repeat(next: Random): Promise<unknown> {
    const sent = this.#sent[Math.floor(next() * this.#sent.length)]
    return sent === undefined ? Promise.resolve() : this.#post('/transaction', next() < 0.5 ? sent.item : { ...sent.item, note: 'other' })
  }

  async #decide(next: Random): Promise<void> {
    const ids = await this.#ids('/transaction/pending?limit=10')
    if (ids.length === 0) return
    const noun = pick(next, ['approval', 'approval', 'rejection'])
    if (next() < 0.5) await this.#post(`/transaction/${pick(next, ids)}/${noun}`, { reason: 'random' })
    else await this.#post(`/transaction/${noun}`, { ids: ids.slice(0, 1 + Math.floor(next() * ids.length)), reason: 'random' })
  }

  async #mend(next: Random): Promise<void> {
    const ids = await this.#ids('/transaction/failure?limit=10')
    if (ids.length > 0) await this.#post(`/transaction/failure/${pick(next, ids)}/${pick(next, ['retry', 'discard'])}`, {})
  }

  async #ids(at: string): Promise<string[]> {
    const answer = await this.#call('GET', at)
    return answer === null || answer.status !== 200 ? [] : JSON.parse(answer.body).items.map(({ id }: { id: string }) => id)
  }

  #post(at: string, body: unknown): Promise<unknown> {
    return this.#call('POST', at, body)
  }

  /** A conflict with what another client has just done is an answer like any other, and so is "come back later". */
  async #call(method: string, at: string, body?: unknown) {
    const answer = await installation.call(method, at, body).catch((error: Error) => {
      this.unexpected.push(`${method} ${at}: ${error.message}`)
      return null
    })
    if (answer === null) return null
    this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1
    if (![200, 201, 202, 404, 409, 503].includes(answer.status)) this.unexpected.push(`${method} ${at}: ${answer.status} ${answer.body.slice(0, 300)}`)
    return answer
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { dose, SEED } from '../support/dose.ts'
import { freePort, type RunningProgram, startProgram } from '../support/process.ts'
import { type Client, prepareClient, sale } from './program-setup.ts'
import { ask, VisitorLoad } from './visitor-load.ts'

const ROUNDS = dose({ small: 3, short: 34, long: 1_100 })
const VICTIMS = ['api', 'redirect', 'worker', 'database'] as const
const ROLES = ['api', 'redirect', 'worker'] as const
const LANES = 4
const SETTLE_MS = 60_000
/** The click of the customer who buys. */
const CUSTOMER_CLICKS = 1
/** Cents that the default plan, a tenth of each sale, pays for one sale of 10. */
const COMMISSION_MINOR = 100n

let root: string
let postgres: EmbeddedPostgres
const ports = new Map<string, number>()
const programs = new Map<string, RunningProgram>()

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-kill-'))
  postgres = await openEmbedded({ dataDir: path.join(root, 'server') })
  for (const role of ROLES) ports.set(role, await freePort())
})
afterAll(async () => {
  await Promise.all([...programs.values()].map((program) => program.kill('SIGKILL')))
  await postgres.close()
  await rm(root, { recursive: true, force: true })
})

test(`${ROUNDS} kills -9 of every role and of the database under load (seed ${SEED}): nothing acknowledged is lost or doubled`, { timeout: ROUNDS * 15_000 + 120_000 }, async () => {
  const random = randomFrom(SEED)
  for (const role of ROLES) await start(role)
  const client = await prepareClient(running('api'), running('redirect'))
  const visitors = new VisitorLoad(() => running('redirect').url + client.link, 100)
  const sales = new SalesLoad(() => running('api').url, client)
  const readyMs = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round += 1) {
    await delay(200 + random() * 800)
    const victim = VICTIMS[round % VICTIMS.length] ?? 'api'
    readyMs.set(victim, Math.max(readyMs.get(victim) ?? 0, Math.round(await killAndRestart(victim))))
  }
  await visitors.stop()
  await sales.stop()
  await untilSettled(visitors, sales)
  await checkClicks(visitors)
  await checkBooks(sales)
  const counted = `${visitors.clicks.length} clicks and ${sales.acknowledged.length} sales acknowledged; ${visitors.broken} visits and ${sales.unknown} calls cut off`
  console.log(`${ROUNDS} kills, seed ${SEED}: ${counted}; ready again after ms at most: ${JSON.stringify(Object.fromEntries(readyMs))}`)
})

function running(role: string): RunningProgram {
  const program = programs.get(role)
  if (program === undefined) throw new Error(`${role} was never started`)
  return program
}

async function start(role: string): Promise<number> {
  const env = { DATABASE_URL: postgres.ownerUrl, DATA_DIR: path.join(root, role), SECRET_KEY: 'k'.repeat(32), RATE_LIMITS: 'off', PORT: String(ports.get(role)) }
  const program = await startProgram({ args: [`--roles=${role}`], env })
  programs.set(role, program)
  return await program.ready()
}

/** Answers how long it took until everything was ready again, in milliseconds. */
async function killAndRestart(victim: (typeof VICTIMS)[number]): Promise<number> {
  if (victim !== 'database') {
    await running(victim).kill('SIGKILL')
    return await start(victim)
  }
  process.kill(postgres.pid, 'SIGKILL')
  await delay(100)
  const ready = await Promise.all([...programs.values()].map((program) => program.ready()))
  return Math.max(...ready)
}

/** Clients that send one sale after the other, each again and again under the same id until it is acknowledged. */
class SalesLoad {
  readonly acknowledged: string[] = []
  /** Calls whose answer did not arrive: done or not, the client cannot know. */
  unknown = 0
  readonly #stopped = new AbortController()
  readonly #lanes: Promise<unknown>

  constructor(url: () => string, client: Client) {
    this.#lanes = Promise.all(Array.from({ length: LANES }, (_, lane) => this.#run(lane, url, client)))
  }

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#lanes
  }

  async #run(lane: number, url: () => string, client: Client): Promise<void> {
    for (let n = 0; !this.#stopped.signal.aborted; n += 1) {
      const body = sale(`lane-${lane}-${n}`)
      while (!(await this.#send(url(), client, body))) await delay(50)
      this.acknowledged.push(String(body['externalId']))
      await delay(10)
    }
  }

  async #send(url: string, client: Client, body: Record<string, unknown>): Promise<boolean> {
    try {
      const { status, body: text } = await ask(`${url}/api/v1/transaction`, { method: 'POST', headers: { 'x-api-key': client.apiKey }, body })
      if (status !== 202 && status !== 503) throw new Unexpected(`${status} ${text}`)
      return status === 202
    } catch (error) {
      if (error instanceof Unexpected) throw error
      this.unknown += 1
      return false
    }
  }
}

class Unexpected extends Error {}

async function untilSettled(visitors: VisitorLoad, sales: SalesLoad): Promise<void> {
  const deadline = performance.now() + SETTLE_MS
  for (;;) {
    const [counts] = await query<{ clicks: number; sales: number; queued: number }>(
      `select (select count(*)::int from click where click_key = any($1::uuid[])) as clicks,
              (select count(*)::int from transaction) as sales,
              (select count(*)::int from transaction_batch where processed_at is null) as queued`,
      [visitors.clicks],
    )
    if (counts?.clicks === visitors.clicks.length && counts.sales >= sales.acknowledged.length && counts.queued === 0) return
    if (performance.now() > deadline) {
      throw new Error(`lost: ${JSON.stringify(counts)} of ${visitors.clicks.length} clicks, ${sales.acknowledged.length} sales; seed ${SEED}`)
    }
    await delay(200)
  }
}

async function checkClicks(visitors: VisitorLoad): Promise<void> {
  // While it starts it says so.
  expect(visitors.others.filter((status) => status !== 503)).toEqual([])
  const stored = await query<{ click_key: string }>('select click_key from click')
  expect(new Set(stored.map((row) => row.click_key)).size).toBe(stored.length)
  // A click whose answer was cut off may be stored or not; there are no others.
  expect(stored.length - visitors.clicks.length).toBeLessThanOrEqual(visitors.broken + CUSTOMER_CLICKS)
}

async function checkBooks(sales: SalesLoad): Promise<void> {
  const stored = await query<{ external_id: string; lines: number; paid: string }>(
    `select t.external_id, count(c.id)::int as lines, coalesce(sum(c.amount_minor), 0)::text as paid
       from transaction t left join commission c on c.program_id = t.program_id and c.transaction_id = t.id group by t.id, t.external_id`,
  )
  expect(stored.map((row) => row.external_id).sort()).toEqual([...sales.acknowledged].sort())
  expect(stored.filter((row) => row.lines !== 1 || BigInt(row.paid) !== COMMISSION_MINOR)).toEqual([])
  const wrongAccounts = await query(
    `select a.kind from ledger_account a where
       debits <> (select coalesce(sum(amount_minor), 0) from ledger_transfer t where t.program_id = a.program_id and t.debit_account_id = a.id) or
       credits <> (select coalesce(sum(amount_minor), 0) from ledger_transfer t where t.program_id = a.program_id and t.credit_account_id = a.id)`,
  )
  expect(wrongAccounts).toEqual([])
  const [owed] = await query<{ minor: string }>(
    "select coalesce(sum(credits - debits), 0)::text as minor from ledger_account where kind in ('affiliate_pending', 'affiliate_payable')",
  )
  expect(BigInt(owed?.minor ?? 0)).toBe(COMMISSION_MINOR * BigInt(sales.acknowledged.length))
}

function query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
  return onConnection(postgres.ownerUrl, async (owner) => (await owner.query(text, values)).rows as Row[])
}

/** Mulberry32: small, seeded, good enough to choose moments. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { dose } from '../support/dose.ts'
import { freePort, type RunningProgram, startProgram } from '../support/process.ts'
import { type Client, prepareClient, sale } from './program-setup.ts'
import { ask } from './visitor-load.ts'

const ROUNDS = dose({ small: 1, short: 5, long: 100 })
const REQUESTS_PER_SECOND = dose({ small: 100, short: 200, long: 200 })
const EXIT_MS = 15_000
const READY_CHECK_MS = 100
/** Requests under way at once: a machine that is too slow for the rate gets fewer of them, not a queue. */
const UNDER_WAY_MAX = 20

let root: string
let postgres: EmbeddedPostgres
const instances: RunningProgram[] = []
let client: Client

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-roll-'))
  postgres = await openEmbedded({ dataDir: path.join(root, 'server') })
  for (let i = 0; i < 2; i += 1) await start(i, await freePort())
  client = await prepareClient(instance(0))
}, 180_000)
afterAll(async () => {
  await Promise.all(instances.map((program) => program.kill('SIGKILL')))
  await postgres?.close()
  await rm(root, { recursive: true, force: true })
}, 60_000)

test(`${ROUNDS} times each of two instances is stopped and started under load: no request fails, a stop takes at most ${EXIT_MS / 1_000} s`, { timeout: ROUNDS * 60_000 + 60_000 }, async () => {
  const load = new BalancedLoad()
  const exitMs: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const i of [0, 1]) {
      await load.seesAll()
      await delay(500)
      const startedAt = performance.now()
      expect(await instance(i).kill('SIGTERM')).toBe(0)
      exitMs.push(performance.now() - startedAt)
      await start(i, Number(new URL(instance(i).url).port))
    }
  }
  await load.stop()
  expect(load.failures).toEqual([])
  expect(Math.max(...exitMs)).toBeLessThan(EXIT_MS)
  expect(load.visits).toBeGreaterThan(0)
  await untilProcessed(load.acknowledged)
  console.log(`${ROUNDS * 2} stops: ${load.acknowledged.length} sales, ${load.reads} reads and ${load.visits} visits answered; a stop took ${Math.round(Math.max(...exitMs))} ms at most`)
})

function instance(i: number): RunningProgram {
  const found = instances[i]
  if (found === undefined) throw new Error(`there is no instance ${i}`)
  return found
}

async function start(i: number, port: number): Promise<void> {
  const env = { DATABASE_URL: postgres.ownerUrl, DATA_DIR: path.join(root, `data-${i}`), SECRET_KEY: 'k'.repeat(32), RATE_LIMITS: 'off', LOG_LEVEL: 'warn', PORT: String(port) }
  instances[i] = await startProgram({ env })
  await instance(i).ready(60_000)
}

/**
 * Writes, reads and visits over kept connections, to whichever instance its own /readyz calls ready: what a load balancer does. Like
 * one, it takes another instance when a connection is refused, since nothing was sent by then, and any when none says that it is
 * ready; nothing else is tried again.
 */
class BalancedLoad {
  readonly acknowledged: string[] = []
  readonly failures: string[] = []
  reads = 0
  visits = 0
  readonly #agent = new Agent({ keepAlive: true, maxSockets: UNDER_WAY_MAX })
  readonly #pending = new Set<Promise<void>>()
  readonly #stopped = new AbortController()
  readonly #ready = new Set(instances.map(({ url }) => url))
  readonly #running = Promise.all([...instances.map(({ url }) => this.#check(url)), this.#send()])

  async stop(): Promise<void> {
    this.#stopped.abort()
    await this.#running
    await Promise.all(this.#pending)
    this.#agent.destroy()
  }

  /** A roll goes on when the load balancer has found what was started. */
  async seesAll(): Promise<void> {
    while (this.#ready.size < instances.length) await delay(READY_CHECK_MS)
  }

  async #check(url: string): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const isReady = await ask(`${url}/readyz`).then(({ status }) => status === 200, () => false)
      if (isReady) this.#ready.add(url)
      else this.#ready.delete(url)
      await delay(READY_CHECK_MS)
    }
  }

  async #send(): Promise<void> {
    const startedAt = performance.now()
    for (let n = 0; !this.#stopped.signal.aborted; n += 1) {
      if (this.#pending.size < UNDER_WAY_MAX) this.#track(this.#balance(n))
      const waitMs = startedAt + ((n + 1) * 1_000) / REQUESTS_PER_SECOND - performance.now()
      if (waitMs > 0) await delay(waitMs)
    }
  }

  #track(request: Promise<void>): void {
    const pending = request.catch((error: Error) => void this.failures.push(error.message)).finally(() => this.#pending.delete(pending))
    this.#pending.add(pending)
  }

  async #balance(n: number): Promise<void> {
    const urls = instances.map(({ url }) => url)
    const [first = '', second = ''] = n % 2 === 0 ? urls : urls.toReversed()
    for (const url of this.#ready.has(first) || !this.#ready.has(second) ? [first, second] : [second, first]) {
      try {
        return await this.#request(url, n)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')) throw error
        this.#ready.delete(url)
      }
    }
    throw new Error('no instance takes a connection')
  }

  async #request(url: string, n: number): Promise<void> {
    const agent = this.#agent
    if (n % 3 === 0) {
      const { status } = await ask(`${url}/api/v1/transaction`, { agent, method: 'POST', headers: { 'x-api-key': client.apiKey }, body: sale(`roll-${n}`) })
      if (status === 202) this.acknowledged.push(`roll-${n}`)
      else this.failures.push(`sale: ${status}`)
    } else if (n % 3 === 1) {
      const { status } = await ask(`${url}/api/v1/customer?limit=1`, { agent, headers: { 'x-api-key': client.apiKey } })
      if (status === 200) this.reads += 1
      else this.failures.push(`read: ${status}`)
    } else {
      const { status } = await ask(url + client.link, { agent })
      if (status === 302) this.visits += 1
      else this.failures.push(`visit: ${status}`)
    }
  }
}

async function untilProcessed(sales: readonly string[]): Promise<void> {
  const deadline = performance.now() + 60_000
  for (;;) {
    const stored = await onConnection(postgres.ownerUrl, async (owner) => (await owner.query<{ id: string }>('select external_id as id from transaction order by 1')).rows.map(({ id }) => id))
    if (stored.length === sales.length) {
      expect(stored.sort()).toEqual([...sales].sort())
      return
    }
    if (performance.now() > deadline) throw new Error(`${stored.length} of ${sales.length} acknowledged sales are there\n${instances.map(({ output }) => output.slice(-1_000)).join('\n──\n')}`)
    await delay(100)
  }
}

import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { dose } from '../support/dose.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'
import { BreakableConnection } from './breakable-connection.ts'
import { type Client, prepareClient, sale } from './program-setup.ts'
import { type Answer, ask, VisitorLoad } from './visitor-load.ts'

const OUTAGE_SECONDS = dose({ small: 10, short: 60, long: 60 })
const VISITORS_PER_SECOND = 100
/** Longest a request may wait, and longest until all is well again. */
const PATIENCE_MS = 5_000
const RECOVERY_MS = 10_000

let root: string
let postgres: EmbeddedPostgres
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-outage-'))
  postgres = await openEmbedded({ dataDir: path.join(root, 'server') })
})
afterAll(async () => {
  await postgres.close()
  await rm(root, { recursive: true, force: true })
})

describe.each(dose({ small: ['down'] as const, short: ['down', 'silent'] as const, long: ['down', 'silent'] as const }))('a database that is %s', (state) => {
  let connection: BreakableConnection
  let program: RunningProgram
  let client: Client
  let databaseUrl: string

  beforeEach(async () => {
    const database = `outage_${state}`
    await onConnection(postgres.ownerUrl, (owner) => owner.query(`create database ${database}`))
    databaseUrl = postgres.ownerUrl.replace('/fairshare?', `/${database}?`)
    connection = await BreakableConnection.to(databaseUrl)
    program = await startProgram({ env: { DATABASE_URL: connection.url, DATA_DIR: path.join(root, state), RATE_LIMITS: 'off' } })
    await program.ready()
    client = await prepareClient(program)
  })
  afterEach(async () => {
    await program.kill('SIGKILL')
    await connection.close()
  })

  test(`for ${OUTAGE_SECONDS} s: every visitor is sent on, no request waits long, and afterwards every click and sale is there once`, { timeout: 180_000 }, async () => {
    const visitors = new VisitorLoad(() => program.url + client.link, VISITORS_PER_SECOND)
    const accepted: string[] = []
    const refused: Answer[] = []
    await delay(1_000)
    connection.set(state)
    const brokenAt = performance.now()
    refused.push(...(await Promise.all(Array.from({ length: 40 }, (_, i) => postSale(`burst-${i}`)))))
    for (let i = 0; performance.now() - brokenAt < OUTAGE_SECONDS * 1_000; i += 1) {
      const answer = await postSale(`during-${i}`)
      if (answer.status === 202) accepted.push(`during-${i}`)
      else refused.push(answer)
      await delay(100)
    }
    expect((await ask(`${program.url}/readyz`)).status).toBe(503)
    expect((await ask(`${program.url}/healthz`)).status).toBe(200)
    connection.set('up')
    const mendedAt = performance.now()
    while ((await postSale('after')).status !== 202) await delay(100)
    expect(performance.now() - mendedAt).toBeLessThan(RECOVERY_MS)
    accepted.push('after')
    await visitors.stop()

    expect(visitors.others).toEqual([])
    expect(visitors.broken).toBe(0)
    expect(visitors.clicks.length).toBeGreaterThan(OUTAGE_SECONDS * VISITORS_PER_SECOND * 0.9)
    expect(refused.map((answer) => answer.status)).toEqual(refused.map(() => 503))
    expect(refused.every((answer) => answer.headers['retry-after'] !== undefined && answer.ms < PATIENCE_MS)).toBe(true)
    expect(refused.length).toBeGreaterThan(0)
    await settled(visitors.clicks, accepted)
    const { rows } = await onConnection(databaseUrl, (owner) => owner.query<{ click_key: string }>(`select click_key from click where click_key not in (select click_key from attribution where click_key is not null)`))
    expect(rows.map((row) => row.click_key).sort()).toEqual([...visitors.clicks].sort())
  })

  function postSale(externalId: string): Promise<Answer> {
    return ask(`${program.url}/api/v1/transaction`, { method: 'POST', headers: { 'x-api-key': client.apiKey }, body: sale(externalId) })
  }

  /** Waits until the spool is drained and the queue is processed. A refused sale may have been stored nevertheless only if its answer got lost. */
  async function settled(clicks: readonly string[], accepted: readonly string[]): Promise<void> {
    const deadline = performance.now() + RECOVERY_MS
    for (;;) {
      const counts = await onConnection(databaseUrl, async (owner) => {
        const { rows } = await owner.query<{ clicks: number; sales: number }>(
          'select (select count(*)::int from click where click_key = any($2::uuid[])) as clicks, (select count(*)::int from transaction where external_id = any($1)) as sales',
          [accepted, clicks],
        )
        return rows[0]
      })
      if (counts?.clicks === clicks.length && counts.sales === accepted.length) return
      if (performance.now() > deadline) throw new Error(`not settled: ${JSON.stringify(counts)} of ${clicks.length} clicks and ${accepted.length} sales\n${program.output.slice(-2_000)}`)
      await delay(100)
    }
  }
})

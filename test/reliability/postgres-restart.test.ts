import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type EmbeddedPostgres, openEmbedded } from '../../src/db/embedded.ts'
import { newId } from '../../src/domain/ids.ts'
import { pick, random } from '../simulation/random.ts'
import { dose, SEED } from '../support/dose.ts'
import { type RunningProgram, startProgram } from '../support/process.ts'
import { BreakableConnection } from './breakable-connection.ts'
import { furnish, KillableInstallation } from './installation.ts'
import { type Client, prepareClient, sale } from './program-setup.ts'
import { type Answer, ask } from './visitor-load.ts'
import { lostOrDoubled, WritesLoad } from './writes-load.ts'

const ROUNDS = dose({ small: 1, short: 5, long: 100 })
const SETTLE_MS = 120_000
/** Longest a request may wait while the database is away, and longest until all is well again. */
const PATIENCE_MS = 5_000
const RECOVERY_MS = 10_000

test(`${ROUNDS} crashes of PostgreSQL while customers and sales arrive (seed ${SEED}): nothing acknowledged is lost or doubled`, {
  timeout: ROUNDS * 30_000 + 300_000,
}, async () => {
  const installation = await KillableInstallation.open('api', 'worker')
  try {
    const next = random(SEED)
    const { referralCode } = await furnish(installation)
    const load = await WritesLoad.start(installation, referralCode, next)
    const readyMs: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await delay(500 + next() * 1_500)
      readyMs.push(await installation.crashDatabase(pick(next, ['SIGQUIT', 'SIGKILL'])))
    }
    await delay(500)
    await load.stop()
    await installation.settled(SETTLE_MS)
    expect(await lostOrDoubled(installation, load), `seed ${SEED}`).toEqual([])
    expect(await installation.brokenLaw(), `seed ${SEED}`).toBeNull()
    const sent = `${load.customers.size} customers and ${load.transactions.size} sales in ${load.acknowledged} acknowledged calls`
    console.log(`${ROUNDS} crashes, seed ${SEED}: ${sent}; ${load.unanswered} without an answer, the slowest after ${Math.round(load.slowestMs)} ms; ready again after ${Math.round(Math.max(...readyMs))} ms at most`)
  } finally {
    await installation.close()
  }
})

let root: string
let postgres: EmbeddedPostgres
let connection: BreakableConnection
let program: RunningProgram
let client: Client
beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-away-'))
  postgres = await openEmbedded({ dataDir: path.join(root, 'server') })
  connection = await BreakableConnection.to(postgres.ownerUrl)
  program = await startProgram({ env: { DATABASE_URL: connection.url, DATA_DIR: path.join(root, 'data'), RATE_LIMITS: 'off' } })
  await program.ready(60_000)
  client = await prepareClient(program)
}, 180_000)
afterAll(async () => {
  await program?.kill('SIGKILL')
  await connection?.close()
  await postgres?.close()
  await rm(root, { recursive: true, force: true })
}, 60_000)

test.each(dose({ small: ['down'] as const, short: ['down', 'silent'] as const, long: ['down', 'silent'] as const }))('with the database %s every kind of call is refused in time, says when to come back, and works again soon after', { timeout: 120_000 }, async (state) => {
  connection.set(state)
  const brokenAt = performance.now()
  const refused: { readonly call: string; readonly status: number; readonly hasRetryAfter: boolean; readonly isInTime: boolean }[] = []
  let slowestMs = 0
  const note = (call: string, { status, headers, ms }: Answer) => {
    slowestMs = Math.max(slowestMs, ms)
    refused.push({ call, status, hasRetryAfter: headers['retry-after'] !== undefined, isInTime: ms < PATIENCE_MS })
  }
  // Alone and together, three times: the first find connections that are broken, the later ones find none.
  for (let round = 0; round < 3; round += 1) {
    const calls = Object.entries(callsOf(`${state}-${round}`))
    await Promise.all([...calls, ...calls, ...calls].map(async ([call, send]) => note(call, await send())))
    for (const [call, send] of state === 'down' ? calls : calls.slice(0, 2)) note(call, await send())
  }
  expect(refused.filter(({ status, hasRetryAfter, isInTime }) => status !== 503 || !hasRetryAfter || !isInTime)).toEqual([])
  const awayMs = performance.now() - brokenAt

  connection.set('up')
  const mendedAt = performance.now()
  for (const [call, send] of Object.entries(callsOf(`${state}-after`))) {
    let answer = await send()
    while (answer.status === 503 && performance.now() - mendedAt < 2 * RECOVERY_MS) answer = await send()
    expect([200, 201, 202, 404], `${call}: ${answer.body}`).toContain(answer.status)
  }
  const backMs = performance.now() - mendedAt
  expect(backMs).toBeLessThan(RECOVERY_MS)
  console.log(`${state} for ${Math.round(awayMs)} ms: ${refused.length} calls refused, the slowest after ${Math.round(slowestMs)} ms; all well ${Math.round(backMs)} ms after`)
})

/** One call of each kind: reads, writes, shared commits, idempotent ones, a decision, an unknown key. */
function callsOf(name: string): Record<string, () => Promise<Answer>> {
  const call = (method: string, at: string, body?: unknown) => () => ask(`${program.url}/api/v1${at}`, { method, headers: { 'x-api-key': client.apiKey }, ...(body === undefined ? {} : { body }) })
  const once = (at: string, body: unknown) => () => ask(`${program.url}/api/v1${at}`, { method: 'POST', headers: { 'x-api-key': client.apiKey, 'idempotency-key': newId() }, body })
  const customer = { externalId: `c-${name}`, externalBrandId: 'reliable', registrationDate: new Date().toISOString() }
  return {
    'read the program': call('GET', '/program'),
    'list customers': call('GET', '/customer'),
    'read a transaction': call('GET', `/transaction/${newId()}`),
    'list accounts': call('GET', '/ledger/account'),
    'create a customer': call('POST', '/customer', customer),
    'create a customer, idempotently': once('/customer', { ...customer, externalId: `${customer.externalId}-key` }),
    'send a transaction': call('POST', '/transaction', sale(`s-${name}`)),
    'send a transaction, idempotently': once('/transaction', sale(`k-${name}`)),
    'send many': call('POST', '/transaction/bulk', Array.from({ length: 500 }, (_, i) => sale(`b-${name}-${i}`))),
    'create a brand': call('POST', '/brand', { name: 'Away', landingPageUrl: 'https://away.example' }),
    'approve': call('POST', `/transaction/${newId()}/approval`, {}),
    'retry a failure': call('POST', `/transaction/failure/${newId()}/retry`, {}),
  }
}

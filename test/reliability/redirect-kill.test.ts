import { Agent } from 'node:http'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Uuid } from '../../src/domain/ids.ts'
import { clickKeyUuid } from '../../src/domain/tracking/click-key.ts'
import { makeLink, makePlace, type Place, until } from '../redirect/redirect-fixture.ts'
import { createTestContext, type TestContext } from '../support/context.ts'
import { dose, SEED } from '../support/dose.ts'
import { freePort, startProgram } from '../support/process.ts'
import { ask } from './visitor-load.ts'

const ROUNDS = dose({ small: 3, short: 30, long: 1_000 })
const CONNECTIONS = 48

let context: TestContext
let place: Place

beforeAll(async () => {
  context = await createTestContext()
  place = await makePlace(context)
})
afterAll(async () => {
  await context?.close()
})

test(`${ROUNDS} kills -9 of a redirect at full speed (seed ${SEED}): every answered click is stored once`, { timeout: ROUNDS * 15_000 + 60_000 }, async () => {
  const link = await makeLink(context, place)
  const port = String(await freePort())
  const env = {
    PORT: port, DATA_DIR: path.join(context.config.dataDir, 'killed'), SECRET_KEY: 'k'.repeat(32), LOG_LEVEL: 'error',
    DATABASE_URL: context.database.ownerUrl, DATABASE_APP_URL: context.database.appUrl,
  }
  const answered: Uuid[] = []
  let cutOff = 0
  let seed = SEED
  for (let round = 0; round < ROUNDS; round += 1) {
    const program = await startProgram({ args: ['--roles=redirect'], env })
    await program.ready(30_000)
    const visitors = Promise.all(Array.from({ length: CONNECTIONS }, () => visitUntilCut(`${program.url}/c/${link.slug}?s1=kill&s2=${round}`, answered)))
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
    await delay(100 + (seed % 400))
    await program.kill('SIGKILL')
    await visitors
    // Each connection had at most one visitor without an answer.
    cutOff += CONNECTIONS
  }
  const last = await startProgram({ args: ['--roles=redirect'], env })
  try {
    await until(async () => (await storedOf(answered)) === answered.length, 30_000)
    const total = await storedOf(null)
    expect(total - answered.length).toBeLessThanOrEqual(cutOff)
    expect(new Set(answered).size).toBe(answered.length)
    console.log(`${ROUNDS} kills, seed ${SEED}: ${answered.length} clicks answered and stored, ${total - answered.length} stored without an answer`)
  } finally {
    await last.kill('SIGKILL')
  }
})

/** One visitor after the other on one connection, until it breaks. */
async function visitUntilCut(url: string, answered: Uuid[]): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    for (;;) {
      const { headers } = await ask(url, { agent })
      const uuid = clickKeyUuid(/[?&]btag=(\w{22})/.exec(headers.location ?? '')?.[1] ?? '')
      if (uuid === null) throw new Error('a redirect without a click key')
      answered.push(uuid)
    }
  } catch (error) {
    if (error instanceof Error && error.message.includes('without a click key')) throw error
  } finally {
    agent.destroy()
  }
}

/** How many of these clicks are stored; of all clicks for null. */
async function storedOf(keys: readonly Uuid[] | null): Promise<number> {
  const rows = await context.db.inProgram(place.programId, (tx) =>
    tx.sql<{ count: bigint }>({
      text: 'select count(*) from click where program_id = $1 and ($2::uuid[] is null or click_key = any($2))',
      values: [place.programId, keys],
    }),
  )
  return Number(rows[0]?.count ?? 0)
}

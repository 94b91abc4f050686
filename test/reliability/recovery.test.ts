import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { dose } from '../support/dose.ts'
import { startProgram } from '../support/process.ts'
import { prepareClient, sale } from './program-setup.ts'
import { ask, VisitorLoad } from './visitor-load.ts'

const KILLS = dose({ small: 1, short: 20, long: 200 })
/** A start takes about a second: the kills fall before, into and after the recovery of database and spool. */
const LATEST_KILL_MS = 1_500

let root: string
beforeAll(async () => { root = await mkdtemp(path.join(os.tmpdir(), 'fairshare-recovery-')) })
afterAll(() => rm(root, { recursive: true, force: true }))

test(`a recovery that is itself killed ${KILLS} times, with its database, still ends right`, { timeout: KILLS * 5_000 + 120_000 }, async () => {
  const env = { DATA_DIR: path.join(root, 'data'), RATE_LIMITS: 'off' }
  const program = await startProgram({ env })
  await program.ready()
  const client = await prepareClient(program)
  const visitors = new VisitorLoad(() => program.url + client.link, 200)
  const accepted: string[] = []
  for (let i = 0; i < 20; i += 1) {
    const { status } = await ask(`${program.url}/api/v1/transaction`, { method: 'POST', headers: { 'x-api-key': client.apiKey }, body: sale(`sale-${i}`) })
    if (status === 202) accepted.push(`sale-${i}`)
  }
  await program.kill('SIGKILL')
  await visitors.stop()
  expect(accepted).toHaveLength(20)
  for (let round = 0; round < KILLS; round += 1) {
    await killDatabase(env.DATA_DIR)
    const starting = await startProgram({ env })
    await delay(Math.random() * LATEST_KILL_MS)
    await starting.kill('SIGKILL')
  }
  const last = await startProgram({ env })
  const readyMs = await last.ready()
  console.log(`ready ${Math.round(readyMs)} ms after the last of ${KILLS} kills; ${visitors.clicks.length} clicks were answered before`)
  await untilAllThere(env.DATA_DIR, visitors.clicks, accepted)
  expect(await last.kill()).toBe(0)
})

/** The database of a killed process runs on until somebody joins it; here it is killed as well. */
async function killDatabase(dataDir: string): Promise<void> {
  const database = await openEmbedded({ dataDir })
  process.kill(database.pid, 'SIGKILL')
  await database.close()
}

async function untilAllThere(dataDir: string, clicks: readonly string[], sales: readonly string[]): Promise<void> {
  const database = await openEmbedded({ dataDir })
  const count = `select (select count(*)::int from click where click_key = any($1::uuid[])) as clicks,
                        (select count(*)::int from transaction where external_id = any($2)) as sales`
  const deadline = performance.now() + 30_000
  try {
    for (;;) {
      const [counts] = await onConnection(database.ownerUrl, async (owner) => (await owner.query(count, [clicks, sales])).rows)
      if (counts?.clicks === clicks.length && counts.sales === sales.length) return
      if (performance.now() > deadline) throw new Error(`lost: ${JSON.stringify(counts)} of ${clicks.length} clicks and ${sales.length} sales`)
      await delay(100)
    }
  } finally {
    await database.close()
  }
}

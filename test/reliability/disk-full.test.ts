import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { openEmbedded } from '../../src/db/embedded.ts'
import { onConnection } from '../../src/db/single-connection.ts'
import { dose } from '../support/dose.ts'
import { startProgram } from '../support/process.ts'
import { prepareClient, sale } from './program-setup.ts'
import { type Answer, ask, VisitorLoad } from './visitor-load.ts'

/** Room for a database, its log and the spool's reserve, and little more. */
const DISK_MIB = 400
const FULL_SECONDS = dose({ small: 8, short: 30, long: 120 })
const REFUSAL_MS = 1_000
const RECOVERY_MS = 10_000

const root = mkdtempSync(path.join(os.tmpdir(), 'fairshare-disk-'))
// A small disk of its own: that takes root on Linux, and a sandbox that allows it.
const hasDisk = process.platform === 'linux' && process.getuid?.() === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MIB}m`, 'tmpfs', root]).status === 0

afterAll(() => {
  if (hasDisk) spawnSync('umount', ['--lazy', root])
  rmSync(root, { recursive: true, force: true })
})

test.runIf(hasDisk)(`a disk that is full for ${FULL_SECONDS} s: visitors are sent on, writes are refused at once, nothing acknowledged is lost, and it recovers alone`, { timeout: 240_000 }, async () => {
  const dataDir = path.join(root, 'data')
  const program = await startProgram({ env: { DATA_DIR: dataDir, RATE_LIMITS: 'off' } })
  await program.ready()
  const client = await prepareClient(program)
  const send = (externalId: string): Promise<Answer> =>
    ask(`${program.url}/api/v1/transaction`, { method: 'POST', headers: { 'x-api-key': client.apiKey }, body: sale(externalId) })
  const visitors = new VisitorLoad(() => program.url + client.link, 100)
  await delay(500)

  const ballast = path.join(root, 'ballast')
  const answers = new Map<string, Answer>()
  const fullAt = performance.now()
  for (let i = 0; performance.now() - fullAt < FULL_SECONDS * 1_000; i += 1) {
    // What the database gives back while it recovers is taken again.
    await fill(ballast)
    answers.set(`full-${i}`, await send(`full-${i}`))
    await delay(50)
  }
  await rm(ballast)
  const freeAt = performance.now()
  while ((await send('after')).status !== 202) await delay(100)
  expect(performance.now() - freeAt).toBeLessThan(RECOVERY_MS)
  await visitors.stop()

  const refused = [...answers.values()].filter(({ status }) => status !== 202)
  const slowest = Math.round(Math.max(0, ...refused.map(({ ms }) => ms)))
  console.log(`disk full: ${visitors.clicks.length} visitors sent on, ${answers.size - refused.length} sales accepted, ${refused.length} refused after ${slowest} ms at most`)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.filter(({ status, headers }) => status !== 503 || headers['retry-after'] === undefined)).toEqual([])
  expect(slowest).toBeLessThan(REFUSAL_MS)
  expect([visitors.broken, visitors.others]).toEqual([0, []])
  await untilSettled(dataDir, visitors.clicks, ['after', ...[...answers].filter(([, { status }]) => status === 202).map(([id]) => id)])
  expect(await program.kill()).toBe(0)
})

async function fill(file: string): Promise<void> {
  const handle = await open(file, 'a')
  const block = Buffer.alloc(1024 * 1024)
  try {
    for (let size = block.length; size >= 512; size /= 2) {
      for (;;) {
        const written = await handle.write(block, 0, size).then(({ bytesWritten }) => bytesWritten, () => 0)
        if (written < size) break
      }
    }
  } finally {
    await handle.close()
  }
}

async function untilSettled(dataDir: string, clicks: readonly string[], accepted: readonly string[]): Promise<void> {
  const database = await openEmbedded({ dataDir })
  const deadline = performance.now() + 30_000
  try {
    for (;;) {
      const [counts] = await onConnection(database.ownerUrl, async (owner) =>
        (await owner.query<{ clicks: number; sales: number }>(
          'select (select count(*)::int from click where click_key = any($1::uuid[])) as clicks, (select count(*)::int from transaction where external_id = any($2)) as sales',
          [clicks, accepted],
        )).rows,
      )
      if (counts?.clicks === clicks.length && counts.sales === accepted.length) return
      if (performance.now() > deadline) throw new Error(`lost: ${JSON.stringify(counts)} of ${clicks.length} clicks and ${accepted.length} sales`)
      await delay(200)
    }
  } finally {
    await database.close()
  }
}

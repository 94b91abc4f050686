/**
 * POST /customer at 64 connections against single-row INSERT commits of the same row at 16 connections, in turns on one PostgreSQL.
 * Every other registration brings a click of its own. The server is a process of its own; this one makes the load.
 *
 *   node scripts/run.mjs bench/customer-create.ts
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import autocannon from 'autocannon'
import pg from 'pg'
import { readConfig } from '../src/app/config.ts'
import type { AppContext } from '../src/app/context.ts'
import { createLogger } from '../src/app/logger.ts'
import { openContext } from '../src/app/open-context.ts'
import { BulkRows, columns } from '../src/db/bulk.ts'
import { createAffiliate } from '../src/domain/affiliates/create-affiliate.ts'
import { createTracker } from '../src/domain/affiliates/create-tracker.ts'
import { newId, type Uuid } from '../src/domain/ids.ts'
import { setUp } from '../src/domain/operators/set-up.ts'
import { readProgram } from '../src/domain/programs/read-program.ts'
import { createTrackingLink } from '../src/domain/tracking/create-tracking-link.ts'

const ROUNDS = 5
const SECONDS = 4
const CONNECTIONS = 64
const PEER_CONNECTIONS = 16
const CLICKS = 150_000
const PORT = Number(process.env['BENCH_PORT'] ?? 4491)

const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-bench-'))
const environment = { DATA_DIR: folder, PORT: String(PORT), RATE_LIMITS: 'off', LOG_LEVEL: 'error' }
const open = await openContext(readConfig(environment), createLogger('error'))
let server: ChildProcess | undefined
try {
  const { programId, apiKey } = await setUp(open.context, { operator: 'Bench', program: 'Bench', currency: 'EUR', timeZone: 'UTC', adminEmail: 'bench@example.com' })
  const clickKeys = await makeClicks(open.context, programId)
  await makePeerTable(open.ownerUrl)
  server = await startServer()
  await run({ programId, apiKey, clickKeys, brandId: newId() })
} finally {
  server?.kill('SIGTERM')
  await open.close()
  await rm(folder, { recursive: true, force: true })
}

interface Scene {
  readonly programId: Uuid
  readonly apiKey: string
  /** Keys not yet sent. */
  readonly clickKeys: string[]
  readonly brandId: Uuid
}

async function run(scene: Scene): Promise<void> {
  await measureCreate(scene, 1)
  const peers: number[] = []
  const creates: Awaited<ReturnType<typeof measureCreate>>[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    peers.push(await measurePeer(scene))
    creates.push(await measureCreate(scene, SECONDS))
    const [peer, create] = [peers.at(-1) ?? 0, creates.at(-1)]
    console.log(`round ${round}: INSERT commits ${peer.toFixed(0)}/s, POST /customer ${create?.perSecond.toFixed(0)}/s, p99 ${create?.p99Ms} ms`)
  }
  const [peer, create] = [median(peers), median(creates.map((result) => result.perSecond))]
  console.log(`customer create: ${create.toFixed(0)}/s of ${peer.toFixed(0)}/s, ratio ${(create / peer).toFixed(2)} (at least 0.30, aim 0.50)`)
}

async function measureCreate(scene: Scene, seconds: number): Promise<{ perSecond: number, p99Ms: number }> {
  const registrationDate = new Date().toISOString()
  const result = await autocannon({
    url: `http://127.0.0.1:${PORT}`,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{
      method: 'POST',
      path: '/api/v1/customer',
      headers: { 'x-api-key': scene.apiKey, 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: nextBody(scene, registrationDate) }),
    }],
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
  return { perSecond: result['2xx'] / result.duration, p99Ms: result.latency.p99 }
}

function nextBody({ clickKeys }: Scene, registrationDate: string): string {
  const externalId = newId()
  const clickId = externalId.charCodeAt(17) % 2 === 0 ? clickKeys.pop() : undefined
  return JSON.stringify({ externalId, externalBrandId: 'default', registrationDate, clickId, username: `user ${externalId}`, country: 'Malta', country_code: 'MT' })
}

/** A table like `customer`: same columns, keys and indexes, without foreign keys and row-level security. */
async function makePeerTable(ownerUrl: string): Promise<void> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  await client.query('create table bench_customer (like customer including all)')
  await client.end()
}

async function measurePeer(scene: Scene): Promise<number> {
  const deadline = performance.now() + SECONDS * 1000
  const counts = await Promise.all(Array.from({ length: PEER_CONNECTIONS }, async () => {
    const client = new pg.Client(open.ownerUrl)
    await client.connect()
    let count = 0
    for (; performance.now() < deadline; count += 1) await client.query(peerInsert(scene))
    await client.end()
    return count
  }))
  return counts.reduce((sum, count) => sum + count, 0) / SECONDS
}

function peerInsert({ programId, brandId }: Scene): pg.QueryConfig {
  const [id, now] = [newId(), new Date()]
  return {
    name: 'peer',
    text: `insert into bench_customer (program_id, id, brand_id, external_id, username, country, country_code, registered_at, created_by, created_at, updated_at)
           values ($1, $2, $3, $4, $5, 'Malta', 'MT', $6, 'key', $6, $6)`,
    values: [programId, id, brandId, id, `user ${id}`, now],
  }
}

/** Clicks of one link that have arrived already. */
async function makeClicks(context: AppContext, ofProgram: Uuid): Promise<string[]> {
  const now = new Date()
  const author = { programId: ofProgram, actor: 'bench', now }
  const place = await context.db.inProgram(ofProgram, async (tx) => {
    const affiliate = await createAffiliate(tx, author, { name: 'Bench' })
    const tracker = await createTracker(tx, author, { affiliateId: affiliate.id, name: 'Bench' })
    const [brand] = await tx.sql<{ id: Uuid }>({ text: 'select id from brand where program_id = $1', values: [ofProgram] })
    if (brand === undefined) throw new Error('the program has no brand')
    const link = await createTrackingLink(tx, {
      programId: ofProgram, trackerId: tracker.id, brandId: brand.id, productId: null, mediaId: null, slug: null, landingPageUrl: null, passThrough: false, now,
    })
    const program = await readProgram(tx, ofProgram)
    return { affiliateId: affiliate.id, trackerId: tracker.id, brandId: brand.id, link, programNumber: program?.number ?? 0 }
  })
  const keys: string[] = []
  while (keys.length < CLICKS) {
    const rows = new BulkRows(columns(
      `program_id uuid, occurred_at timestamptz, click_key uuid, tracking_link_id uuid, affiliate_id uuid, tracker_id uuid, brand_id uuid,
       visitor_id uuid, is_valid boolean, custom_parameter text, recorded_at timestamptz`))
    for (let i = 0; i < 10_000; i += 1) {
      const key = context.clickKeys.mint({ programNumber: place.programNumber, linkNumber: place.link.number, blocked: false, nowMs: now.getTime() - 3_600_000 })
      rows.add(ofProgram, new Date(key.occurredAtMs), key.uuid, place.link.id, place.affiliateId, place.trackerId, place.brandId, newId(), true, 'sub', now)
      keys.push(key.text)
    }
    await context.db.inProgram(ofProgram, (tx) => rows.insertInto(tx, 'click'))
  }
  return keys
}

async function startServer(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['src/main.ts', '--roles=api'], { env: { PATH: process.env['PATH'], ...environment }, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 100; tries += 1) {
    const isReady = await fetch(`http://127.0.0.1:${PORT}/readyz`).then((response) => response.ok, () => false)
    if (isReady) return child
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  child.kill('SIGTERM')
  throw new Error('the server did not start')
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/**
 * How fast a backlog reaches PostgreSQL: a spool as an outage leaves it, drained into an empty database.
 *
 *   npm run bench -- drain [clicks]      (bench/drain.ts)
 *
 * Compared with COPY of the same rows into a table like it, with the same indexes, in the same run.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '../src/app/logger.ts'
import { Database, WORKER_LIMITS } from '../src/db/database.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { onConnection } from '../src/db/single-connection.ts'
import { newId } from '../src/domain/ids.ts'
import { bytesOfUuid, ClickKeys } from '../src/domain/tracking/click-key.ts'
import { Drain } from '../src/redirect/drain.ts'
import { placeAddresses } from '../src/redirect/place-address.ts'
import { Spool } from '../src/redirect/spool.ts'
import { seedLinks } from './redirect-seed.ts'

const clicks = Number(process.argv[2] ?? 200_000)
const CLICKS_PER_FRAME = 40

const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-bench-'))
const postgres = await openEmbedded({ dataDir: folder })
const { appUrl } = await migrate({ ownerUrl: postgres.ownerUrl, secret: 'bench', now: new Date() })
const db = new Database(appUrl, { ...WORKER_LIMITS, connections: 1 }, () => undefined)
const programId = await seedLinks(db, 1)
const log = createLogger('warn')
const root = path.join(folder, 'spool')
const spool = new Spool(root, log)
fill()

const drain = new Drain({ db, root, log, ownSpoolId: spool.folder.id, place: placeAddresses(() => null, true), onClicksStored: async () => undefined })
const cpu = process.cpuUsage()
const startedAt = performance.now()
drain.start()
while (drain.counters.clicksStored < clicks) await delay(5)
const seconds = (performance.now() - startedAt) / 1_000
const { user, system } = process.cpuUsage(cpu)
const copySeconds = await copyAgain()
console.log(JSON.stringify({
  clicks,
  drainedPerSecond: Math.round(clicks / seconds),
  copiedPerSecond: Math.round(clicks / copySeconds),
  ratio: Number((copySeconds / seconds).toFixed(2)),
  microsecondsOfProcessorPerClick: Number(((user + system) / clicks).toFixed(1)),
}, null, 2))

await drain.stop(1_000)
spool.close()
await db.close()
await postgres.close()
await rm(folder, { recursive: true, force: true })

function fill(): void {
  const keys = new ClickKeys([Buffer.alloc(16, 7)])
  const linkIds = Buffer.concat([programId, newId(), newId(), newId(), newId()].map(bytesOfUuid))
  for (let i = 0; i < clicks; i += 1) {
    const recordedAtMs = Date.now()
    spool.append(
      {
        clickKey: keys.mint({ programNumber: 1, linkNumber: 1, blocked: false, nowMs: recordedAtMs }),
        recordedAtMs,
        linkIds,
        visitorId: bytesOfUuid(newId()),
        flags: 16,
        address: '192.0.2.1',
        agentFamily: 'Chrome',
        country: undefined,
        referringUrl: 'https://blog.example/best-brands',
        customParameter: `aff${i}`,
        subIds: [`campaign-${i % 1_000}`, 'banner', 'top'],
        utm: [],
      },
      { answer: () => undefined },
    )
    if (i % CLICKS_PER_FRAME === 0) spool.flush()
  }
  spool.flush()
}

/** The server reads and writes the file itself: nothing but its own work is measured. */
async function copyAgain(): Promise<number> {
  return onConnection(postgres.ownerUrl, async (owner) => {
    const file = path.join(os.tmpdir(), `fairshare-bench-${process.pid}.copy`)
    await owner.query('create table click_copy (like click including all)')
    await owner.query(`copy (select * from click where program_id = '${programId}') to '${file}' (format binary)`)
    const copiedFrom = performance.now()
    await owner.query(`copy click_copy from '${file}' (format binary)`)
    const copyTook = (performance.now() - copiedFrom) / 1_000
    await rm(file)
    return copyTook
  })
}

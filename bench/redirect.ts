/**
 * The redirect against bare `node:http` answering a constant 302, in turns: same machine, same load generator, same requests.
 * The redirect writes every click to its spool before it answers, and drains it to PostgreSQL meanwhile.
 *
 *   npm run bench -- redirect [rounds] [seconds]      (bench/redirect.ts)
 *
 * Microseconds of processor per click say where the time goes, also on a machine that does other work: the server's own thread (of the
 * constant answer, too), its other threads (the drain), PostgreSQL.
 *
 * Promises: ratio of medians ≥ 0.70 (aim 0.80), p99 ≤ 5 ms, every answered click in PostgreSQL ≤ 2 s after the end of the load.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Database, WORKER_LIMITS } from '../src/db/database.ts'
import { openEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { seedLinks } from './redirect-seed.ts'
import { processorOfChildren } from './support/processor.ts'

const [rounds = 5, seconds = 5] = process.argv.slice(2).map(Number)
const LINKS = 1_000
const DRAIN_LIMIT_MS = 30_000
const WARM_UP_SECONDS = 6

interface Load {
  readonly perSecond: number
  readonly answered: number
  readonly others: number
  readonly p50: number
  readonly p99: number
}

interface Counters {
  readonly redirects: number
  readonly clicksRecorded: number
  readonly clicksUnrecorded: number
  readonly ready: boolean
  readonly memory: number
}

const folder = await mkdtemp(path.join(os.tmpdir(), 'fairshare-bench-'))
const postgres = await openEmbedded({ dataDir: folder })
const { appUrl } = await migrate({ ownerUrl: postgres.ownerUrl, secret: 'bench', now: new Date() })
const db = new Database(appUrl, WORKER_LIMITS, () => undefined)
const programId = await seedLinks(db, LINKS)

const constant = await start('redirect-server.ts', ['constant'])
const redirect = await start('redirect-server.ts', ['redirect', appUrl, folder])
while (!(await counters()).ready) await delay(50)

interface Processor {
  readonly constant: number
  readonly own: number
  readonly threads: number
  readonly postgres: number
}

const rows: { round: number, constant: Load, redirect: Load, drainMs: number, lost: number, memory: number, processor: Processor }[] = []
// Until the just-in-time compiler has done with both.
await load(constant.port, WARM_UP_SECONDS)
await load(redirect.port, WARM_UP_SECONDS)
await drained()
for (let round = 1; round <= rounds; round += 1) {
  const idle = await processorUsed()
  const bare = await load(constant.port, seconds)
  const before = await counters()
  const between = await processorUsed()
  const real = await load(redirect.port, seconds)
  // Before the waiting, which counts all clicks again and again; few are on their way then.
  const processor = perClick(idle, between, await processorUsed(), bare, real)
  const drainMs = await drained()
  const after = await counters()
  const lost = after.redirects - Number(await storedClicks()) + Math.max(0, real.answered - (after.redirects - before.redirects))
  rows.push({ round, constant: bare, redirect: real, drainMs, lost, memory: after.memory, processor })
  const ratio = (real.perSecond / bare.perSecond).toFixed(3)
  const speeds = [`constant ${describe(bare)}`, `redirect ${describe(real)}`, `ratio ${ratio}`]
  const losses = [`drained ${drainMs} ms after the end`, `lost ${lost}`, `other answers ${bare.others + real.others}`]
  console.log(`round ${round}: ${[...speeds, ...losses].join(' · ')}`)
}

const bareMedian = median(rows.map((row) => row.constant.perSecond))
const realMedian = median(rows.map((row) => row.redirect.perSecond))
// With 64 callers that never pause, how long they wait is 64 through the rate. At a pace that both can keep it is how long an answer takes.
const pace = Math.round(bareMedian / 2)
const paced: { constant: Load, redirect: Load }[] = []
for (let round = 1; round <= rounds; round += 1) {
  paced.push({ constant: await load(constant.port, seconds, pace), redirect: await load(redirect.port, seconds, pace) })
  console.log(`at ${pace}/s, round ${round}: constant ${describe(paced.at(-1)?.constant)} · redirect ${describe(paced.at(-1)?.redirect)}`)
}
await drained()
const summary = {
  constantPerSecond: Math.round(bareMedian),
  redirectPerSecond: Math.round(realMedian),
  ratio: Number((realMedian / bareMedian).toFixed(3)),
  p99Ms: median(rows.map((row) => row.redirect.p99)),
  constantP99Ms: median(rows.map((row) => row.constant.p99)),
  pacePerSecond: pace,
  pacedP50Ms: median(paced.map((each) => each.redirect.p50)),
  pacedP99Ms: median(paced.map((each) => each.redirect.p99)),
  pacedConstantP99Ms: median(paced.map((each) => each.constant.p99)),
  drainedMsAfterEnd: Math.max(...rows.map((row) => row.drainMs)),
  clicks: Number(await storedClicks()),
  lostClicks: rows.reduce((sum, row) => sum + row.lost, 0),
  processorMicroseconds: {
    constant: median(rows.map((row) => row.processor.constant)),
    redirect: median(rows.map((row) => row.processor.own)),
    redirectThreads: median(rows.map((row) => row.processor.threads)),
    postgres: median(rows.map((row) => row.processor.postgres)),
  },
  memoryMiB: Math.round(Math.max(...rows.map((row) => row.memory)) / 1024 / 1024),
}
console.log(JSON.stringify(summary, null, 2))
if (summary.ratio < 0.7 || summary.lostClicks > 0 || summary.drainedMsAfterEnd > 2_000) process.exitCode = 1

constant.child.kill()
redirect.child.send('stop')
await once(redirect.child, 'exit')
await db.close()
await postgres.close()
await rm(folder, { recursive: true, force: true })

async function start(file: string, args: string[]): Promise<{ child: ChildProcess, port: number }> {
  const child = fork(path.join(import.meta.dirname, file), args)
  const [message] = await once(child, 'message')
  return { child, port: message.port }
}

async function load(port: number, duration: number, perSecond?: number): Promise<Load> {
  const child = fork(path.join(import.meta.dirname, 'redirect-load.ts'), [port, duration, LINKS, ...(perSecond === undefined ? [] : [perSecond])].map(String))
  const [result] = await once(child, 'message')
  return result
}

function describe(measured: Load | undefined): string {
  return `${Math.round(measured?.perSecond ?? 0)}/s p99 ${measured?.p99} ms`
}

async function counters(): Promise<Counters> {
  redirect.child.send('counters')
  const [message] = await once(redirect.child, 'message')
  return message
}

interface Used {
  readonly constant: number
  readonly own: number
  readonly all: number
  readonly postgres: number
}

async function processorUsed(): Promise<Used> {
  const [bare, real] = [await askProcessor(constant.child), await askProcessor(redirect.child)]
  return { constant: bare.own, own: real.own, all: real.all, postgres: processorOfChildren(postgres.pid) }
}

async function askProcessor(child: ChildProcess): Promise<{ own: number, all: number }> {
  child.send('processor')
  const [{ own, all }]: [{ own: NodeJS.CpuUsage, all: NodeJS.CpuUsage }] = await once(child, 'message') as [{ own: NodeJS.CpuUsage, all: NodeJS.CpuUsage }]
  return { own: own.user + own.system, all: all.user + all.system }
}

function perClick(idle: Used, between: Used, end: Used, bare: Load, real: Load): Processor {
  const each = (microseconds: number, answered: number): number => Number((microseconds / answered).toFixed(1))
  const own = end.own - between.own
  return {
    constant: each(between.constant - idle.constant, bare.answered),
    own: each(own, real.answered),
    threads: each(end.all - between.all - own, real.answered),
    postgres: each(end.postgres - between.postgres, real.answered),
  }
}

async function drained(): Promise<number> {
  const started = Date.now()
  const { redirects } = await counters()
  while (Number(await storedClicks()) < redirects && Date.now() - started < DRAIN_LIMIT_MS) await delay(20)
  return Date.now() - started
}

async function storedClicks(): Promise<bigint> {
  const [row] = await db.inProgram(programId, (tx) => tx.sql<{ count: bigint }>({ text: 'select count(*) from click where program_id = $1', values: [programId] }))
  return row?.count ?? 0n
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

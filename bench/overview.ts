/**
 * The overview of a program with 1,000,000 clicks, 20,000 customers and 200,000 transactions of 90 days and 200 affiliates, over HTTP, against the
 * promised 300 ms; and how long a worker takes to count all of it from the beginning.
 *
 *   node scripts/run.mjs bench/overview.ts
 *
 * BENCH_CLICKS and BENCH_CUSTOMERS: how many of them.
 */
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { Database, WORKER_LIMITS } from '../src/db/database.ts'
import { countFacts } from '../src/domain/reports/count-facts.ts'
import { storeHistory } from './support/history.ts'
import { type BenchProgram, makeBenchProgram } from './support/program.ts'
import { median, percentile, startBenchServer } from './support/server.ts'

const LIMIT_MS = 300
const CLICKS = Number(process.env['BENCH_CLICKS'] ?? 1_000_000)
const CUSTOMERS = Number(process.env['BENCH_CUSTOMERS'] ?? 20_000)
const TRANSACTIONS = 200_000
const CALLS = 40
/** Of /proc. */
const TICK_MS = 10
const PATHS = ['/overview', '/overview?from=DAY90', '/report?dimensions=affiliate,country&measures=clicks,registrations,revenue&from=DAY90', '/report?dimensions=day&measures=clicks,revenue&from=DAY90']

const server = await startBenchServer('api', Number(process.env['BENCH_PORT'] ?? 4498))
try {
  const program = await makeBenchProgram(server.context, 'Overview', CUSTOMERS, undefined, { affiliates: 200 })
  await storeHistory(server.ownerUrl, program, TRANSACTIONS)
  await storeClicks(program)
  await countAll(program)
  for (const path of PATHS) await measure(program, path.replace('DAY90', new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10)))
} finally {
  await server.close()
}

async function storeClicks({ programId, brandId }: BenchProgram): Promise<void> {
  const owner = new pg.Client(server.ownerUrl)
  await owner.connect()
  await owner.query(
    `insert into tracking_link (program_id, id, number, tracker_id, brand_id, slug, created_at, updated_at)
     select $1, gen_random_uuid(), row_number() over (order by id), id, $2, 'bench-' || id, now(), now() from tracker where program_id = $1`,
    [programId, brandId],
  )
  await owner.query(
    `insert into click (program_id, occurred_at, click_key, tracking_link_id, affiliate_id, tracker_id, brand_id, visitor_id, flags, is_valid, country, recorded_at)
     select $1, at, gen_random_uuid(), l.id, t.affiliate_id, t.id, $2, gen_random_uuid(), case when n % 9 = 0 then '{bot}'::text[] else '{unique_24h}' end, n % 9 > 0,
            (array['MT','BR','DE','ES','PT','GB','SE'])[1 + n % 7], at
       from (select n, now() - interval '90 days' + n * interval '90 days' / $3::int as at, 1 + (n::bigint * 7919) % (select count(*) from tracking_link where program_id = $1) as link
               from generate_series(1, $3::int) n) c
       join tracking_link l on l.program_id = $1 and l.number = c.link join tracker t on t.program_id = $1 and t.id = l.tracker_id`,
    [programId, brandId, CLICKS],
  )
  await owner.query('vacuum analyze')
  await owner.end()
}

async function countAll({ programId }: BenchProgram): Promise<void> {
  const db = new Database(server.appUrl, WORKER_LIMITS, () => undefined)
  const start = performance.now()
  while (await countFacts({ db, clock: server.context.clock }, programId));
  console.log(`counted ${CLICKS} clicks, ${CUSTOMERS} customers and ${TRANSACTIONS} transactions: ${((performance.now() - start) / 1_000).toFixed(1)} s`)
  const [rows] = await db.inProgram(programId, (tx) => tx.sql<{ days: bigint }>({ text: 'select count(*) as days from click_daily where program_id = $1', values: [programId] }))
  console.log(`rows of click_daily: ${rows?.days}`)
  await db.close()
}

async function measure(program: BenchProgram, path: string): Promise<void> {
  const times: number[] = []
  const before = await processorMs(program)
  for (let call = 0; call < CALLS; call += 1) {
    const start = performance.now()
    const response = await fetch(`${server.url}/api/v1${path}`, { headers: { 'x-api-key': program.apiKey } })
    const answer = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${answer}`)
    times.push(performance.now() - start)
  }
  const used = ((await processorMs(program)) - before) / CALLS
  const p95 = percentile(times, 0.95)
  console.log(`${path}: median ${median(times).toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, of that ${used.toFixed(0)} ms of processor (at most ${LIMIT_MS})${p95 > LIMIT_MS ? ', missed' : ''}`)
}


/** What the server and its connections to PostgreSQL have used so far: on a busy machine that says more than the clock. */
async function processorMs({ programId }: BenchProgram): Promise<number> {
  const rows = await server.context.db.inProgram(programId, (tx) => tx.sql<{ pid: number }>({ text: `select pid from pg_stat_activity where application_name = 'fairshare'` }))
  const ticks = [server.pid, ...rows.map(({ pid }) => pid)].map((pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, own) => sum + own, 0) * TICK_MS
}

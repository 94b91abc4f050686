/**
 * Closing last month of a program with 10,000 affiliates and 1,000,000 commission lines, made by the program itself from sales: seconds from
 * the request to the review (at most 60), and what the process with all roles takes of memory meanwhile (500 MiB), while it goes on
 * processing sales of the same program; these at what part of the rate they had before (0.50). Then the seal, and verifying the books: at
 * most 30 s per 1,000,000 transfers. Making the lines takes minutes.
 *
 *   node scripts/run.mjs bench/close-period.ts
 *   BENCH_LINES=100000 node scripts/run.mjs bench/close-period.ts
 */
import { readFile, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { Database, VERIFY_LIMITS } from '../src/db/database.ts'
import { verifyBooks } from '../src/domain/ledger/verify-books.ts'
import { type BenchProgram, makeBenchProgram } from './support/program.ts'
import { startBenchServer } from './support/server.ts'

const LINES = Number(process.env['BENCH_LINES'] ?? 1_000_000)
const AFFILIATES = Number(process.env['BENCH_AFFILIATES'] ?? 10_000)
const CUSTOMERS = 2 * AFFILIATES
const LIMIT_S = 60
const LIMIT_MIB = 500
const LIMIT_VERIFY_S = 30
/** How long the rate of ingest is measured beforehand. */
const BEFORE_MS = 15_000
const ITEMS = 1_000
/** Calls whose items are not processed yet: so many keep the worker busy. */
const QUEUED_MOST = 4

const now = new Date()
// In the middle of months nobody's time zone matters.
const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 15))
const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4498))
let made = 0
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const components = [{ type: 'percent_of_sale', rate: '10' }]
  const program = await makeBenchProgram(server.context, 'Closed', CUSTOMERS, components, { affiliates: AFFILIATES, registeredAt: new Date(lastMonth.getTime() - 60 * 86_400_000) })
  await makeLines(program)
  const before = await ingest(program, () => delay(BEFORE_MS))
  await writeFile(`/proc/${server.pid}/clear_refs`, '5')
  const name = lastMonth.toISOString().slice(0, 7)
  let seconds = 0
  const during = await ingest(program, async () => {
    seconds = await close(program, name)
  })
  const mib = await peakMib()
  const [statements] = await rows<{ count: bigint; lines: bigint }>(program, 'select count(*) as count, sum(lines) as lines from statement where program_id = $1')
  const seal = await timed(() => call(program, 'POST', `/period/${name}/seal`))
  console.log(
    `close-period: ${statements?.count} statements with ${statements?.lines} lines in ${seconds.toFixed(1)} s, ${(seconds / LIMIT_S).toFixed(2)} of the limit of ${LIMIT_S} s; ` +
      `peak ${mib.toFixed(0)} MiB, ${(mib / LIMIT_MIB).toFixed(2)} of ${LIMIT_MIB} MiB; sealed in ${seal.toFixed(1)} s`,
  )
  console.log(`ingest beside it: ${during.toFixed(0)}/s of ${before.toFixed(0)}/s, ratio ${(during / before).toFixed(2)} (at least 0.50)`)
  await verify(program)
}

/** Sales of last month, until each has its line. */
async function makeLines(program: BenchProgram): Promise<void> {
  const start = performance.now()
  for (let sent = 0; sent < LINES; sent += ITEMS) {
    await send(program, (i) => new Date(lastMonth.getTime() + (i % 10) * 86_400_000 + i))
    await untilQueued(program, QUEUED_MOST)
  }
  await untilQueued(program, 0)
  console.log(`${LINES} sales made ready in ${((performance.now() - start) / 1_000).toFixed(0)} s`)
}

/** Items processed per second, of today's sales, while something else goes on. */
async function ingest(program: BenchProgram, beside: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  const from = await processed(program)
  let isOver = false
  const other = beside().finally(() => {
    isOver = true
  })
  while (!isOver) {
    await send(program, () => new Date())
    await untilQueued(program, QUEUED_MOST)
  }
  await other
  return ((await processed(program)) - from) / ((performance.now() - start) / 1_000)
}

async function close(program: BenchProgram, name: string): Promise<number> {
  return timed(async () => {
    await call(program, 'POST', `/period/${name}/close`)
    while ((await call<{ status: string }>(program, 'GET', `/period/${name}`)).status !== 'review') await delay(100)
  })
}

async function verify(program: BenchProgram): Promise<void> {
  const [transfers] = await rows<{ count: bigint }>(program, 'select count(*) as count from ledger_transfer where program_id = $1')
  const db = new Database(server.appUrl, VERIFY_LIMITS, (error) => console.error(error))
  const seconds = await timed(async () => {
    const { laws } = await verifyBooks(db, program.programId)
    const broken = laws.filter(({ offender }) => offender !== null)
    if (broken.length > 0) throw new Error(`the books do not hold: ${JSON.stringify(broken)}`)
  })
  await db.close()
  const perMillion = (seconds / Number(transfers?.count)) * 1_000_000
  console.log(`verify: ${transfers?.count} transfers in ${seconds.toFixed(1)} s, ${perMillion.toFixed(1)} s per 1,000,000, ${(perMillion / LIMIT_VERIFY_S).toFixed(2)} of the limit of ${LIMIT_VERIFY_S} s`)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1_000
}

/** The most resident memory since it was reset. */
async function peakMib(): Promise<number> {
  return Number(/VmHWM:\s+(\d+) kB/.exec(await readFile(`/proc/${server.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024
}

async function processed(program: BenchProgram): Promise<number> {
  const [row] = await rows<{ items: bigint }>(program, 'select coalesce(sum(accepted), 0) as items from transaction_batch where program_id = $1 and processed_at is not null')
  return Number(row?.items)
}

async function untilQueued(program: BenchProgram, most: number): Promise<void> {
  for (;;) {
    const [row] = await rows<{ queued: bigint }>(program, 'select count(*) as queued from transaction_batch where program_id = $1 and processed_at is null')
    if (Number(row?.queued) <= most) return
    await delay(10)
  }
}

async function send(program: BenchProgram, dateOf: (index: number) => Date): Promise<void> {
  await call(
    program, 'POST', '/transaction/bulk',
    Array.from({ length: ITEMS }, () => {
      made += 1
      return { externalId: `s${made}`, type: 'sale', externalBrandId: 'bench', externalCustomerId: `c${made % program.customers}`, transactionDate: dateOf(made).toISOString(), saleAmount: 10 + (made % 1_000) / 10 }
    }),
  )
}

function rows<Row>(program: BenchProgram, text: string): Promise<Row[]> {
  return server.context.db.inProgram(program.programId, (tx) => tx.sql<Row>({ text, values: [program.programId] }))
}

async function call<Answer>(program: BenchProgram, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method, headers: { 'x-api-key': program.apiKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const answer = (await response.json()) as Answer
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
  return answer
}

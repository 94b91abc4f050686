/**
 * Bulk transactions on a program of 10,000 customers with nothing stored, against one of 100,000 customers and 1,000,000 transactions
 * that were stored before (written straight into the tables by the database itself), in turns on one PostgreSQL.
 *
 *   node scripts/run.mjs bench/growth.ts
 */
import { storeHistory } from './support/history.ts'
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { median, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CALLS = 10
const ITEMS = 1_000
const STORED = 1_000_000

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4495))
try {
  await run()
} finally {
  await server.close()
}

type Program = Awaited<ReturnType<typeof makeBenchProgram>>

async function run(): Promise<void> {
  const small = await makeBenchProgram(server.context, 'Small', 10_000)
  const large = await makeBenchProgram(server.context, 'Large', 100_000)
  await storeHistory(server.ownerUrl, large, STORED)
  const rates = { small: [] as number[], large: [] as number[] }
  for (let round = 0; round <= ROUNDS; round += 1) {
    const [smallRate, largeRate] = [await measure(small), await measure(large)]
    // The first round warms both up.
    if (round === 0) continue
    rates.small.push(smallRate)
    rates.large.push(largeRate)
    console.log(`round ${round}: small ${smallRate.toFixed(0)}/s, large ${largeRate.toFixed(0)}/s, ratio ${(largeRate / smallRate).toFixed(2)}`)
  }
  const ratio = median(rates.large.map((rate, i) => rate / (rates.small[i] ?? 1)))
  console.log(`growth: ${median(rates.large).toFixed(0)}/s on 10^5 customers and 10^6 transactions, of ${median(rates.small).toFixed(0)}/s on 10^4, ratio ${ratio.toFixed(2)} (at least 0.80, aim 0.90)`)
}

async function measure(program: Program): Promise<number> {
  const bodies = Array.from({ length: CALLS }, () => JSON.stringify(bulkItems(program, ITEMS)))
  const start = performance.now()
  for (const body of bodies) {
    const response = await fetch(`${server.url}/api/v1/transaction/bulk`, { method: 'POST', headers: { 'x-api-key': program.apiKey, 'content-type': 'application/json' }, body })
    await response.arrayBuffer()
    if (response.status !== 202) throw new Error(`status ${response.status}`)
  }
  for (;;) {
    const [row] = await server.context.db.inProgram(program.programId, (tx) => tx.sql<{ queued: bigint }>({ name: 'queued', text: 'select count(*) as queued from transaction_batch where program_id = $1 and processed_at is null', values: [program.programId] }))
    if (row?.queued === 0n) return (CALLS * ITEMS) / ((performance.now() - start) / 1_000)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

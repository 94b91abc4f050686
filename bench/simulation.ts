/**
 * A draft of a tiered hybrid plan replayed over 1,000,000 stored transactions of 50 affiliates, read from PostgreSQL: how long it takes
 * (at most 60 s), and how much memory the process has at most (500 MiB).
 *
 *   node scripts/run.mjs bench/simulation.ts
 */
import { readProgram } from '../src/domain/programs/read-program.ts'
import { periodOf } from '../src/domain/time/periods.ts'
import { simulatePlan } from '../src/domain/simulation/simulate-plan.ts'
import { storeHistory } from './support/history.ts'
import { COMPONENTS, makeBenchProgram } from './support/program.ts'
import { median, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)
const STORED = Number(process.env['BENCH_STORED'] ?? 1_000_000)
const LIMIT_S = 60
const LIMIT_MIB = 500
const DRAFT = COMPONENTS.map((component) => (component.type === 'revenue_share' ? { ...component, carryover: { mode: 'carry', what: 'base' } } : component))

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4497))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const { programId } = await prepare()
  const now = new Date()
  const times: number[] = []
  const restMib = process.memoryUsage.rss() / 2 ** 20
  let peakMib = 0
  for (let round = 1; round <= ROUNDS; round += 1) {
    const watch = setInterval(() => { peakMib = Math.max(peakMib, process.memoryUsage.rss() / 2 ** 20) }, 20)
    const start = performance.now()
    const simulation = await server.context.db.snapshot(programId, async (tx) => {
      const program = await readProgram(tx, programId)
      if (program === undefined || program.default_plan_id === null) throw new Error('a program with a plan')
      const from = periodOf(new Date(now.getTime() - 100 * 86_400_000), program.time_zone)
      return simulatePlan(tx, program, { planId: program.default_plan_id, draft: { components: DRAFT }, affiliateIds: null, from, to: periodOf(now, program.time_zone) }, now)
    })
    clearInterval(watch)
    times.push((performance.now() - start) / 1_000)
    console.log(`round ${round}: ${times.at(-1)?.toFixed(1)} s, ${simulation.affiliates.length} affiliates, ${simulation.tierCrossings} tiers crossed, peak ${peakMib.toFixed(0)} MiB`)
  }
  const seconds = median(times)
  console.log(`simulation: ${STORED} transactions in ${seconds.toFixed(1)} s, ${(seconds / LIMIT_S).toFixed(2)} of the limit of ${LIMIT_S} s; peak ${peakMib.toFixed(0)} MiB, ${(peakMib / LIMIT_MIB).toFixed(2)} of ${LIMIT_MIB} MiB; ${restMib.toFixed(0)} MiB of it are the server's, which runs in the same process`)
}

async function prepare() {
  const program = await makeBenchProgram(server.context, 'Simulated', 10_000)
  await storeHistory(server.ownerUrl, program, STORED)
  return program
}

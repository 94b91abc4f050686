/**
 * A draft of a tiered hybrid plan replayed over 1,000,000 stored transactions of 50 affiliates: how long it takes from the call to its
 * answer (at most 60 s), and how much memory the server with all roles, whose worker does it, has at most meanwhile (500 MiB).
 *
 *   node scripts/run.mjs bench/simulation.ts
 */
import { setTimeout as delay } from 'node:timers/promises'
import type { Uuid } from '../src/domain/ids.ts'
import { readProgram } from '../src/domain/programs/read-program.ts'
import { periodOf } from '../src/domain/time/periods.ts'
import { storeHistory } from './support/history.ts'
import { COMPONENTS, makeBenchProgram } from './support/program.ts'
import { median, residentMib, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3)
const STORED = Number(process.env['BENCH_STORED'] ?? 1_000_000)
const LIMIT_S = 60
const LIMIT_MIB = 500
const POLL_MS = 50
const DRAFT = COMPONENTS.map((component) => (component.type === 'revenue_share' ? { ...component, carryover: { mode: 'carry', what: 'base' } } : component))

interface Answer {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed'
  readonly result: { readonly affiliates: readonly object[]; readonly tierCrossings: number } | null
}

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4497))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const { programId, apiKey } = await prepare()
  const { planId, timeZone } = await planOf(programId)
  const url = `${server.url}/api/v1/commission-plan/${planId}/simulation`
  const headers = { 'x-api-key': apiKey, 'content-type': 'application/json' }
  const now = new Date()
  const body = JSON.stringify({ version: { components: DRAFT }, from: periodOf(new Date(now.getTime() - 100 * 86_400_000), timeZone), to: periodOf(now, timeZone) })
  const times: number[] = []
  const restMib = await residentMib(server.pid)
  let peakMib = 0
  for (let round = 1; round <= ROUNDS; round += 1) {
    const start = performance.now()
    let answer = await read(await fetch(url, { method: 'POST', headers, body }))
    while (answer.status === 'queued' || answer.status === 'running') {
      await delay(POLL_MS)
      peakMib = Math.max(peakMib, await residentMib(server.pid))
      answer = await read(await fetch(`${url}/${answer.id}`, { headers }))
    }
    times.push((performance.now() - start) / 1_000)
    console.log(`round ${round}: ${times.at(-1)?.toFixed(1)} s, ${answer.status}, ${answer.result?.affiliates.length} affiliates, ${answer.result?.tierCrossings} tiers crossed, peak ${peakMib.toFixed(0)} MiB`)
  }
  const seconds = median(times)
  console.log(`simulation: ${STORED} transactions in ${seconds.toFixed(1)} s, ${(seconds / LIMIT_S).toFixed(2)} of the limit of ${LIMIT_S} s; peak ${peakMib.toFixed(0)} MiB, ${(peakMib / LIMIT_MIB).toFixed(2)} of ${LIMIT_MIB} MiB; before it ${restMib.toFixed(0)} MiB`)
}

async function read(response: Response): Promise<Answer> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return await response.json() as Answer
}

async function prepare() {
  const program = await makeBenchProgram(server.context, 'Simulated', 10_000)
  await storeHistory(server.ownerUrl, program, STORED)
  return program
}

async function planOf(programId: Uuid): Promise<{ readonly planId: Uuid; readonly timeZone: string }> {
  return server.context.db.inProgram(programId, async (tx) => {
    const program = await readProgram(tx, programId)
    if (program === undefined || program.default_plan_id === null) throw new Error('a program with a plan')
    return { planId: program.default_plan_id, timeZone: program.time_zone }
  })
}

/**
 * The 202 for a bulk call of 1,000 items, one call after another, against one commit of the same bytes, in turns.
 *
 *   node scripts/run.mjs bench/acknowledge.ts
 */
import pg from 'pg'
import { newId } from '../src/domain/ids.ts'
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { median, percentile, startBenchServer } from './support/server.ts'

const CALLS = 200
const ITEMS = 1_000

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4494))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const program = await makeBenchProgram(server.context, 'Acknowledge', 10_000)
  const owner = new pg.Client(server.ownerUrl)
  await owner.connect()
  await owner.query('create table bench_batch (like transaction_batch including all)')
  const calls: number[] = []
  const commits: number[] = []
  for (let i = 0; i < CALLS + 20; i += 1) {
    const body = JSON.stringify(bulkItems(program, ITEMS))
    const start = performance.now()
    const response = await fetch(`${server.url}/api/v1/transaction/bulk`, { method: 'POST', headers: { 'x-api-key': program.apiKey, 'content-type': 'application/json' }, body })
    await response.arrayBuffer()
    if (response.status !== 202) throw new Error(`status ${response.status}`)
    const answered = performance.now()
    await owner.query({
      name: 'commit',
      text: `insert into bench_batch (program_id, id, payload, integration_type, accepted, created_by, recorded_at) values ($1, $2, $3, 'api', 1, 'key', $4)`,
      values: [program.programId, newId(), body, new Date()],
    })
    // The first calls warm both up.
    if (i >= 20) {
      calls.push(answered - start)
      commits.push(performance.now() - answered)
    }
    // A caller that sends faster than it is processed measures the queue; this one lets the worker keep up.
    await untilProcessed(program.programId)
  }
  await owner.end()
  console.log(`202 for ${ITEMS} items: median ${median(calls).toFixed(1)} ms, p99 ${percentile(calls, 0.99).toFixed(1)} ms (at most 30); one commit of the same bytes: median ${median(commits).toFixed(1)} ms, p99 ${percentile(commits, 0.99).toFixed(1)} ms`)
}

async function untilProcessed(programId: string): Promise<void> {
  for (;;) {
    const [row] = await server.context.db.inProgram(programId, (tx) => tx.sql<{ queued: bigint }>({ name: 'queued', text: 'select count(*) as queued from transaction_batch where program_id = $1 and processed_at is null', values: [programId] }))
    if (row?.queued === 0n) return
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

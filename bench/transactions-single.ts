/**
 * POST /transaction, one item per call, at 64 connections, against single-row INSERT commits of the same bytes at 16 connections, in
 * turns on one PostgreSQL. The worker processes them beside it; that is part of the price.
 *
 *   node scripts/run.mjs bench/transactions-single.ts
 */
import autocannon from 'autocannon'
import pg from 'pg'
import { newId } from '../src/domain/ids.ts'
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { median, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const SECONDS = 4
const CONNECTIONS = 64
const PEER_CONNECTIONS = 16

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4493))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const program = await makeBenchProgram(server.context, 'Single', 10_000)
  const owner = new pg.Client(server.ownerUrl)
  await owner.connect()
  await owner.query('create table bench_batch (like transaction_batch including all)')
  await owner.end()
  await measureCalls(program, 1)
  const ours: number[] = []
  const peers: number[] = []
  for (let round = 1; round <= ROUNDS; round += 1) {
    const peer = await measurePeer(program)
    const calls = await measureCalls(program, SECONDS)
    peers.push(peer)
    ours.push(calls.perSecond)
    console.log(`round ${round}: INSERT commits ${peer.toFixed(0)}/s, POST /transaction ${calls.perSecond.toFixed(0)}/s, p99 ${calls.p99Ms} ms`)
  }
  const ratio = median(ours.map((value, i) => value / (peers[i] ?? 1)))
  console.log(`single transaction: ${median(ours).toFixed(0)}/s of ${median(peers).toFixed(0)}/s, ratio ${ratio.toFixed(2)} (at least 0.40, aim 0.60)`)
}

type Program = Awaited<ReturnType<typeof makeBenchProgram>>

async function measureCalls(program: Program, seconds: number): Promise<{ perSecond: number; p99Ms: number }> {
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{
      method: 'POST',
      path: '/api/v1/transaction',
      headers: { 'x-api-key': program.apiKey, 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: JSON.stringify(bulkItems(program, 2)[0]) }),
    }],
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
  return { perSecond: result['2xx'] / result.duration, p99Ms: result.latency.p99 }
}

/** One row and one commit per item, into a table like the one that takes the calls in. */
async function measurePeer(program: Program): Promise<number> {
  const deadline = performance.now() + SECONDS * 1_000
  const counts = await Promise.all(Array.from({ length: PEER_CONNECTIONS }, async () => {
    const client = new pg.Client(server.ownerUrl)
    await client.connect()
    let count = 0
    for (; performance.now() < deadline; count += 1) {
      await client.query({
        name: 'peer',
        text: `insert into bench_batch (program_id, id, payload, integration_type, accepted, created_by, recorded_at) values ($1, $2, $3, 'api', 1, 'key', $4)`,
        values: [program.programId, newId(), JSON.stringify([bulkItems(program, 2)[0]]), new Date()],
      })
    }
    await client.end()
    return count
  }))
  return counts.reduce((sum, count) => sum + count, 0) / SECONDS
}

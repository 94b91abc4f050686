/**
 * Bulk transactions until commissions and transfers are committed, against COPY of the very rows that came of it into like tables.
 * 1,000 items per call, 5 % duplicates, hybrid plan with tiers and deductions, four calls at a time. Also the time to the 202.
 *
 *   node scripts/run.mjs bench/transactions-bulk.ts
 */
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import pg from 'pg'
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { median, percentile, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const CALLS = 40
const ITEMS = 1_000
const AT_ONCE = 4
const TABLES = ['transaction', 'commission', 'ledger_transfer']

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4492))
try {
  await run()
} finally {
  await server.close()
}

async function run(): Promise<void> {
  const program = await makeBenchProgram(server.context, 'Bulk', Number(process.env['BENCH_CUSTOMERS'] ?? 10_000))
  const owner = new pg.Client(server.ownerUrl)
  await owner.connect()
  for (const table of TABLES) await owner.query(`create table bench_${table} (like ${table} including defaults including constraints including indexes including storage)`)
  const folder = path.join(server.folder, 'copy')
  await mkdir(folder)
  await chmod(server.folder, 0o755)
  await chmod(folder, 0o777)

  const ours: number[] = []
  const peers: number[] = []
  const acknowledged: number[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const since = await sequence(owner, program.programId)
    const ourMs = await send(program, acknowledged)
    const peerMs = await copy(owner, folder, program.programId, since)
    const rows = CALLS * ITEMS
    // The first round warms both up.
    if (round === 0) continue
    ours.push(rows / ourMs)
    peers.push(rows / peerMs)
    console.log(`round ${round}: ours ${((rows / ourMs) * 1000).toFixed(0)}/s, COPY ${((rows / peerMs) * 1000).toFixed(0)}/s, ratio ${(peerMs / ourMs).toFixed(2)}`)
  }
  const ratios = ours.map((value, i) => value / (peers[i] ?? 1))
  console.log(`bulk transactions: ${(median(ours) * 1000).toFixed(0)}/s of ${(median(peers) * 1000).toFixed(0)}/s, ratio ${median(ratios).toFixed(2)} (at least 0.30, aim 0.50)`)
  console.log(`202 for ${ITEMS} items: median ${median(acknowledged).toFixed(1)} ms, p99 ${percentile(acknowledged, 0.99).toFixed(1)} ms (at most 30) at ${AT_ONCE} calls at once beside processing`)
  await owner.end()
}

/** Sends the calls and waits until everything is processed and committed. Milliseconds. */
async function send(program: Awaited<ReturnType<typeof makeBenchProgram>>, acknowledged: number[]): Promise<number> {
  const bodies = Array.from({ length: CALLS }, () => JSON.stringify(bulkItems(program, ITEMS)))
  const start = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
        const sent = performance.now()
        const response = await fetch(`${server.url}/api/v1/transaction/bulk`, { method: 'POST', headers: { 'x-api-key': program.apiKey, 'content-type': 'application/json' }, body })
        await response.arrayBuffer()
        if (response.status !== 202) throw new Error(`status ${response.status}`)
        acknowledged.push(performance.now() - sent)
      }
    }),
  )
  await untilProcessed(program.programId)
  return performance.now() - start
}

async function untilProcessed(programId: string): Promise<void> {
  for (;;) {
    const [row] = await server.context.db.inProgram(programId, (tx) => tx.sql<{ queued: bigint }>({ name: 'queued', text: 'select count(*) as queued from transaction_batch where program_id = $1 and processed_at is null', values: [programId] }))
    if (row?.queued === 0n) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function sequence(owner: pg.Client, programId: string): Promise<string> {
  const { rows } = await owner.query<{ sequence: string }>('select sequence from program_book where program_id = $1', [programId])
  return rows[0]?.sequence ?? '0'
}

/** Copies the rows of this round into the like tables, from files that the server reads itself. Milliseconds. */
async function copy(owner: pg.Client, folder: string, programId: string, since: string): Promise<number> {
  const column = { transaction: 'applied_sequence', commission: 'sequence', ledger_transfer: 'sequence' } as Record<string, string>
  for (const table of TABLES) {
    await owner.query(`copy (select * from ${table} where program_id = '${programId}' and ${column[table]} > ${since}) to '${folder}/${table}'`)
  }
  const start = performance.now()
  await owner.query('begin')
  for (const table of TABLES) await owner.query(`copy bench_${table} from '${folder}/${table}'`)
  await owner.query('commit')
  return performance.now() - start
}

/**
 * Approvals and rejections of 10,000 transactions in one call, over HTTP, against the promised 5 s: of what waits with nothing computed (stage
 * `transaction`) and with its commission (`commission`), and rejections of what was approved and has matured. Conversions with a
 * recurring share, and the hybrid plan of the bulk benchmark, where a rejection rates tiers and levels of thousands of customers anew.
 *
 *   node scripts/run.mjs bench/decisions.ts
 */
import type { Uuid } from '../src/domain/ids.ts'
import { type BenchProgram, bulkItems, makeBenchProgram } from './support/program.ts'
import { startBenchServer } from './support/server.ts'

const LIMIT_MS = 5_000
const DECISIONS = 10_000
const CUSTOMERS = Number(process.env['BENCH_CUSTOMERS'] ?? 5_000)
let made = 0
const RECURRING = [{ type: 'percent_of_sale', rate: '10', recurring: { months: 12 } }]

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4497))
try {
  const conversions = await makeBenchProgram(server.context, 'Conversions', CUSTOMERS, RECURRING)
  const hybrid = await makeBenchProgram(server.context, 'Hybrid', CUSTOMERS)
  for (const stage of ['transaction', 'commission']) {
    await measure(`conversions, ${stage}`, conversions, stage, sales)
    await measure(`hybrid, ${stage}`, hybrid, stage, (program) => bulkItems(program, Math.ceil(DECISIONS / 0.95)).slice(0, DECISIONS))
  }
} finally {
  await server.close()
}

async function measure(name: string, program: BenchProgram, approvalStage: string, items: (program: BenchProgram) => object[]): Promise<void> {
  await call(program, 'PATCH', `/brand/${program.brandId}`, { autoApprove: false, approvalStage, name: 'Bench' })
  const approved = await sendPending(program, items(program))
  report(`${name}: approve ${DECISIONS} pending`, await decide(program, 'approval', approved))
  report(`${name}: reject ${DECISIONS} approved`, await decide(program, 'rejection', approved))
  report(`${name}: reject ${DECISIONS} pending`, await decide(program, 'rejection', await sendPending(program, items(program))))
}

function report(what: string, ms: number): void {
  console.log(`${what}: ${(ms / 1_000).toFixed(2)} s (at most ${LIMIT_MS / 1_000})${ms > LIMIT_MS ? ', missed' : ''}`)
}

/** Conversions, spread over the customers. */
function sales(program: BenchProgram): object[] {
  return Array.from({ length: DECISIONS }, () => {
    made += 1
    return {
      externalId: `o${made}`, type: 'sale', externalBrandId: 'bench', externalCustomerId: `c${made % program.customers}`,
      transactionDate: new Date(Date.now() - 86_400_000 + made).toISOString(), saleAmount: Math.round(Math.random() * 20_000 + 100) / 100,
    }
  })
}

/** Sends the items and waits until they are processed; answers the ids of what waits for a decision. */
async function sendPending(program: BenchProgram, items: readonly object[]): Promise<Uuid[]> {
  await call(program, 'POST', '/transaction/bulk', items)
  for (;;) {
    const pending = await server.context.db.inProgram(program.programId, (tx) =>
      tx.sql<{ id: Uuid }>({ name: 'pending', text: `select id from transaction where program_id = $1 and status = 'pending'`, values: [program.programId] }),
    )
    if (pending.length === DECISIONS) return pending.map(({ id }) => id)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Milliseconds until the answer. */
async function decide(program: BenchProgram, noun: string, ids: readonly Uuid[]): Promise<number> {
  const start = performance.now()
  const { decided } = await call<{ decided: number }>(program, 'POST', `/transaction/${noun}`, { ids, reason: 'benchmark' })
  if (decided !== DECISIONS) throw new Error(`${decided} were decided`)
  return performance.now() - start
}

async function call<Answer>(program: BenchProgram, method: string, path: string, body: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}/api/v1${path}`, { method, headers: { 'x-api-key': program.apiKey, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const answer = (await response.json()) as Answer
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
  return answer
}

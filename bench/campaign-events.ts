/**
 * POST /v1/events until commissions are committed, 100 conversions per call, against the operator API's bulk transactions (as in
 * transactions-bulk: 1,000 per call, hybrid plan), in turns on one server; four calls at a time. Every second conversion is of a customer
 * who was not there before. Then one conversion per call at 64 connections: the time to the answer, with the worker beside it.
 *
 *   node scripts/run.mjs bench/campaign-events.ts
 */
import autocannon from 'autocannon'
import { createAffiliate } from '../src/domain/affiliates/create-affiliate.ts'
import type { Uuid } from '../src/domain/ids.ts'
import { setUp } from '../src/domain/operators/set-up.ts'
import { bulkItems, makeBenchProgram } from './support/program.ts'
import { median, startBenchServer } from './support/server.ts'

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5)
const SECONDS = 4
const CONNECTIONS = 64
const AT_ONCE = 4
const PER_ROUND = 20_000
const EVENTS_PER_CALL = 100
const ITEMS_PER_CALL = 1_000
const AFFILIATES = 50
const KNOWN_CUSTOMERS = 10_000
let made = 0

const server = await startBenchServer('all', Number(process.env['BENCH_PORT'] ?? 4494))
try {
  await run()
} finally {
  await server.close()
}

interface Client {
  readonly programId: Uuid
  readonly apiKey: string
}

async function run(): Promise<void> {
  const operator = await makeBenchProgram(server.context, 'Bulk', KNOWN_CUSTOMERS)
  const campaign = await makeCampaign()
  const bodyOf = (size: number) => () => JSON.stringify({ events: Array.from({ length: size }, () => conversion(campaign)) })
  const [bulk, events]: [number[], number[]] = [[], []]
  for (let round = 0; round <= ROUNDS; round += 1) {
    const bulkMs = await send(operator, '/api/v1/transaction/bulk', PER_ROUND / ITEMS_PER_CALL, () => JSON.stringify(bulkItems(operator, ITEMS_PER_CALL)))
    const eventsMs = await send(campaign, '/v1/events', PER_ROUND / EVENTS_PER_CALL, bodyOf(EVENTS_PER_CALL))
    // The first round warms both up.
    if (round === 0) continue
    bulk.push((PER_ROUND / bulkMs) * 1_000)
    events.push((PER_ROUND / eventsMs) * 1_000)
    console.log(`round ${round}: conversions ${events.at(-1)?.toFixed(0)}/s, bulk transactions ${bulk.at(-1)?.toFixed(0)}/s, ratio ${(bulkMs / eventsMs).toFixed(2)}`)
  }
  const ratio = median(events.map((value, i) => value / (bulk[i] ?? 1)))
  console.log(`conversions, ${EVENTS_PER_CALL} per call: ${median(events).toFixed(0)}/s of ${median(bulk).toFixed(0)}/s, ratio ${ratio.toFixed(2)} (at least 0.50)`)

  await measureCalls(campaign, bodyOf(1), 1)
  const calls = []
  for (let round = 1; round <= ROUNDS; round += 1) calls.push(await measureCalls(campaign, bodyOf(1), SECONDS))
  const [perSecond, p99Ms] = [median(calls.map((call) => call.perSecond)), median(calls.map((call) => call.p99Ms))]
  console.log(`single conversion at ${CONNECTIONS} connections: ${perSecond.toFixed(0)}/s, p99 ${p99Ms} ms (at most 50)`)
}

async function makeCampaign(): Promise<Client> {
  const { programId, apiKey } = await setUp(server.context, { operator: 'Campaign', program: 'Campaign', currency: 'EUR', timeZone: 'Europe/Malta', adminEmail: 'campaign@example.com' })
  await server.context.db.inProgram(programId, async (tx) => {
    const author = { programId, actor: 'bench', now: new Date() }
    for (let i = 0; i < AFFILIATES; i += 1) await createAffiliate(tx, author, { name: `affiliate ${i}`, referralCode: `BENCH${i}` })
  })
  return { programId, apiKey }
}

function conversion({ programId }: Client): object {
  made += 1
  const customer = made % 2 === 0 ? `new${made}` : `known${made % KNOWN_CUSTOMERS}`
  return {
    event_type: 'conversion',
    campaign_id: programId,
    affiliate_id: `BENCH${made % AFFILIATES}`,
    session_id: `session-${made % 5_000}`,
    properties: { order_id: `order-${made}`, order_value: (made % 50_000) / 100 + 1, customer_email: `${customer}@cliente.example`, product: 'Plano anual', payment_method: 'pix', url: 'https://loja.example/obrigado' },
    device_info: { user_agent: 'Mozilla/5.0 (X11; Linux x86_64)', ip: '203.0.113.7', language: 'pt-BR' },
  }
}

/** Makes the calls and waits until everything is processed and committed. Milliseconds. */
async function send(client: Client, path: string, calls: number, bodyOf: () => string): Promise<number> {
  const bodies = Array.from({ length: calls }, bodyOf)
  const start = performance.now()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let body = bodies.shift(); body !== undefined; body = bodies.shift()) {
        const response = await fetch(server.url + path, { method: 'POST', headers: { 'x-api-key': client.apiKey, 'content-type': 'application/json' }, body })
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
        await response.arrayBuffer()
      }
    }),
  )
  await untilProcessed(client.programId)
  return performance.now() - start
}

async function untilProcessed(programId: Uuid): Promise<void> {
  for (;;) {
    const [row] = await server.context.db.inProgram(programId, (tx) =>
      tx.sql<{ queued: bigint }>({ name: 'queued', text: 'select count(*) as queued from transaction_batch where program_id = $1 and processed_at is null', values: [programId] }),
    )
    if (row?.queued === 0n) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

async function measureCalls(client: Client, bodyOf: () => string, seconds: number): Promise<{ perSecond: number; p99Ms: number }> {
  const result = await autocannon({
    url: server.url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [{
      method: 'POST', path: '/v1/events', headers: { 'x-api-key': client.apiKey, 'content-type': 'application/json' },
      setupRequest: (request) => ({ ...request, body: bodyOf() }),
    }],
  })
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${result.non2xx} refusals, ${result.errors} errors`)
  await untilProcessed(client.programId)
  return { perSecond: result['2xx'] / result.duration, p99Ms: result.latency.p99 }
}

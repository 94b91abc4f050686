/**
 * Bulk transactions on a program of 10,000 customers with nothing stored, against one of 100,000 customers and 1,000,000 transactions
 * that were stored before (written straight into the tables by the database itself), in turns on one PostgreSQL.
 *
 *   node scripts/run.mjs bench/growth.ts
 */
import pg from 'pg'
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
  await store(large)
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

/** A history of ten transactions per customer, with their keys. */
async function store(program: Program): Promise<void> {
  const owner = new pg.Client(server.ownerUrl)
  await owner.connect()
  const perCustomer = STORED / program.customers
  // Ids as newId makes them, of the past hour: time first, then random.
  const id = `(lpad(to_hex((extract(epoch from now()) * 1000)::bigint - 3600000 + n), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || 'a' || substr(md5(random()::text), 1, 15))::uuid`
  await owner.query(
    `create temporary table history as
       select ${id} as id, c.id as customer_id, a.affiliate_id, a.tracker_id, 'old-' || c.external_id || '-' || n as external_id, c.external_id as external_customer_id,
              c.registered_at - interval '20 days' + n * interval '1 hour' as occurred_at
         from customer c join attribution a on a.program_id = c.program_id and a.customer_id = c.id, generate_series(1, ${perCustomer}) n
        where c.program_id = $1`,
    [program.programId],
  )
  await owner.query(
    `insert into transaction (program_id, id, brand_id, customer_id, affiliate_id, tracker_id, type, external_id, external_customer_id, deposit, sale, withdrawal,
                              wager, bonus, gross, net, taxes, payment_fees, cost_of_goods, occurred_at, effective_at, status, applied_sequence,
                              rev_share_excluded, cpa_excluded, integration_type, created_by, recorded_at, updated_at)
     select $1, id, $2, customer_id, affiliate_id, tracker_id, 'revenue', external_id, external_customer_id, 0, 0, 0, 0, 0, 1000000, 1000000, 0, 0, 0,
            occurred_at, occurred_at, 'approved', 0, false, false, 'import', 'bench', now(), now() from history`,
    [program.programId, program.brandId],
  )
  await owner.query(
    'insert into transaction_key (program_id, brand_id, external_id, content_hash, transaction_id) select $1, $2, external_id, id, id from history',
    [program.programId, program.brandId],
  )
  await owner.query('drop table history')
  await owner.query('vacuum analyze')
  await owner.end()
}
